import { decode } from './decode'
import { UnreadableFile, type Piece, type ReadOptions } from './entry'
import { isBookmarks, readHtml } from './read-html'
import { readJson } from './read-json'
import { isPocketTable, readPocket } from './read-pocket'

/**
 * Reads a file that a reader brings, piece by piece, by what is in it and not by its name.
 * Throws UnreadableFile where it is none of those that are known.
 */
export function readFile(bytes: Uint8Array, options: ReadOptions): Generator<Piece> {
  const text = decode(bytes)
  const start = text.slice(0, 4096).trimStart()
  if (start === '') throw new UnreadableFile('The file is empty.')
  if (start.startsWith('{')) return readJson(text, options)
  if (isBookmarks(start)) return readHtml(text, options)
  if (start.startsWith('<')) throw new UnreadableFile('This is a page, and no file of bookmarks. Export your bookmarks from the browser, and choose what it writes.')
  if (isPocketTable(text)) return readPocket(text, options)
  if (/^"?title"?,"?address"?,"?host"?,/.test(start)) throw new UnreadableFile('This is a shelf for programs for tables, which can’t be read back. Choose the one as JSON.')
  throw new UnreadableFile('This is none of the files that can be read: a shelf as JSON, a browser’s bookmarks as HTML, or Pocket’s CSV.')
}
