import { describeAddresses } from '@/app/addresses'
import { getViewer } from '@/app/viewer'
import { ContentsPage } from '@/components/content/contents-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export const generateMetadata = () => ({
  title: common('allTopics'),
  description: t('allTopicsDescription'),
  alternates: describeAddresses('/contents'),
})

/** The page of all topics, `/contents`. */
export default async function Page() {
  const [portal, viewer] = [await getPortal(), await getViewer()]
  return (
    <Shell portal={portal} {...viewer} page="/contents">
      <ContentsPage portal={portal} shelf={viewer.shelf} />
    </Shell>
  )
}
