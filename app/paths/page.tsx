import { describeAddresses } from '@/app/addresses'
import { getViewer } from '@/app/viewer'
import { PathsPage } from '@/components/content/paths-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

export const generateMetadata = () => ({
  title: 'Paths',
  description:
    'Ways through the topics, each towards one goal: what to read in which order, and how one sees that it works.',
  alternates: describeAddresses('/paths'),
})

export default async function Page() {
  const [portal, viewer] = [await getPortal(), await getViewer()]
  return (
    <Shell portal={portal} {...viewer} page="/paths">
      <PathsPage portal={portal} shelf={viewer.shelf} />
    </Shell>
  )
}
