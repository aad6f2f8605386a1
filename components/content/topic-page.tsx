import { Breadcrumb } from '@/components/layout/breadcrumb'
import { OnThisPage } from '@/components/layout/on-this-page'
import { Still } from '@/components/layout/still'
import { findNextUnfinished } from '@/lib/continuation'
import { TopicProgress } from '@/components/shelf/topic-progress'
import { getChapter, getNeighbours, type Portal, type Topic } from '@/lib/content'
import type { FileHistory, Repository } from '@/lib/history'
import type { LinkStates } from '@/lib/links'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { Problems } from './problems'
import { TopicContent } from './topic-content'
import { TopicFooter } from './topic-footer'
import { TopicList } from './topic-list'

interface TopicPageProps {
  portal: Portal
  topic: Topic
  /** Both null for someone signed out. */
  shelf: Shelf | null
  marks: ReaderMarks | null
  /** How many tutorials are new since this reader finished the topic. */
  newSinceFinished?: number
  history?: FileHistory
  repository: Repository | null
  linkStates: LinkStates
}

/** A topic as it is read. */
export function TopicPage({ portal, topic, shelf, marks, newSinceFinished, history, repository, linkStates }: TopicPageProps) {
  const chapter = getChapter(portal, topic)
  return (
    <div className="grid gap-x-8 wide:grid-cols-[minmax(0,1fr)_13rem]">
      <article className="min-w-0">
        <Still tag="header" className="max-w-measure">
          <Breadcrumb portal={portal} topic={topic} />
          <h1 className="mt-1.5 mb-3.5 text-h1 font-extrabold tracking-[-0.025em]">{topic.title}</h1>
          <p className="mb-7 text-lede text-pretty text-ink-2">{topic.meta}</p>
        </Still>
        <Still className="mb-7 print:hidden">
          <TopicProgress tutorialIds={topic.tutorialIds} shelf={shelf} newSinceFinished={newSinceFinished} next={shelf && findNextUnfinished(portal, shelf, topic)} />
        </Still>
        {process.env.NODE_ENV === 'development' && <Problems problems={topic.problems} />}
        <TopicContent topic={topic} shelf={shelf} marks={marks} linkStates={linkStates} />
        {chapter?.head === topic && chapter.topics.length > 0 && <TopicList chapter={chapter} shelf={shelf} />}
        <TopicFooter topic={topic} history={history} repository={repository} />
        <Neighbours portal={portal} topic={topic} />
      </article>
      <div>
        <OnThisPage headings={topic.headings} />
      </div>
    </div>
  )
}

function Neighbours({ portal, topic }: { portal: Portal; topic: Topic }) {
  const { previous, next } = getNeighbours(portal, topic.slug)
  const link = 'group flex-1 py-4 font-ui text-ui'
  const title = 'block text-[1.0625rem] font-bold text-petrol underline decoration-transparent group-hover:decoration-current'
  return (
    <Still tag="nav" aria-label="Previous and next topic" className="mt-8 flex max-w-list flex-wrap gap-x-8 border-t border-rule print:hidden">
      {previous && (
        <a href={`/${previous.slug}`} rel="prev" className={link}>
          <span className="text-meta text-ink-2">Previous</span>
          <span className={title}>{previous.sidebartitle}</span>
        </a>
      )}
      {next && (
        <a href={`/${next.slug}`} rel="next" className={`${link} text-end`}>
          <span className="text-meta text-ink-2">Next</span>
          <span className={title}>{next.sidebartitle}</span>
        </a>
      )}
    </Still>
  )
}
