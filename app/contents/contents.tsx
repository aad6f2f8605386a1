import { describeAddresses } from '@/app/addresses'
import type { Visit } from '@/app/reader/visit'
import { ContentsPage } from '@/components/content/contents-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'

/** The same for both renderings. */
export const contentsMetadata = {
  title: 'All topics',
  description: 'Every chapter and every topic of the portal on one page, in reading order.',
  alternates: describeAddresses('/contents'),
}

/** All topics, in either rendering. */
export async function Contents(visit: Visit) {
  const portal = await getPortal()
  return (
    <Shell portal={portal} {...visit} page="/contents">
      <ContentsPage portal={portal} shelf={visit.shelf} />
    </Shell>
  )
}
