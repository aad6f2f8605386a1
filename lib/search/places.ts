import type { Passage, Portal, ResourceKind } from '../content'
import { excerpt, mark, type Marked, type Matches } from './marked'
import type { Findable } from './search-index'
import { splitTerms } from './words'

/** A place within a topic that answers a query. */
export interface Place {
  kind: 'section' | ResourceKind
  /** The anchor of a section's heading, or the id of a resource. */
  id: string
  title: Marked
  text: Marked
}

/** A passage as a place that readers can be sent to. */
interface Candidate {
  kind: Place['kind']
  id: string
  title: string
  text: string
  score: number
}

/** What stands in a title says more than what stands in prose. */
const titleWeight = 3

/** The places of a topic that answer best, in the order of the page. */
export function findPlaces(topic: Findable, portal: Portal, matches: Matches, most: number): Place[] {
  const candidates = topic.passages
    .flatMap((passage) => readPassage(passage, topic, portal, matches))
    .filter(({ score }) => score > 0)
  const best = [...candidates].sort((a, b) => b.score - a.score).slice(0, most)
  // Beside a place that holds all of what was asked for, one that holds half of it is noise.
  const enough = (best[0]?.score ?? 0) / 2
  const shown = new Set(best.filter(({ score }) => score > enough))
  return candidates
    .filter((each) => shown.has(each))
    .map(({ kind, id, title, text }) => ({ kind, id, title: mark(title, matches), text: excerpt(text, matches) }))
}

/** Prose before the first heading is no place of its own: the topic itself stands for it. */
export function findIntroduction(topic: Findable): string {
  return topic.passages.find(({ heading, resources }) => heading === null && resources.length === 0)?.text ?? ''
}

function readPassage(
  { heading, resources, text }: Passage,
  topic: Findable,
  portal: Portal,
  matches: Matches,
): Candidate[] {
  const inText = findAnswered(text, matches)
  const rate = (title: string) => {
    const inTitle = findAnswered(title, matches)
    return [...new Set([...inTitle, ...inText])].reduce((sum, each) => sum + (inTitle.has(each) ? titleWeight : 1), 0)
  }
  if (resources.length === 0) {
    const title = topic.headings.find(({ id }) => id === heading)?.text
    return heading === null || title === undefined
      ? []
      : [{ kind: 'section', id: heading, title, text, score: rate(title) }]
  }
  const listed = resources
    .flatMap((id) => portal.resources.get(id) ?? [])
    .map(({ kind, id, title }): Candidate => ({ kind, id, title, text, score: rate(title) }))
  // Of several in one item, those whose titles answer; else the item once.
  const named = listed.filter(({ title }) => findAnswered(title, matches).size > 0)
  return named.length > 0 ? named : listed.slice(0, 1)
}

/** Which of the query's terms a text answers. */
function findAnswered(text: string, matches: Matches): Set<number> {
  return new Set(splitTerms(text).flatMap((term) => matches.get(term) ?? []))
}
