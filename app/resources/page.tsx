import { describeAddresses } from '@/app/addresses'
import { getViewer } from '@/app/viewer'
import { ResourcesPage } from '@/components/content/resources-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import { getLinkStates } from '@/lib/links'
import { formatResourceQuery, listResources, parseResourceQuery } from '@/lib/resource-list'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export const generateMetadata = () => ({
  title: common('allTutorials'),
  description: t('resourcesDescription'),
  alternates: describeAddresses('/resources'),
})

/** The list of all resources, `/resources`. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const query = parseResourceQuery(await searchParams)
  const [portal, viewer] = [await getPortal(), await getViewer()]
  return (
    <Shell portal={portal} {...viewer} page={formatResourceQuery(query)}>
      <ResourcesPage
        portal={portal}
        shelf={viewer.shelf}
        query={query}
        list={listResources(portal, query)}
        linkStates={getLinkStates()}
      />
    </Shell>
  )
}
