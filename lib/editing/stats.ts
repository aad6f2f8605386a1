import type { Portal, ResourceKind, Topic } from '../content'
import { readHistory } from '../history'

/** The size of a chapter or of the whole portal. */
export interface Size {
  topics: number
  tutorials: number
  tools: number
  references: number
  words: number
}

/** Counts topics, resources (each once) and words of prose. */
export function summariseSize(topics: Topic[]): Size {
  const resources = new Set(topics.flatMap((topic) => topic.resources))
  const countKind = (kind: ResourceKind) => [...resources].filter((resource) => resource.kind === kind).length
  return {
    topics: topics.length,
    tutorials: countKind('tutorial'),
    tools: countKind('tool'),
    references: countKind('reference'),
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
