import type { Topic } from '@/lib/content'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { toAddress } from '@/lib/base-path'
import { countProgress, describeCounts, emptyShelf, isFinished, type Counts, type Shelf } from '@/lib/shelf'
import { RingPicture } from './spines'

interface TopicProgressProps {
  tutorialIds: string[]
  /** Says that these are the tutorials of the page: a chapter's head stands for its whole chapter elsewhere. */
  ofPage?: boolean
  /** Null for someone signed out: then it says how much there is. */
  shelf: Shelf | null
  /** How many are new since the reader had finished. */
  newSinceFinished?: number
  /** Where to go on once everything here is read. */
  next?: Topic | null
}

/** The head of a topic: a ring for the eye, a sentence for the fact. */
export function TopicProgress({ tutorialIds, ofPage = false, shelf, newSinceFinished = 0, next }: TopicProgressProps) {
  if (tutorialIds.length === 0) return null
  const counts = countProgress(tutorialIds, shelf ?? emptyShelf)
  return (
    <div>
      {shelf && <RingPicture counts={counts} />}
      {shelf ? (
        <div>
          <Described counts={counts} ofPage={ofPage} />
          {newSinceFinished > 0 && <p>{newSinceFinished} new since you finished.</p>}
          {isFinished(counts) && (
            <p>
              You have read everything {ofPage ? 'on this page' : 'here'}.
              {next && (
                <>
                  {' '}
                  Next:{' '}
                  <a href={toAddress(`/${next.slug}`)} className="link inline-block min-h-6">
                    {next.sidebartitle}
                  </a>
                </>
              )}
            </p>
          )}
        </div>
      ) : (
        <p>
          {tutorialIds.length === 1 ? 'One tutorial' : `${tutorialIds.length} tutorials`} to work through. Mark one to
          keep your place.
        </p>
      )}
      <a href={`#${resourceAnchor(tutorialIds[0]!)}`} className="link">
        Go to tutorials
      </a>
    </div>
  )
}

function Described({ counts, ofPage }: { counts: Counts; ofPage: boolean }) {
  const [first, ...rest] = describeCounts(counts).split(', ')
  return (
    <p>
      <strong className="font-bold">{first}</strong>
      {rest.map((part) => `, ${part}`)}
      {ofPage && ' on this page'}.
    </p>
  )
}
