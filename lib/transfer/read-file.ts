import { t } from '@/messages/generated/transfer-rules'
import { decode } from './decode'
import { UnreadableFileError, type Piece, type ReadOptions } from './entry'
import { findTable, readCsv } from './read-csv'
import { findHtmlFormat, readHtml } from './read-html'
import { readJson } from './read-json'
import { findTicks, readTasks } from './read-tasks'
import { isTextList, readText } from './read-text'

/** XML other than bookmarks, by a pattern near its beginning, with the message that says what to do. */
const documents = [
  [/<!doctype plist|<plist\b/i, 'safariBookmarks'],
  [/<opml\b/i, 'opml'],
  [/<xbel\b/i, 'xbel'],
  [/<posts\b/i, 'pinboardXml'],
  [/<(?:rss|feed)\b/i, 'feed'],
] as const

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
  if (!start) throw new UnreadableFileError(t('empty'))
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
  if (isMarkup) throw new UnreadableFileError(t(documents.find(([pattern]) => pattern.test(start))?.[1] ?? 'webPage'))
  if (isTextList(text)) return readText(text, options)
  throw new UnreadableFileError(t('unknownFile'))
}

/** Passes on the pieces, and adds notices of decoding to the first. */
function* withNotices(pieces: Generator<Piece>, notices: string[]): Generator<Piece> {
  let before = notices
  for (const piece of pieces) {
    yield before.length ? { ...piece, notices: [...before, ...(piece.notices ?? [])] } : piece
    before = []
  }
}
