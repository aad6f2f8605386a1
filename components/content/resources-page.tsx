import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { formatResourceQuery, type ResourceList, type ResourceQuery } from '@/lib/resource-list'
import type { Shelf } from '@/lib/shelf'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'
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
      <h1 className="page-title">{common('allTutorials')}</h1>
      <p className="max-w-measure lede">{t('resourcesIntro')}</p>
      <ResourceFilters portal={portal} query={query} list={list} />
      {list.total === 0 ? (
        <p className="mt-6 font-ui text-ui">
          {richText(
            t.rich('noItems', {
              link: (children) => (
                <a href={toAddress('/resources')} className="link inline-block min-h-6">
                  {children}
                </a>
              ),
            }),
          )}
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
      aria-label={t('pagesOfTutorials')}
      className="mt-6 flex flex-wrap items-center justify-between gap-x-4 font-ui text-ui"
    >
      {link(page - 1, common('previousPage'))}
      <span className="text-ink-2 tabular-nums">{common('pageOf', { page, pages })}</span>
      {link(page + 1, common('nextPage'))}
    </nav>
  )
}
