import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import type { Portal } from '../content'
import { UserFacingError } from '../env'
import { getSearchIndex, parseQuery, search, type SearchResults } from '../search'

/** The file of a content folder with the expected first results of searches. */
export const searchesFile = 'searches.yaml'

const nothing = 'nothing'

/** Maps each query to its accepted first results: a slug, the beginning of a tutorial's address, or "nothing". */
const must = 'must be a slug, the beginning of an address, or "nothing"'
const searchesShape = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1, must)], must))

/** A query, and whether what it finds first is what was expected. */
export interface TriedSearch {
  query: string
  expected: string[]
  /** What comes first: a slug, an address, or "nothing". */
  first: string
  isRight: boolean
}

/** Reads the expected first results of searches; null without such a file. */
export async function readExpectedSearches(folder: string): Promise<Map<string, string[]> | null> {
  const file = path.join(folder, searchesFile)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const document = parseDocument(text)
  const [fault] = document.errors
  if (fault) throw new UserFacingError(`${file} can’t be read: ${fault.message.split('\n')[0]}`)
  const { data, error } = searchesShape.safeParse(document.toJS() ?? {})
  if (!data) {
    const [issue] = error.issues
    throw new UserFacingError(`${file}: ${issue?.path.join('.')} ${issue?.message}.`)
  }
  return new Map(Object.entries(data).map(([query, expected]) => [query, [expected].flat()]))
}

/** Searches for each query, and compares what comes first. */
export async function trySearches(portal: Portal, searches: Map<string, string[]>): Promise<TriedSearch[]> {
  const index = await getSearchIndex(portal)
  return [...searches].map(([query, expected]) => {
    const first = nameFirst(portal, search(index, parseQuery(query), { most: 1, sections: 0 }))
    const isAddress = first.includes('://')
    const isRight = expected.some((each) => (isAddress ? first.startsWith(each) : first === each))
    return { query, expected, first, isRight }
  })
}

function nameFirst(portal: Portal, { lead, nearness, topics, resources }: SearchResults): string {
  const [topic, resource] = [topics.found[0], resources.found[0]]
  if (lead === 'resources' && resource) return portal.resources.get(resource.id)!.href
  // Topics with only some of the words don't count: the results are labelled as such.
  return topic && nearness !== 'some' ? topic.slug : nothing
}
