import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { formatResourceQuery, type ResourceList, type ResourceQuery } from '@/lib/resource-list'
import type { Shelf } from '@/lib/shelf'
import { ResourceFilters } from './resource-filters'
import { ResourceRow } from './resource-row'

interface ResourcesPageProps {
  portal: Portal
  /** Null for a signed-out viewer, and while the marks are unavailable. */
  shelf: Shelf | null
  query: ResourceQuery
  list: ResourceList
  linkStates: LinkStates
}

/** The list of all resources, in pages. */
export function ResourcesPage({ portal, shelf, query, list, linkStates }: ResourcesPageProps) {
  return (
    <div className="max-w-measure">
      <h1 className="page-title">All tutorials</h1>
      <p className="max-w-measure lede">
        Every tutorial, tool and reference in the portal, with the topics that recommend it.
      </p>
      <ResourceFilters portal={portal} query={query} list={list} />
      {list.total === 0 ? (
        <p className="mt-6 font-ui text-ui">
          No items match these filters.{' '}
          <a href={toAddress('/resources')} className="link inline-block min-h-6">
            Show all items
          </a>
        </p>
      ) : (
        <ul className="resource-rows">
          {list.entries.map((resource) => (
            <ResourceRow key={resource.id} resource={resource} portal={portal} shelf={shelf} linkStates={linkStates} />
          ))}
        </ul>
      )}
      {list.pages > 1 && <Pages query={query} list={list} />}
    </div>
  )
}

function Pages({ query, list: { page, pages } }: { query: ResourceQuery; list: ResourceList }) {
  const link = (to: number, label: string) =>
    to >= 1 && to <= pages ? (
      <a
        href={toAddress(formatResourceQuery({ ...query, page: to }))}
        className="link inline-flex min-h-11 items-center"
      >
        {label}
      </a>
    ) : (
      <span />
    )
  return (
    <nav
      aria-label="Pages of all tutorials"
      className="mt-6 flex flex-wrap items-center justify-between gap-x-4 font-ui text-ui"
    >
      {link(page - 1, 'Previous page')}
      <span className="text-ink-2 tabular-nums">
        Page {page} of {pages}
      </span>
      {link(page + 1, 'Next page')}
    </nav>
  )
}
