import type { Portal, Resource, Topic } from './content'
import { countProgress, getProgress, type Shelf } from './shelf'

/** Where a reader left off. */
export interface Continuation {
  topic: Topic
  /** The first tutorial of it that is neither done nor skipped. */
  tutorial: Resource
  /** The topic that was touched last is through; this is the one after it. */
  afterFinished?: Topic
}

/** The next topic in reading order, after one or from the start again, with something left to read. */
export function findNextUnfinished(portal: Portal, shelf: Shelf, after: Topic): Topic | undefined {
  const order = [...portal.topics.values()]
  const place = order.findIndex(({ slug }) => slug === after.slug)
  return [...order.slice(place + 1), ...order.slice(0, place)].find((topic) => findNextTutorial(topic, shelf))
}

/** The first tutorial of a topic that is neither done nor skipped. */
export function findNextTutorial(topic: Topic, shelf: Shelf): Resource | undefined {
  return topic.resources.find(
    ({ id, kind }) => kind === 'tutorial' && !['done', 'skipped'].includes(getProgress(shelf, id)),
  )
}

/** Where to go on: the next unfinished tutorial of the topic touched last, or of the one after it. */
export function findContinuation(portal: Portal, shelf: Shelf): Continuation | undefined {
  const last = findLastTouched(portal, shelf)
  if (!last) return undefined
  const tutorial = findNextTutorial(last, shelf)
  if (tutorial) return { topic: last, tutorial }
  const next = findNextUnfinished(portal, shelf, last)
  const first = next && findNextTutorial(next, shelf)
  if (!next || !first) return undefined
  const finished = countProgress(last.tutorialIds, shelf).total > 0
  return { topic: next, tutorial: first, afterFinished: finished ? last : undefined }
}

function findLastTouched(portal: Portal, shelf: Shelf): Topic | undefined {
  for (const id of shelf.keys()) {
    const resource = portal.resources.get(id)
    if (resource) return portal.topics.get(resource.topics[0]?.slug ?? '')
  }
  return undefined
}

/** What is being read now, the latest first. */
export function findBeingRead(portal: Portal, shelf: Shelf): Resource[] {
  const reading: Resource[] = []
  for (const [id, { progress }] of shelf) {
    const resource = progress === 'reading' && portal.resources.get(id)
    if (resource) reading.push(resource)
  }
  return reading
}
