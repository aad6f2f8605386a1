import { describeAddresses } from '@/app/addresses'
import { getVisit } from '@/app/visit'
import { ContentsPage } from '@/components/content/contents-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export const generateMetadata = () => ({
  title: 'All topics',
  description: 'All chapters and topics of the portal, in reading order.',
  alternates: describeAddresses('/contents'),
})

/** The page of all topics, `/contents`. */
export default async function Page() {
  const [portal, visit] = [await getPortal(), await getVisit()]
  return (
    <Shell portal={portal} {...visit} page="/contents">
      <ContentsPage portal={portal} shelf={visit.shelf} />
    </Shell>
  )
}
