import type { Topic } from '@/lib/content'
import { countProgress, describeCounts, emptyShelf, isFinished, type Counts, type Shelf } from '@/lib/shelf'

const radius = 18
const circumference = 2 * Math.PI * radius

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
      <Ring {...counts} />
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
                  <a href={`/${next.slug}`} className="link inline-block min-h-6">
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
    </div>
  )
}

function Ring({ done, total }: Counts) {
  return (
    <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true" className="shrink-0">
      <circle cx="22" cy="22" r={radius} fill="none" className="stroke-rule" strokeWidth="6" />
      <circle
        cx="22"
        cy="22"
        r={radius}
        fill="none"
        className="stroke-done"
        strokeWidth="6"
        strokeDasharray={`${total && (done / total) * circumference} ${circumference}`}
        transform="rotate(-90 22 22)"
      />
    </svg>
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
