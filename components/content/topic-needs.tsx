import { toAddress } from '@/lib/base-path'
import type { Level, Portal, Topic } from '@/lib/content'

const levelWords: Record<Level, string> = {
  first: 'First steps',
  working: 'Working knowledge',
  deep: 'In depth',
}

/** One line with a topic's level and the topics to read before it. Null if its author gives neither. */
export function TopicNeeds({ portal, topic: { level, needs = [] } }: { portal: Portal; topic: Topic }) {
  const before = needs.flatMap((slug) => portal.topics.get(portal.moves.topics.get(slug) ?? slug) ?? [])
  if (!level && before.length === 0) return null
  return (
    <p className="topic-needs">
      {level && <b>{levelWords[level]}</b>}
      {level && before.length > 0 && ' · '}
      {before.length > 0 && 'Before this: '}
      {before.map(({ slug, sidebartitle }, index) => (
        <span key={slug}>
          {index > 0 && ', '}
          <a href={toAddress(`/${slug}`)} className="link inline-block min-h-6">
            {sidebartitle}
          </a>
        </span>
      ))}
    </p>
  )
}
