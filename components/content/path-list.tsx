import { Ring } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import type { Path, Portal } from '@/lib/content'
import { readPathProgress } from '@/lib/path-progress'
import { emptyShelf, type Shelf } from '@/lib/shelf'
import { countTutorials } from './topic-list'

/** The paths, each with where it leads and how long it is, or how far the reader is. Null in a portal without any. */
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
        ? 'All of it read'
        : `Step ${current + 1} of ${path.steps.length}: ${path.steps[current]?.topic.sidebartitle}`}
    </>
  )
}

/** "1 step" and "12 steps". */
export function countSteps({ steps }: Path): string {
  return steps.length === 1 ? '1 step' : `${steps.length} steps`
}
