import { Ring } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import type { Path, Portal } from '@/lib/content'
import { readPathProgress } from '@/lib/path-progress'
import { emptyShelf, type Shelf } from '@/lib/shelf'
import { countTutorials } from './topic-list'

/** Lists the paths, each with its goal and its length or the reader's progress. Null in a portal without paths. */
export function PathList({
  portal,
  shelf,
  heading: Heading,
}: {
  portal: Portal
  shelf: Shelf | null
  heading: 'h2' | 'h3'
}) {
  if (portal.paths.size === 0) return null
  return (
    <ul className="path-list">
      {[...portal.paths.values()].map((path) => (
        <li key={path.slug}>
          <Heading>
            <a href={toAddress(`/paths/${path.slug}`)}>{path.title}</a>
          </Heading>
          <p>{path.meta}</p>
          <p className="path-size">
            <Size path={path} shelf={shelf ?? emptyShelf} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function Size({ path, shelf }: { path: Path; shelf: Shelf }) {
  const { counts, current, isBegun } = readPathProgress(path, shelf)
  if (!isBegun)
    return [countSteps(path), countTutorials(path.tutorialIds.length), `${path.hours} hours`]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      <Ring counts={counts} />
      {current === null
        ? 'Completed'
        : `Step ${current + 1} of ${path.steps.length}: ${path.steps[current]?.topic.sidebartitle}`}
    </>
  )
}

/** Describes the number of steps: "1 step", "12 steps". */
export function countSteps({ steps }: Path): string {
  return steps.length === 1 ? '1 step' : `${steps.length} steps`
}
