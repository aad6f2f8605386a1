import { getChangedAt, isOnShelf } from '@/lib/shelf/mark'
import type { ExportedMark } from './exported-mark'
import { toTags } from './tags'

/** A link in Netscape's format, with times in seconds as text. */
export interface Bookmark {
  href: string
  title: string
  added: string
  modified: string
  tags: string[]
  note: string
}

/** A folder of bookmarks and folders. */
export interface Folder {
  title: string
  marks: ExportedMark[]
  folders: Folder[]
}

/** Writes a shelf as browser bookmarks with a title, in pieces. */
export function* writeHtml(title: string, folders: Folder[]): Generator<string> {
  yield htmlStart(title)
  yield* writeFolders(folders, 1)
  yield htmlEnd
}

function* writeFolders(folders: Folder[], depth: number): Generator<string> {
  const indent = '    '.repeat(depth)
  for (const { title, marks, folders: inner } of folders) {
    yield `${indent}<DT><H3>${escape(title)}</H3>\n${indent}<DL><p>\n`
    for (const mark of marks)
      if (isOnShelf(mark) && mark.href !== null) yield writeBookmark(toBookmark(mark, mark.href), depth + 1)
    yield* writeFolders(inner, depth + 1)
    yield `${indent}</DL><p>\n`
  }
}

function toBookmark(mark: ExportedMark, href: string): Bookmark {
  const changed = getChangedAt(mark)
  return {
    href,
    title: mark.title ?? href,
    added: toSeconds(mark.bookmarkedAt ?? changed),
    modified: toSeconds(changed),
    tags: toTags(mark),
    note: mark.note ?? '',
  }
}

function toSeconds(time: Date | null): string {
  return time ? String(Math.floor(time.getTime() / 1000)) : ''
}

/** Returns the start of a bookmarks file. */
export function htmlStart(title: string): string {
  return `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n<TITLE>${escape(title)}</TITLE>\n<H1>${escape(title)}</H1>\n<DL><p>\n`
}

/** The end of a bookmarks file. */
export const htmlEnd = '</DL><p>\n'

/** Writes a bookmark, indented by `depth`. */
export function writeBookmark({ href, title, added, modified, tags, note }: Bookmark, depth: number): string {
  const indent = '    '.repeat(depth)
  const attributes = { HREF: href, ADD_DATE: added, LAST_MODIFIED: modified, TAGS: tags.join(',') }
  const written = Object.entries(attributes).flatMap(([name, value]) => (value ? [` ${name}="${escape(value)}"`] : []))
  return `${indent}<DT><A${written.join('')}>${escape(title)}</A>\n${note ? `${indent}<DD>${escape(note)}\n` : ''}`
}

/** Escapes text for an element or an attribute. */
export function escape(text: string): string {
  return text.replace(/[&<>"'\0]/g, (character) => (character === '\0' ? '\uFFFD' : `&#${character.codePointAt(0)};`))
}
