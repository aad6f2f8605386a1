import { decode } from './decode'
import { UnreadableFileError, type Piece, type ReadOptions } from './entry'
import { findTable, readCsv } from './read-csv'
import { findHtmlFormat, readHtml } from './read-html'
import { readJson } from './read-json'
import { findTicks, readTasks } from './read-tasks'
import { isTextList, readText } from './read-text'

/** XML other than bookmarks, by a pattern near its beginning, with instructions. */
const documents: [RegExp, string][] = [
  [
    /<!doctype plist|<plist\b/i,
    'This looks like Safari’s own file of bookmarks. In Safari, choose File > Export > Bookmarks (or “Export Browsing Data”) and choose the HTML file.',
  ],
  [/<opml\b/i, 'This is a list of feeds (OPML). Export your bookmarks as HTML, CSV or JSON and choose that file.'],
  [/<xbel\b/i, 'We can’t import XBEL files. Export your bookmarks as HTML and choose that file.'],
  [
    /<posts\b/i,
    'We can’t import XML from Pinboard or Delicious. Export your bookmarks as JSON or HTML and choose that file.',
  ],
  [/<(?:rss|feed)\b/i, 'This is a feed. Export your bookmarks as HTML, CSV or JSON and choose that file.'],
]

/**
 * Reads an import file piece by piece; detects its format by content, not name. Throws UnreadableFileError for
 * unknown formats.
 */
export function readFile(bytes: Uint8Array, options: ReadOptions): Generator<Piece> {
  const { text, notices } = decode(bytes)
  return withNotices(chooseReader(text, options), notices)
}

function chooseReader(text: string, options: ReadOptions): Generator<Piece> {
  const start = text.slice(0, 4096).trimStart()
  if (start === '') throw new UnreadableFileError('The file is empty.')
  // A Markdown list may begin with a bracket too.
  if (start.startsWith('{') || /^\[\s*(?:[[{\]\d-]|$|"(?:[^"\\]|\\.)*"\s*[,\]])/.test(start))
    return readJson(text, options)
  const format = findHtmlFormat(text)
  if (format) return readHtml(text, format, options)
  const isMarkup = /^<(?:[a-z]|[!?]|$)/i.test(start) && !/^<https?:/i.test(start)
  const table = isMarkup ? null : findTable(text)
  if (table) return readCsv(text, table, options)
  // The README of a list often begins with HTML.
  const tasks = findTicks(text)
  if (tasks) return readTasks(tasks, options)
  if (isMarkup)
    throw new UnreadableFileError(
      documents.find(([pattern]) => pattern.test(start))?.[1] ??
        'This is a web page. Export your bookmarks from your browser and choose that file.',
    )
  if (isTextList(text)) return readText(text, options)
  throw new UnreadableFileError(
    'We don’t recognise this file. Choose bookmarks as HTML, CSV or JSON, or a list of addresses.',
  )
}

/** Passes on the pieces, and adds notices of decoding to the first. */
function* withNotices(pieces: Generator<Piece>, notices: string[]): Generator<Piece> {
  let before = notices
  for (const piece of pieces) {
    yield before.length ? { ...piece, notices: [...before, ...(piece.notices ?? [])] } : piece
    before = []
  }
}
