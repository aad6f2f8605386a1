import { Ring } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import type { Path, Portal } from '@/lib/content'
import { readPathProgress } from '@/lib/path-progress'
import { emptyShelf, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/content'
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
  // A line may break after a dot, and not before it.
  if (!isBegun) return describeSize(path).join('\u00a0· ')
  return (
    <>
      <Ring counts={counts} />
      {current === null ? t('completed') : describeStep(path, current)}
    </>
  )
}

/** Describes a step by its index: "Step 3 of 6: nginx". */
export function describeStep({ steps }: Path, index: number): string {
  return t('stepOfTopic', { step: index + 1, steps: steps.length, topic: steps[index]!.topic.sidebartitle })
}

/** Describes the size of a path: "12 steps", "30 tutorials", "40 to 60 hours". */
export function describeSize(path: Path): string[] {
  const { steps, tutorialIds } = path
  return [t('steps', { count: steps.length }), countTutorials(tutorialIds.length), describeHours(path)].filter(Boolean)
}

/** Describes how long a path takes: "40 hours", "40 to 60 hours". */
export function describeHours({ hours }: Pick<Path, 'hours'>): string {
  const [from = 0, to] = hours
  return to === undefined ? t('hours', { hours: from }) : t('hoursRange', { from, to })
}
