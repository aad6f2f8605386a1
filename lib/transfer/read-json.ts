import { countCodePoints, joinedNoteLength } from '@/lib/shelf/mark'
import type { Progress } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/transfer-rules'
import { checkAddress, keepNote } from './check-fields'
import { countLines } from './count-lines'
import { isObject } from './dialects'
import { Fault, toEntry, UnreadableFileError, type Claim, type Entry, type Piece, type ReadOptions } from './entry'
import { parseTime } from './parse-time'
import { readList } from './read-list'
import { scanJson } from './scan-json'

const sliceLength = 1000
const progresses: unknown[] = ['to-read', 'reading', 'done', 'skipped'] satisfies Progress[]

/** The format of an exported shelf, and its name in version 0.1. */
const formats: unknown[] = ['shelf', 'lectern-shelf']

/** Reads a shelf written by `writeJson`, or another program's JSON. */
export function* readJson(text: string, options: ReadOptions): Generator<Piece> {
  const search = scanJson(text, 'marks')
  let found = search.next()
  for (; !found.done; found = search.next()) yield { entries: [], share: found.value / text.length / 2 }
  const file = parse(text)
  if (isObject(file) && formats.includes(file.format)) yield* readShelf(text, file, found.value.elements, options)
  else yield* readList(text, file, found.value.objects, options)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableFileError(t('damaged'))
  }
}

function* readShelf(
  text: string,
  { version, marks }: Record<string, unknown>,
  places: number[],
  options: ReadOptions,
): Generator<Piece> {
  if (version !== 1) throw new UnreadableFileError(t('newerPortal'))
  if (!Array.isArray(marks)) throw new UnreadableFileError(t('noMarks'))
  const lineOf = countLines(text)
  yield { entries: [], share: marks.length ? 0.5 : 1, format: t('formatShelf') }
  for (let start = 0; start < marks.length; start += sliceLength) {
    const entries = marks
      .slice(start, start + sliceLength)
      .map((mark: unknown, index) => toJsonEntry(mark, lineOf(places[start + index] ?? 0), options))
    yield { entries, share: 0.5 + Math.min((start + sliceLength) / marks.length, 1) / 2 }
  }
}

function toJsonEntry(mark: unknown, line: number, options: ReadOptions): Entry {
  const fields = isObject(mark) ? mark : {}
  const title = typeof fields.title === 'string' ? fields.title : ''
  const href = typeof fields.href === 'string' ? fields.href : null
  const resource = typeof fields.resource === 'string' ? fields.resource : null
  const remarks: string[] = []
  return toEntry({ line, title, href, resource, source: { format: 'json', mark }, remarks }, () => {
    if (!isObject(mark)) throw new Fault(t('notMark'))
    if (resource !== null && !/^[a-z0-9-]{1,64}$/.test(resource)) throw new Fault(t('notResource'))
    if (resource === null || href !== null) checkAddress(href)
    return toClaim(fields, options, remarks)
  })
}

function toClaim(fields: Record<string, unknown>, { undated }: ReadOptions, remarks: string[]): Claim {
  const { bookmarked = false, progress = 'to-read', percent = null, note = null } = fields
  if (typeof bookmarked !== 'boolean') throw new Fault(t('notBoolean'))
  if (!isProgress(progress)) throw new Fault(t('notProgress'))
  if (
    percent !== null &&
    !(
      typeof percent === 'number' &&
      Number.isInteger(percent) &&
      percent >= 0 &&
      percent <= 100 &&
      progress === 'reading'
    )
  )
    throw new Fault(t('notPercent'))
  if (note !== null && typeof note !== 'string') throw new Fault(t('notNote'))
  const time = (name: string, isSet: boolean) => toTime(fields[name], name, remarks) ?? (isSet ? undated : null)
  return {
    bookmarked,
    bookmarkedAt: time('bookmarkedAt', bookmarked),
    progress,
    percent,
    progressAt: time('progressAt', progress !== 'to-read'),
    // Our own note may be several joined ones, and is measured in code points.
    note:
      note === null
        ? null
        : keepNote(note, countCodePoints(note) <= joinedNoteLength ? Infinity : joinedNoteLength, remarks),
    noteAt: time('noteAt', note !== null),
  }
}

function toTime(value: unknown, name: string, remarks: string[]): string | null {
  const time = parseTime(value, { isExact: true })
  if (time === undefined) remarks.push(t('fieldUnreadable', { field: name }))
  return time ?? null
}

function isProgress(value: unknown): value is Progress {
  return progresses.includes(value)
}
