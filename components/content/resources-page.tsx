import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { formatResourceQuery, type ResourceList, type ResourceQuery } from '@/lib/resource-list'
import type { Shelf } from '@/lib/shelf'
import { ResourceFilters } from './resource-filters'
import { ResourceRow } from './resource-row'

interface ResourcesPageProps {
  portal: Portal
  /** Null for someone signed out, and where the marks can't be reached. */
  shelf: Shelf | null
  query: ResourceQuery
  list: ResourceList
  linkStates: LinkStates
}

/** All that the topics link for readers to work through, a page at a time. */
export function ResourcesPage({ portal, shelf, query, list, linkStates }: ResourcesPageProps) {
  return (
    <div className="max-w-measure">
      <h1 className="page-title">All tutorials</h1>
      <p className="max-w-measure lede">
        Everything that the topics link for you to work through, with the topics whose notes say what it is good for.
      </p>
      <ResourceFilters portal={portal} query={query} list={list} />
      {list.total === 0 ? (
        <p className="mt-6 font-ui text-ui">
          Nothing here has all of that.{' '}
          <a href={toAddress('/resources')} className="link inline-block min-h-6">
            Show everything
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
  const link = (to: number, words: string) =>
    to >= 1 && to <= pages ? (
      <a
        href={toAddress(formatResourceQuery({ ...query, page: to }))}
        className="link inline-flex min-h-11 items-center"
      >
        {words}
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
