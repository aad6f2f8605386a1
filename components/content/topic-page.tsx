import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/content'
import { Breadcrumb } from './breadcrumb'
import { OnThisPage } from './on-this-page'
import { findNextUnfinished } from '@/lib/continuation'
import { TopicNews } from '@/components/shelf/topic-progress'
import { getChapter, getNeighbours, type Portal, type Topic } from '@/lib/content'
import type { FileHistory, Repository } from '@/lib/history'
import type { LinkStates } from '@/lib/links'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { PlaceLine } from './place-line'
import { Problems } from './problems'
import { TopicContent } from './topic-content'
import { TopicFooter } from './topic-footer'
import { inThisChapter, TopicList } from './topic-list'
import { TopicNeeds } from './topic-needs'

interface TopicPageProps {
  portal: Portal
  topic: Topic
  /** Both null for a signed-out viewer. */
  shelf: Shelf | null
  marks: ReaderMarks | null
  /** How many tutorials are new since this reader finished the topic. */
  newSinceFinished?: number
  history?: FileHistory
  repository: Repository | null
  linkStates: LinkStates
}

/** The page of a topic. */
export function TopicPage({
  portal,
  topic,
  shelf,
  marks,
  newSinceFinished,
  history,
  repository,
  linkStates,
}: TopicPageProps) {
  const chapter = getChapter(portal, topic)
  const ownChapter = chapter?.head === topic && chapter.topics.length > 0 ? chapter : undefined
  const headings = [
    ...(ownChapter ? [{ id: inThisChapter, text: t('inThisChapter'), depth: 2 }] : []),
    ...topic.headings,
  ]
  return (
    <div className="topic">
      <article>
        <header>
          <Breadcrumb portal={portal} topic={topic} />
          <h1 className="page-title">{topic.title}</h1>
          <p className="lede">{topic.meta}</p>
          <TopicNeeds portal={portal} topic={topic} />
        </header>
        <PlaceLine topic={topic} chapter={ownChapter} headings={headings} shelf={shelf} />
        {shelf && (
          <TopicNews
            tutorialIds={(ownChapter ?? topic).tutorialIds}
            shelf={shelf}
            newSinceFinished={newSinceFinished}
            next={findNextUnfinished(portal, shelf, topic)}
          />
        )}
        {process.env.NODE_ENV === 'development' && <Problems problems={topic.problems} />}
        {ownChapter && <TopicList portal={portal} chapter={ownChapter} shelf={shelf} />}
        <TopicContent topic={topic} shelf={shelf} marks={marks} linkStates={linkStates} />
        <TopicFooter topic={topic} history={history} repository={repository} />
        <Neighbours portal={portal} topic={topic} />
      </article>
      <div>
        <OnThisPage headings={headings} />
      </div>
    </div>
  )
}

function Neighbours({ portal, topic }: { portal: Portal; topic: Topic }) {
  const { previous, next } = getNeighbours(portal, topic.slug)
  return (
    <nav aria-label={t('neighbours')} className="neighbours">
      {previous && (
        <a href={toAddress(`/${previous.slug}`)} rel="prev">
          <small>{t('previous')}</small>
          <b>{previous.sidebartitle}</b>
        </a>
      )}
      {next && (
        <a href={toAddress(`/${next.slug}`)} rel="next">
          <small>{t('next')}</small>
          <b>{next.sidebartitle}</b>
        </a>
      )}
    </nav>
  )
}
