import 'server-only'
import { getPortal, type Portal } from '@/lib/content'
import {
  followMoves,
  getListedResources,
  isOnShelf,
  readAllMarks,
  type ListedResource,
  type StoredMark,
} from '@/lib/shelf'
import type { ExportedMark, Folder } from '@/lib/transfer'
import { t } from '@/messages/generated/shelf'

/** Returns all of a reader's marks, including removed ones, under the ids of their time. */
export async function readEverything(reader: string): Promise<ExportedMark[]> {
  const [portal, listed, marks] = await Promise.all([getPortal(), getListedResources(), readAllMarks(reader)])
  return marks.map((mark) => describe(mark, portal, listed))
}

/** Returns a reader's shelf in reading order: a folder per chapter with a folder per topic. */
export async function readFolders(reader: string): Promise<Folder[]> {
  const [portal, listed, stored] = await Promise.all([getPortal(), getListedResources(), readAllMarks(reader)])
  const marks = new Map(
    [...followMoves(stored, portal.moves.resources)]
      .filter(([, mark]) => isOnShelf(mark))
      .map(([resourceId, mark]) => [resourceId, describe({ ...mark, resourceId }, portal, listed)]),
  )
  const folders = portal.chapters.map(({ head, topics }): Folder => {
    const inner = topics.map((topic) => ({ title: topic.sidebartitle, marks: take(topic.slug), folders: [] }))
    return {
      title: head.sidebartitle,
      marks: take(head.slug),
      folders: inner.filter((folder) => folder.marks.length > 0),
    }
  })
  const rest = [...marks.values()].filter(({ resource }) => !portal.resources.has(resource))
  return [...folders, { title: t('notListed'), marks: rest, folders: [] }].filter(
    (folder) => folder.marks.length > 0 || folder.folders.length > 0,
  )

  /** Returns the marks of resources whose first topic this is, so that each occurs once. */
  function take(slug: string): ExportedMark[] {
    const resources = portal.topics.get(slug)?.resources ?? []
    return resources.flatMap(({ id, topics }) => (topics[0]?.slug === slug ? (marks.get(id) ?? []) : []))
  }
}

/** Returns the marks of folders in order. */
export function flatten(folders: Folder[]): ExportedMark[] {
  return folders.flatMap(({ marks, folders: inner }) => [...marks, ...flatten(inner)])
}

function describe(
  { resourceId, ...mark }: StoredMark,
  portal: Portal,
  listed: ReadonlyMap<string, ListedResource>,
): ExportedMark {
  const now = portal.moves.resources.get(resourceId) ?? resourceId
  const resource = portal.resources.get(now)
  const { href = null, title = null, kind = null } = resource ?? listed.get(now) ?? listed.get(resourceId) ?? {}
  return {
    resource: resourceId,
    href,
    title,
    kind,
    topics: [...new Set(resource?.topics.map(({ slug }) => slug))],
    ...mark,
  }
}
