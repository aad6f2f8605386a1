import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Level, Portal, Topic } from '@/lib/content'
import { t } from '@/messages/generated/content'

const levelLabels = {
  first: 'levelFirst',
  working: 'levelWorking',
  deep: 'levelDeep',
} as const satisfies Record<Level, string>

/** One line with a topic's level and the topics to read before it. Null if its author gives neither. */
export function TopicNeeds({ portal, topic: { level, needs = [] } }: { portal: Portal; topic: Topic }) {
  const before = needs.flatMap((slug) => portal.topics.get(portal.moves.topics.get(slug) ?? slug) ?? [])
  if (!level && before.length === 0) return null
  return (
    <p className="topic-needs">
      {level && <b>{t(levelLabels[level])}</b>}
      {level && before.length > 0 && ' · '}
      {before.length > 0 && richText(t.rich('needs', { topics: () => <Topics topics={before} /> }))}
    </p>
  )
}

function Topics({ topics }: { topics: Topic[] }) {
  return topics.map(({ slug, sidebartitle }, index) => (
    <span key={slug}>
      {index > 0 && ', '}
      <a href={toAddress(`/${slug}`)} className="link inline-block min-h-6">
        {sidebartitle}
      </a>
    </span>
  ))
}
