import { counts, type Portal, type Resource, type Topic } from './content'
import { countProgress, getProgress, type Shelf } from './shelf'

/** Where a reader left off. */
export interface Continuation {
  topic: Topic
  /** The tutorial that is being read, otherwise the first that is neither done nor skipped. */
  tutorial: Resource
  /** The topic changed last, if it is finished; `topic` is the one after it. */
  afterFinished?: Topic
}

/** Returns the next topic in reading order with something left to read, starting over after the last. */
export function findNextUnfinished(portal: Portal, shelf: Shelf, after: Topic): Topic | undefined {
  const order = [...portal.topics.values()]
  const place = order.findIndex(({ slug }) => slug === after.slug)
  return [...order.slice(place + 1), ...order.slice(0, place)].find((topic) => findNextTutorial(topic, shelf))
}

/** Returns the tutorial to continue with: the first that is being read, otherwise the first not started. */
export function findNextTutorial(topic: Topic, shelf: Shelf): Resource | undefined {
  const tutorials = topic.resources.filter(counts)
  return (
    tutorials.find(({ id }) => getProgress(shelf, id) === 'reading') ??
    tutorials.find(({ id }) => getProgress(shelf, id) === 'to-read')
  )
}

/** Returns the next unfinished tutorial in the topic changed last, or in one after it. */
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

/** A topic that its reader has begun. */
export interface BegunTopic {
  topic: Topic
  /** The tutorial to continue with. */
  tutorial: Resource
}

/** Returns the topics that are begun and not finished, at most `limit`, the one changed last first. */
export function findBegunTopics(portal: Portal, shelf: Shelf, limit: number): BegunTopic[] {
  const begun: BegunTopic[] = []
  // A finished topic is looked at once, not for each of its marks.
  const seen = new Set<string>()
  for (const [id, { progress }] of shelf) {
    if (begun.length === limit) break
    const slug = progress === 'to-read' ? undefined : portal.resources.get(id)?.topics[0]?.slug
    if (slug === undefined || seen.has(slug)) continue
    seen.add(slug)
    const topic = portal.topics.get(slug)
    const tutorial = topic && findNextTutorial(topic, shelf)
    if (topic && tutorial) begun.push({ topic, tutorial })
  }
  return begun
}
