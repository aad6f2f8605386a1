import type { ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import type { Topic } from '@/lib/content'
import { richText } from '@/components/ui/rich-text'
import { countProgress, emptyShelf, isFinished, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/shelf'
import { RingPicture } from './spines'

interface TopicProgressProps {
  /** The name of the topic, shown while the line is stuck to the top of the window. */
  name: string
  /** The anchor that the line leads to; none without tutorials. */
  anchor: string | undefined
  /** The tutorials are a chapter's, and the line leads to its topics. */
  ofChapter?: boolean
  tutorialIds: string[]
  /** Null for a signed-out viewer, who sees only the number of tutorials. */
  shelf: Shelf | null
}

/** A link at the top of a topic to its tutorials: a ring, and how many tutorials are done. */
export function TopicProgress({ name, anchor, ofChapter = false, tutorialIds, shelf }: TopicProgressProps) {
  if (!anchor)
    return (
      <p className="place">
        <span className="place-words">
          <b className="place-stuck">{name}</b>
        </span>
      </p>
    )
  const counts = countProgress(tutorialIds, shelf ?? emptyShelf)
  const { done, total } = counts
  const b = (children: ReactNode[]) => <b>{children}</b>
  const rest = (children: ReactNode[]) => <span className="place-rest">{children}</span>
  return (
    <a href={`#${anchor}`} className="place">
      {shelf && <RingPicture counts={counts} />}
      <span className="place-words">
        {shelf ? (
          <span>{richText(t.rich('topicProgress', { ...counts, b, rest }))}</span>
        ) : (
          <span>
            {richText(
              t.rich(ofChapter ? 'chapterTutorials' : 'topicTutorials', { b, rest, count: tutorialIds.length }),
            )}
          </span>
        )}
        <span className="place-stuck">
          {shelf ? richText(t.rich('topicCounts', { b, topic: name, done, total })) : <b>{name}</b>}
        </span>
      </span>
      <span className={ofChapter ? 'sr-only' : 'place-to max-md:sr-only'}>
        {' '}
        {t(ofChapter ? 'goToTopics' : 'goToTutorials')}
      </span>
    </a>
  )
}

interface TopicNewsProps {
  tutorialIds: string[]
  shelf: Shelf
  /** How many are new since the reader had finished. */
  newSinceFinished?: number
  /** The topic to go on with once everything here is read. */
  next?: Topic | null
}

/** Says how many tutorials are new, or that all are read and which topic is next. */
export function TopicNews({ tutorialIds, shelf, newSinceFinished = 0, next }: TopicNewsProps) {
  const isOver = tutorialIds.length > 0 && isFinished(countProgress(tutorialIds, shelf))
  if (!isOver && newSinceFinished === 0) return null
  return (
    <div className="topic-news">
      {newSinceFinished > 0 && <p>{t('newSinceFinished', { count: newSinceFinished })}</p>}
      {isOver && (
        <p>
          {t('allRead')}
          {next && ' '}
          {next &&
            richText(
              t.rich('nextTopic', {
                topic: next.sidebartitle,
                link: (children) => (
                  <a href={toAddress(`/${next.slug}`)} className="link inline-block min-h-6">
                    {children}
                  </a>
                ),
              }),
            )}
        </p>
      )}
    </div>
  )
}
