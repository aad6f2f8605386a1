import Papa from 'papaparse'
import { t } from '@/messages/generated/transfer-rules'
import { findDialect, listUses, tables, toKey, toSaved, unknown, type Dialect } from './dialects'
import { mostRows, UnreadableFileError, type Entry, type Piece, type ReadOptions } from './entry'
import { listUnused } from './list-unused'
import { toSavedEntry } from './saved'

/** Rows are shorter; a longer one has an unclosed quotation mark. */
const sliceLength = 512 * 1024

/** Separators that spreadsheet programs write, depending on the locale. */
const delimiters = [',', ';', '\t', '|']

/** Instructions for reading a table. */
export interface Table {
  dialect: Dialect
  delimiter: string
  header: string[]
  /** Offset of the first row, after Excel's "sep=;". */
  start: number
}

/** Our own CSV, which can't be imported: cells that look like formulas were changed. */
const ourHeader = ['title', 'address', 'host', 'topics']

/** Recognises a table by the columns of its first row; null if none holds addresses. */
export function findTable(text: string): Table | null {
  const start = /^sep=.\r?\n/i.exec(text)?.[0].length ?? 0
  for (const delimiter of delimiters) {
    const { data } = Papa.parse<string[]>(text.slice(start, start + 16_384), { delimiter, preview: 1 })
    const header = (data[0] ?? []).map((name) => name.replace(/\s+/g, ' ').trim())
    while (header.at(-1) === '') header.pop()
    const keys = new Set(header.map(toKey))
    if (ourHeader.every((name, index) => header[index]?.toLowerCase() === name))
      throw new UnreadableFileError(t('shelfCsv'))
    const dialect =
      findDialect(tables, (key) => keys.has(key)) ??
      (unknown.href.some((name) => keys.has(toKey(name))) ? { ...unknown, name: t('formatAddressesCsv') } : undefined)
    if (dialect) return { dialect, delimiter, header, start }
  }
  return null
}

/** Reads a table of bookmarks row by row. */
export function* readCsv(
  source: string,
  { dialect, delimiter, header, start }: Table,
  options: ReadOptions,
): Generator<Piece> {
  const text = source.slice(start).replace(/\r\n?/g, '\n')
  const keys = header.map(toKey)
  const firstLine = start > 0 ? 2 : 1
  let line = firstLine
  let count = 0
  for (let place = 0; place < text.length;) {
    const { rows, end, isOpen } = readSlice(text, place, delimiter)
    if (end <= place) throw new UnreadableFileError(t('endlessRow', { line }))
    count += rows.length
    if (count > mostRows) throw new UnreadableFileError(t('tooManyRows', { count: mostRows }))
    const entries: Entry[] = []
    for (const [index, fields] of rows.entries()) {
      const fault = isOpen && index === rows.length - 1 ? t('openQuote') : null
      if (line > firstLine && !fields.every((field) => field.trim() === ''))
        entries.push(toCsvEntry(fields, dialect, header, keys, line, fault, options))
      line += 1 + fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0)
    }
    const isFirst = place === 0
    place = end
    yield { entries, share: end / text.length, ...(isFirst && describe(dialect, header)) }
  }
}

function describe(dialect: Dialect, header: string[]): Pick<Piece, 'format' | 'notices'> {
  const uses = listUses(dialect)
  return {
    format: dialect.name,
    notices: [...listUnused(header.filter((name) => !uses.has(toKey(name)))), ...(dialect.hint ? [dialect.hint] : [])],
  }
}

/** Returns the complete rows that begin in a slice, and the offset of the next. */
function readSlice(text: string, place: number, delimiter: string): { rows: string[][]; end: number; isOpen: boolean } {
  const slice = text.slice(place, place + sliceLength)
  const isLast = place + sliceLength >= text.length
  const rows: string[][] = []
  const ends: number[] = []
  let isOpen = false
  Papa.parse<string[]>(slice, {
    delimiter,
    newline: '\n',
    fastMode: false,
    step({ data, errors, meta }) {
      rows.push(data)
      ends.push(place + meta.cursor)
      isOpen = errors.some(({ code }) => code === 'MissingQuotes')
    },
  })
  if (isLast) return { rows, end: text.length, isOpen }
  // The last may continue in the next slice.
  rows.pop()
  return { rows, end: ends[rows.length - 1] ?? place, isOpen: false }
}

function toCsvEntry(
  fields: string[],
  dialect: Dialect,
  header: string[],
  keys: string[],
  line: number,
  fault: string | null,
  options: ReadOptions,
): Entry {
  const isShort = fields.length < header.length || fields.slice(header.length).some((field) => field.trim() !== '')
  const row = new Map(keys.map((key, index) => [key, fields[index]]))
  const saved = toSaved(dialect, row, line)
  const wrongLength = isShort ? t('wrongLength', { fields: fields.length, columns: header.length }) : null
  return toSavedEntry(
    {
      ...saved,
      href: saved.href || null,
      fault: fault ?? wrongLength,
      source: { format: 'csv', header, fields: fields.slice(0, header.length) },
    },
    options,
  )
}
