import 'server-only'
import { counts, type Portal } from './content'
import { getDatabase } from './db'
import {
  getListedResources,
  isOnShelf,
  noMark,
  readMarks,
  readShelf,
  type Mark,
  type Shelf,
  type ShelfMark,
} from './shelf'

// A tutorial may become a tool or a reference, and a tutorial again. Until then its readers' progress stays stored, and
// is not shown: where it can't be set, it would be counted nowhere and could not be taken back.

/** Returns a mark as it is shown on what does not count as reading. */
export function hideProgress(mark: Mark): Mark {
  return { ...mark, progress: 'to-read', percent: null, progressAt: null }
}

/** Reads a reader's shelf as it is shown. */
export async function readShownShelf(reader: string, portal: Portal): Promise<Shelf> {
  const shelf = await readShelf(reader, portal.moves.resources, getDatabase(), portal.resources)
  const doesCount = await createTest(portal, shelf.keys())
  const hidden: string[] = []
  for (const [id, { progress }] of shelf) if (progress !== 'to-read' && !doesCount(id)) hidden.push(id)
  if (hidden.length === 0) return shelf
  // These are few. Whether anything is left of such a mark depends on its note.
  const marks = await readMarks(reader, hidden, portal.moves.resources)
  const shown = new Map<string, ShelfMark>(shelf)
  for (const id of hidden) {
    const mark = hideProgress(marks.get(id) ?? noMark)
    if (isOnShelf(mark)) shown.set(id, { bookmarked: mark.bookmarked, progress: mark.progress })
    else shown.delete(id)
  }
  return shown
}

/** Reads a reader's marks on some resources as they are shown. */
export async function readShownMarks(
  reader: string,
  ids: string[],
  portal: Portal,
): Promise<ReadonlyMap<string, Mark>> {
  const marks = await readMarks(reader, ids, portal.moves.resources)
  const doesCount = await createTest(portal, marks.keys())
  return new Map([...marks].map(([id, mark]) => [id, doesCount(id) ? mark : hideProgress(mark)]))
}

/** Returns a test of whether the resource of an id counts as reading. A resource that is no longer listed keeps its former kind. */
async function createTest(portal: Portal, ids: Iterable<string>): Promise<(id: string) => boolean> {
  let isKnown = true
  for (const id of ids) isKnown &&= portal.resources.has(id)
  const listed: ReadonlyMap<string, { kind: string }> = isKnown ? new Map() : await getListedResources()
  return (id) => {
    const resource = portal.resources.get(id) ?? listed.get(id)
    return resource === undefined || counts(resource)
  }
}
