import { getChapter, getNumber, type Portal, type Topic } from '@/lib/content'
import { t } from '@/messages/generated/common'
import { BreadcrumbTrail } from './breadcrumb-trail'

/** The breadcrumb from the home page to a topic. */
export function Breadcrumb({ portal, topic }: { portal: Portal; topic: Topic }) {
  const head = getChapter(portal, topic)?.head ?? topic
  return (
    <BreadcrumbTrail
      steps={[
        { href: '/', name: t('home') },
        { href: `/${head.slug}`, name: `${getNumber(portal, head)} ${head.sidebartitle}` },
        ...(head === topic ? [] : [{ href: `/${topic.slug}`, name: topic.sidebartitle }]),
      ]}
    />
  )
}
