import type { ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import { resourceKinds, type Portal, type ResourceKind } from '@/lib/content'
import { formatNumber } from '@/lib/messages'
import { formatResourceQuery, type ResourceList, type ResourceQuery } from '@/lib/resource-list'
import { t } from '@/messages/generated/content'

const kindLabels = {
  tutorial: 'kindTutorials',
  tool: 'kindTools',
  reference: 'kindReferences',
} as const satisfies Record<ResourceKind, string>

const sorts = [
  ['order', 'sortOrder'],
  ['title', 'sortTitle'],
  ['host', 'site'],
] as const satisfies [ResourceQuery['sort'], string][]

/** The filters of the list of resources; the address holds all of them. */
export function ResourceFilters({ portal, query, list }: { portal: Portal; query: ResourceQuery; list: ResourceList }) {
  const first = { ...query, page: 1 }
  const hosts =
    query.host && !list.hosts.some(({ host }) => host === query.host)
      ? [{ host: query.host, count: 0 }, ...list.hosts]
      : list.hosts
  return (
    <div className="mt-6 font-ui text-ui">
      <nav aria-label={t('filterByKind')}>
        <ul className="filter-words">
          <Kind
            query={{ ...first, kind: null }}
            on={query.kind === null}
            count={Object.values(list.byKind).reduce((sum, count) => sum + count)}
          >
            {t('all')}
          </Kind>
          {resourceKinds.map((kind) => (
            <Kind key={kind} query={{ ...first, kind }} on={query.kind === kind} count={list.byKind[kind]}>
              {t(kindLabels[kind])}
            </Kind>
          ))}
        </ul>
      </nav>
      {/* A plain form: the router would show the static page, which has no query. */}
      <form key={formatResourceQuery(query)} action={toAddress('/resources')} className="filters">
        {query.kind && <input type="hidden" name="kind" value={query.kind} />}
        <Field id="resources-q" label={t('titleOrSite')}>
          <input type="search" id="resources-q" name="q" defaultValue={query.text} maxLength={100} className="field" />
        </Field>
        <Field id="resources-host" label={t('site')}>
          <select id="resources-host" name="host" defaultValue={query.host ?? ''} className="field">
            <option value="">{t('allSites')}</option>
            {hosts.map(({ host, count }) => (
              <option key={host} value={host}>
                {host}
                {count > 0 && ` (${formatNumber(count)})`}
              </option>
            ))}
          </select>
        </Field>
        <Field id="resources-chapter" label={t('chapter')}>
          <select id="resources-chapter" name="chapter" defaultValue={query.chapter ?? ''} className="field">
            <option value="">{t('allChapters')}</option>
            {portal.chapters.map(({ number, head }) => (
              <option key={number} value={number}>
                {head.sidebartitle}
              </option>
            ))}
          </select>
        </Field>
        <Field id="resources-sort" label={t('sortBy')}>
          <select id="resources-sort" name="sort" defaultValue={query.sort} className="field">
            {sorts.map(([value, label]) => (
              <option key={value} value={value}>
                {t(label)}
              </option>
            ))}
          </select>
        </Field>
        <button className="button-quiet">{t('show')}</button>
      </form>
      <p role="status" className="mt-3 text-meta text-ink-2">
        {t('items', { count: list.total })}
      </p>
    </div>
  )
}

function Kind({ query, on, count, children }: { query: ResourceQuery; on: boolean; count: number; children: string }) {
  return (
    <li>
      <a href={toAddress(formatResourceQuery(query))} aria-current={on ? 'true' : undefined}>
        {children} <span className="text-meta tabular-nums">{formatNumber(count)}</span>
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
