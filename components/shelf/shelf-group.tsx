import { toAddress } from '@/lib/base-path'
import type { Topic } from '@/lib/content'
import { countProgress, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/shelf'
import { Spines } from './spines'

/** Returns the anchor of a topic's rows; of those of no topic without a slug. */
export const groupAnchor = (slug: string): string => `topic-${slug}`

/** The heading of a topic's rows on the shelf; without a topic, of resources that no topic lists any more. */
export function ShelfGroup({ topic, shelf }: { topic?: Topic; shelf: Shelf }) {
  if (!topic) return <h3 id={groupAnchor('')}>{t('notListed')}</h3>
  const { done, total } = countProgress(topic.tutorialIds, shelf)
  return (
    <>
      <h3 id={groupAnchor(topic.slug)}>
        <a href={toAddress(`/${topic.slug}`)}>{topic.sidebartitle}</a>
      </h3>
      {total > 0 && <span aria-hidden="true">{t('doneOf', { done, total })}</span>}
      <Spines tutorialIds={topic.tutorialIds} shelf={shelf} />
    </>
  )
}
