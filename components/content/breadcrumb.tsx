import { getChapter, getNumber, type Portal, type Topic } from '@/lib/content'
import { Way } from './way'

/** The way from the first page to a topic. */
export function Breadcrumb({ portal, topic }: { portal: Portal; topic: Topic }) {
  const head = getChapter(portal, topic)?.head ?? topic
  return (
    <Way
      steps={[
        { href: '/', name: 'Home' },
        { href: `/${head.slug}`, name: `${getNumber(portal, head)} ${head.sidebartitle}` },
        ...(head === topic ? [] : [{ href: `/${topic.slug}`, name: topic.sidebartitle }]),
      ]}
    />
  )
}
