import { describeStep } from '@/components/content/path-list'
import { ChangeToast } from '@/components/shelf/change-toast'
import { Continue } from '@/components/shelf/continue'
import { CountedSpines } from '@/components/shelf/spines'
import { Toasts } from '@/components/shelf/toasts'
import { LocalDate } from '@/components/ui/local-time'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { findBegunTopics, findContinuation } from '@/lib/continuation'
import type { Portal, Resource } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import type { ChangeNotice } from '@/lib/notice'
import { findBegunPath, type PathPlace } from '@/lib/path-progress'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import type { VisitNews } from '@/lib/visit-news'
import { t } from '@/messages/generated/home'

/** How many topics, bookmarks and new items the home page lists. */
const maxTopics = 6
const maxBookmarks = 3
const maxNews = 5

interface DeskProps {
  portal: Portal
  shelf: Shelf
  /** The reader's marks on the tutorial to continue with and on what they changed last. */
  marks: ReaderMarks
  linkStates: LinkStates
  news: VisitNews | null
  change: ChangeNotice | null
}

/** The home page of a returning reader: the tutorial to continue with, topics in progress, news and bookmarks. */
export function Desk({ portal, shelf, marks, linkStates, news, change }: DeskProps) {
  const continuation = findContinuation(portal, shelf)
  const path = findBegunPath([...portal.paths.values()], shelf, continuation?.topic)
  const begun = findBegunTopics(portal, shelf, maxTopics + 1).filter(({ topic }) => topic !== continuation?.topic)
  const bookmarks = [...shelf].flatMap(([id, { bookmarked }]) => (bookmarked && portal.resources.get(id)) || [])
  return (
    <div className="topic">
      <article>
        {continuation ? (
          <Continue
            key={continuation.tutorial.id}
            continuation={continuation}
            lastRead={findLastRead(marks)}
            shelf={shelf}
            marks={marks}
            linkStates={linkStates}
          />
        ) : (
          <h1 className="page-title">{t('everythingRead')}</h1>
        )}
        {begun.length > 0 && (
          <section aria-labelledby="Topics-in-progress" className="mt-12">
            <h2 id="Topics-in-progress" className="text-h2 font-[750] tracking-[-0.015em]">
              {t('topicsInProgress')}
            </h2>
            <ol className="topics-in-progress">
              {begun.slice(0, maxTopics).map(({ topic, tutorial }) => (
                <li key={topic.slug}>
                  <div>
                    <h3>
                      <a href={toAddress(`/${topic.slug}`)}>{topic.sidebartitle}</a>
                    </h3>
                    <p>{t('nextTutorial', { tutorial: tutorial.title, site: tutorial.host })}</p>
                  </div>
                  <CountedSpines tutorialIds={topic.tutorialIds} shelf={shelf} />
                </li>
              ))}
            </ol>
          </section>
        )}
        <Toasts asOf={marks.asOf}>
          {change && <ChangeToast change={change} reader={marks.reader} returnTo="/" />}
        </Toasts>
      </article>
      {(path || bookmarks.length > 0 || news) && (
        <aside aria-label={t('progressAndBookmarks')} className="side-lists">
          {path && <YourPath {...path} />}
          {news && <WhatIsNew {...news} asOf={marks.asOf} />}
          {bookmarks.length > 0 && <Bookmarks bookmarks={bookmarks} />}
        </aside>
      )}
    </div>
  )
}

/** Returns when the reader last changed the progress of one of the marks. */
function findLastRead({ marks }: ReaderMarks): Date | null {
  const times = [...marks.values()].flatMap(({ progressAt }) => (progressAt ? [Number(progressAt)] : []))
  return times.length > 0 ? new Date(Math.max(...times)) : null
}

function YourPath({ path, current }: PathPlace) {
  return (
    <section aria-labelledby="Your-path">
      <h2 id="Your-path">{t('yourPath')}</h2>
      <ul>
        <li>
          <a href={toAddress(`/paths/${path.slug}#step-${current + 1}`)}>{path.title}</a>
          <small>{describeStep(path, current)}</small>
        </li>
      </ul>
    </section>
  )
}

function WhatIsNew({ since, news, asOf }: VisitNews & { asOf: number }) {
  return (
    <section aria-labelledby="New">
      <h2 id="New">
        {richText(t.rich('newSince', { date: () => <LocalDate at={since.toISOString()} asOf={asOf} /> }))}
      </h2>
      <ul>
        {news.slice(0, maxNews).map(({ id, kind, path, title, summary }) => (
          <li key={id}>
            <a href={toAddress(path)}>{title}</a>
            <small>{kind === 'tutorial' ? summary : t(kind === 'topic' ? 'newTopic' : 'newPath')}</small>
          </li>
        ))}
        {news.length > maxNews && (
          <li>
            <small>{t('more', { count: news.length - maxNews })}</small>
          </li>
        )}
      </ul>
    </section>
  )
}

function Bookmarks({ bookmarks }: { bookmarks: Resource[] }) {
  return (
    <section aria-labelledby="Bookmarked">
      <h2 id="Bookmarked">{t('bookmarked')}</h2>
      <ul>
        {bookmarks.slice(0, maxBookmarks).map(({ id, title, host, topics }) => (
          <li key={id}>
            <a href={toAddress(`/${topics[0]?.slug}#${resourceAnchor(id)}`)}>{title}</a>
            <small>{host}</small>
          </li>
        ))}
        {bookmarks.length > maxBookmarks && (
          <li>
            <a href={toAddress('/shelf?bookmarked=yes')}>{t('allBookmarks', { count: bookmarks.length })}</a>
          </li>
        )}
      </ul>
    </section>
  )
}
