import 'server-only'
import { counts, type Portal } from './content'
import { getDatabase } from './db'
import { oncePer } from './once-per'
import {
  getListedResources,
  isOnShelf,
  noMark,
  readMarks,
  readShelf,
  type Mark,
  type Progress,
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
  const hidden = await findHidden(portal, shelf)
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
  const marks = new Map(await readMarks(reader, ids, portal.moves.resources))
  for (const id of await findHidden(portal, marks)) marks.set(id, hideProgress(marks.get(id) ?? noMark))
  return marks
}

type Marks = ReadonlyMap<string, { progress: Progress }>

/** Returns the ids of the marks whose progress is not shown. A resource that is no longer listed keeps its former kind. */
async function findHidden({ resources }: Portal, marks: Marks): Promise<string[]> {
  const { hidden, unknown } = sortOut(resources)(marks)
  if (unknown.length === 0) return hidden
  const listed = await getListedResources()
  return hidden.concat(
    unknown.filter((id) => {
      const former = listed.get(id)
      return former && !counts(former)
    }),
  )
}

/** The marks with progress on resources that don't count, and on unknown ones; found once per shelf, which may be large. */
const sortOut = oncePer((resources: Portal['resources']) =>
  oncePer((marks: Marks) => {
    const [hidden, unknown]: [string[], string[]] = [[], []]
    for (const [id, { progress }] of marks) {
      if (progress === 'to-read') continue
      const resource = resources.get(id)
      if (!resource) unknown.push(id)
      else if (!counts(resource)) hidden.push(id)
    }
    return { hidden, unknown }
  }),
)
