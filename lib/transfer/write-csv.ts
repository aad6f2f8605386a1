import Papa from 'papaparse'
import { getHost } from '@/lib/get-host'
import { getChangedAt, isOnShelf } from '@/lib/shelf/mark'
import type { ExportedMark } from './exported-mark'

/** What programs for tables take for a formula, also in full width; a quotation mark before it would not help. */
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/

const header = ['title', 'address', 'host', 'topics', 'bookmarked', 'progress', 'percent', 'note', 'changed']

/** A shelf for programs for tables (RFC 4180, and a BOM, without which Excel takes it for another encoding), in pieces. */
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

/** One row, in which nothing is a formula. */
export function writeRow(fields: string[]): string {
  return `${Papa.unparse([fields.map(defuse)])}\r\n`
}

function defuse(field: string): string {
  return formula.test(field) ? `'${field}` : field
}
