import Papa from 'papaparse'
import { getHost } from '@/lib/get-host'
import { getChangedAt, isOnShelf } from '@/lib/shelf/mark'
import type { ExportedMark } from './exported-mark'

/** Matches what spreadsheets treat as a formula, also in full width; a leading quotation mark would not help. */
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/

const header = ['title', 'address', 'host', 'topics', 'bookmarked', 'progress', 'percent', 'note', 'changed']

/** Writes a shelf for spreadsheets, in pieces (RFC 4180, with a BOM so that Excel reads it as UTF-8). */
export function* writeCsv(marks: ExportedMark[]): Generator<string> {
  yield `\uFEFF${writeRow(header)}`
  for (const mark of marks.filter(isOnShelf)) {
    const { href, title, topics, bookmarked, progress, percent, note } = mark
    yield writeRow([
      title ?? '',
      href ?? '',
      href ? getHost(href) : '',
      topics.join(' '),
      bookmarked ? 'yes' : 'no',
      progress,
      percent === null ? '' : String(percent),
      note ?? '',
      getChangedAt(mark)?.toISOString() ?? '',
    ])
  }
}

/** Writes a row without formulas. */
export function writeRow(fields: string[]): string {
  return `${Papa.unparse([fields.map(defuse)])}\r\n`
}

function defuse(field: string): string {
  return formula.test(field) ? `'${field}` : field
}
