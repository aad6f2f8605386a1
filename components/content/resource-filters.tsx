import type { ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import { resourceKinds, type Portal, type ResourceKind } from '@/lib/content'
import { formatResourceQuery, type ResourceList, type ResourceQuery } from '@/lib/resource-list'

const kindWords: Record<ResourceKind, string> = { tutorial: 'Tutorials', tool: 'Tools', reference: 'References' }

const sortWords: Record<ResourceQuery['sort'], string> = { order: 'Reading order', title: 'Title', host: 'Site' }

/** The filters of the list of resources; the address holds all of them. */
export function ResourceFilters({ portal, query, list }: { portal: Portal; query: ResourceQuery; list: ResourceList }) {
  const first = { ...query, page: 1 }
  const hosts =
    query.host && !list.hosts.some(({ host }) => host === query.host)
      ? [{ host: query.host, count: 0 }, ...list.hosts]
      : list.hosts
  return (
    <div className="mt-6 font-ui text-ui">
      <nav aria-label="Filter by kind">
        <ul className="kind-filter">
          <Kind
            query={{ ...first, kind: null }}
            on={query.kind === null}
            count={Object.values(list.byKind).reduce((sum, count) => sum + count)}
          >
            All
          </Kind>
          {resourceKinds.map((kind) => (
            <Kind key={kind} query={{ ...first, kind }} on={query.kind === kind} count={list.byKind[kind]}>
              {kindWords[kind]}
            </Kind>
          ))}
        </ul>
      </nav>
      {/* A plain form: the router would show the static page, which has no query. */}
      <form key={formatResourceQuery(query)} action={toAddress('/resources')} className="filters">
        {query.kind && <input type="hidden" name="kind" value={query.kind} />}
        <Field id="resources-q" label="Title or site">
          <input type="search" id="resources-q" name="q" defaultValue={query.text} maxLength={100} className="field" />
        </Field>
        <Field id="resources-host" label="Site">
          <select id="resources-host" name="host" defaultValue={query.host ?? ''} className="field">
            <option value="">All sites</option>
            {hosts.map(({ host, count }) => (
              <option key={host} value={host}>
                {host}
                {count > 0 && ` (${count})`}
              </option>
            ))}
          </select>
        </Field>
        <Field id="resources-chapter" label="Chapter">
          <select id="resources-chapter" name="chapter" defaultValue={query.chapter ?? ''} className="field">
            <option value="">All chapters</option>
            {portal.chapters.map(({ number, head }) => (
              <option key={number} value={number}>
                {head.sidebartitle}
              </option>
            ))}
          </select>
        </Field>
        <Field id="resources-sort" label="Sort by">
          <select id="resources-sort" name="sort" defaultValue={query.sort} className="field">
            {Object.entries(sortWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </Field>
        <button className="button-quiet">Show</button>
      </form>
      <p role="status" className="mt-3 text-meta text-ink-2">
        {list.total === 1 ? '1 item' : `${list.total.toLocaleString('en')} items`}
      </p>
    </div>
  )
}

function Kind({ query, on, count, children }: { query: ResourceQuery; on: boolean; count: number; children: string }) {
  return (
    <li>
      <a href={toAddress(formatResourceQuery(query))} aria-current={on ? 'true' : undefined}>
        {children} <span className="text-meta tabular-nums">{count.toLocaleString('en')}</span>
      </a>
    </li>
  )
}

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  )
}
