import { countProgress, describeCounts, type Shelf } from '@/lib/shelf'

const radius = 18
const circumference = 2 * Math.PI * radius

/** The head of a topic: a ring for the eye, a sentence for the fact. Without a shelf, how much there is. */
export function TopicProgress({ tutorialIds, shelf }: { tutorialIds: string[]; shelf: Shelf | null }) {
  if (tutorialIds.length === 0) return null
  const counts = countProgress(tutorialIds, shelf ?? new Map())
  return (
    <div className="flex max-w-measure items-center gap-4 border-y border-rule py-3.5 font-ui text-ui">
      <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true" className="shrink-0">
        <circle cx="22" cy="22" r={radius} fill="none" className="stroke-rule" strokeWidth="6" />
        <circle
          cx="22"
          cy="22"
          r={radius}
          fill="none"
          className="stroke-done"
          strokeWidth="6"
          strokeDasharray={`${counts.total && (counts.done / counts.total) * circumference} ${circumference}`}
          transform="rotate(-90 22 22)"
        />
      </svg>
      {shelf ? <Described counts={describeCounts(counts)} /> : <p>{tutorialIds.length === 1 ? 'One tutorial' : `${tutorialIds.length} tutorials`} to work through. Mark one to keep your place.</p>}
    </div>
  )
}

function Described({ counts }: { counts: string }) {
  const [first, ...rest] = counts.split(', ')
  return (
    <p>
      <strong className="font-bold">{first}</strong>
      {rest.map((part) => `, ${part}`)}.
    </p>
  )
}
