import { describeAddresses } from '@/app/addresses'
import { getVisit } from '@/app/visit'
import { ContentsPage } from '@/components/content/contents-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

export const generateMetadata = () => ({
  title: 'All topics',
  description: 'Every chapter and every topic of the portal on one page, in reading order.',
  alternates: describeAddresses('/contents'),
})

export default async function Page() {
  const [portal, visit] = [await getPortal(), await getVisit()]
  return (
    <Shell portal={portal} {...visit} page="/contents">
      <ContentsPage portal={portal} shelf={visit.shelf} />
    </Shell>
  )
}
