import { Continue } from '@/components/shelf/continue'
import { RingPicture, Spines } from '@/components/shelf/spines'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { toAddress } from '@/lib/base-path'
import { findBegunTopics, findContinuation } from '@/lib/continuation'
import type { Portal, Resource } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { countProgress, describeCounts, type ReaderMarks, type Shelf } from '@/lib/shelf'

/** How many of each list the first page names. */
const mostTopics = 6
const mostBookmarks = 3

interface DeskProps {
  portal: Portal
  shelf: Shelf
  /** The marks on the tutorial to continue with. */
  marks: ReaderMarks
  linkStates: LinkStates
}

/** The first page of a reader who comes back: where to go on, what else is begun, and what is bookmarked. */
export function Desk({ portal, shelf, marks, linkStates }: DeskProps) {
  const continuation = findContinuation(portal, shelf)
  const counts = continuation && countProgress(continuation.topic.tutorialIds, shelf)
  const begun = findBegunTopics(portal, shelf).filter(({ topic }) => topic !== continuation?.topic)
  const bookmarks = [...shelf].flatMap(([id, { bookmarked }]) => (bookmarked && portal.resources.get(id)) || [])
  return (
    <div className="topic">
      <article>
        {continuation ? (
          <Continue
            key={continuation.tutorial.id}
            continuation={continuation}
            shelf={shelf}
            marks={marks}
            linkStates={linkStates}
          />
        ) : (
          <h1 className="page-title">You have read everything here</h1>
        )}
        {begun.length > 0 && (
          <section aria-labelledby="Begun" className="mt-12">
            <h2 id="Begun" className="text-h2 font-[750] tracking-[-0.015em]">
              Topics in progress
            </h2>
            <ol className="begun">
              {begun.slice(0, mostTopics).map(({ topic, tutorial }) => (
                <li key={topic.slug}>
                  <div>
                    <h3>
                      <a href={toAddress(`/${topic.slug}`)}>{topic.sidebartitle}</a>
                    </h3>
                    <p>
                      Next: {tutorial.title}, {tutorial.host}
                    </p>
                  </div>
                  <Spines tutorialIds={topic.tutorialIds} shelf={shelf} />
                </li>
              ))}
            </ol>
          </section>
        )}
      </article>
      {(continuation || bookmarks.length > 0) && (
        <aside aria-label="Your desk" className="side-lists">
          {counts && continuation && (
            <p className="standing">
              <RingPicture counts={counts} />
              <span>
                {describeCounts(counts)} in {continuation.topic.sidebartitle}
              </span>
            </p>
          )}
          {bookmarks.length > 0 && <Bookmarks bookmarks={bookmarks} />}
        </aside>
      )}
    </div>
  )
}

function Bookmarks({ bookmarks }: { bookmarks: Resource[] }) {
  return (
    <section aria-labelledby="Bookmarked">
      <h2 id="Bookmarked">Bookmarked</h2>
      <ul>
        {bookmarks.slice(0, mostBookmarks).map(({ id, title, host, topics }) => (
          <li key={id}>
            <a href={toAddress(`/${topics[0]?.slug}#${resourceAnchor(id)}`)}>{title}</a>
            <small>{host}</small>
          </li>
        ))}
        {bookmarks.length > mostBookmarks && (
          <li>
            <a href={toAddress('/shelf?bookmarked=yes')}>All {bookmarks.length} bookmarked</a>
          </li>
        )}
      </ul>
    </section>
  )
}
