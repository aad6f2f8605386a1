import { describeAddresses } from '@/app/addresses'
import { getViewer } from '@/app/viewer'
import { PathsPage } from '@/components/content/paths-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export const generateMetadata = () => ({
  title: common('paths'),
  description: t('pathsDescription'),
  alternates: describeAddresses('/paths'),
})

/** The page of all paths, `/paths`. */
export default async function Page() {
  const [portal, viewer] = [await getPortal(), await getViewer()]
  return (
    <Shell portal={portal} {...viewer} page="/paths">
      <PathsPage portal={portal} shelf={viewer.shelf} />
    </Shell>
  )
}
