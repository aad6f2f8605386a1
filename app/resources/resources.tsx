import { describeAddresses } from '@/app/addresses'
import type { Visit } from '@/app/reader/visit'
import { ResourcesPage } from '@/components/content/resources-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import { getLinkStates } from '@/lib/links'
import { formatResourceQuery, listResources, type ResourceQuery } from '@/lib/resource-list'

/** The same for both renderings. */
export const resourcesMetadata = {
  title: 'All tutorials',
  description: 'Every tutorial and tool that the topics link, by title, site, kind and chapter.',
  alternates: describeAddresses('/resources'),
}

/** All resources that a query leaves, in either rendering. */
export async function Resources({ query, ...visit }: Visit & { query: ResourceQuery }) {
  const portal = await getPortal()
  return (
    <Shell portal={portal} {...visit} page={formatResourceQuery(query)}>
      <ResourcesPage
        portal={portal}
        shelf={visit.shelf}
        query={query}
        list={listResources(portal, query)}
        linkStates={getLinkStates()}
      />
    </Shell>
  )
}
