import { getTutorialIds, type Portal, type Topic } from '../content'
import { readHistory } from '../history'

/** The size of a chapter or of the whole portal. */
export interface Size {
  topics: number
  tutorials: number
  tools: number
  words: number
}

/** Counts topics, resources (each once) and words of prose. */
export function summariseSize(topics: Topic[]): Size {
  const resources = new Set(topics.flatMap((topic) => topic.resources))
  const tutorials = getTutorialIds(topics).length
  return {
    topics: topics.length,
    tutorials,
    tools: resources.size - tutorials,
    words: topics.reduce((sum, { source }) => sum + countWords(source ?? ''), 0),
  }
}

function countWords(source: string): number {
  const prose = source.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/\]\([^)\]]*\)/g, ']')
  return prose.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0
}

/** Returns topics by their last change in Git, oldest first; uncommitted ones come last. */
export async function readAges(folder: string, portal: Portal): Promise<{ topic: Topic; changed: string | null }[]> {
  const history = await readHistory(folder)
  const aged = [...portal.topics.values()].map((topic) => ({
    topic,
    changed: history.get(topic.file)?.updated ?? null,
  }))
  return aged.sort((a, b) => ((a.changed ?? '9') < (b.changed ?? '9') ? -1 : 1))
}
