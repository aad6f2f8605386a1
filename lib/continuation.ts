import { getTutorialIds, type Portal, type Resource, type Topic } from './content'
import { countProgress, type Shelf } from './shelf'

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
export function findNextTutorial(topic: Topic, { progress }: Shelf): Resource | undefined {
  return topic.resources.find(({ id, kind }) => kind === 'tutorial' && !['done', 'skipped'].includes(progress.get(id) ?? 'to-read'))
}

/** Where to go on: the next unfinished tutorial of the topic touched last, or of the one after it. */
export function findContinuation(portal: Portal, shelf: Shelf): Continuation | undefined {
  const touched = shelf.ids.flatMap((id) => portal.resources.get(id) ?? [])[0]
  const last = touched && portal.topics.get(touched.topics[0]?.slug ?? '')
  if (!last) return undefined
  const tutorial = findNextTutorial(last, shelf)
  if (tutorial) return { topic: last, tutorial }
  const next = findNextUnfinished(portal, shelf, last)
  const first = next && findNextTutorial(next, shelf)
  if (!next || !first) return undefined
  const finished = countProgress(getTutorialIds([last]), shelf).total > 0
  return { topic: next, tutorial: first, afterFinished: finished ? last : undefined }
}

/** What is being read now, the latest first. */
export function findBeingRead(portal: Portal, shelf: Shelf): Resource[] {
  return shelf.ids.filter((id) => shelf.progress.get(id) === 'reading').flatMap((id) => portal.resources.get(id) ?? [])
}
