import { joinedNoteLength } from '@/lib/shelf/mark'
import type { Progress } from '@/lib/shelf/progress'
import { checkAddress, isKeepable } from './check-fields'
import { countLines } from './count-lines'
import { Fault, toEntry, UnreadableFile, type Claim, type Entry, type Piece, type ReadOptions } from './entry'
import { findElements } from './find-elements'

const sliceLength = 1000
const progresses: unknown[] = ['to-read', 'reading', 'done', 'skipped'] satisfies Progress[]

/** Reads a shelf as `writeJson` wrote it. */
export function* readJson(text: string, options: ReadOptions): Generator<Piece> {
  const search = findElements(text, 'marks')
  let found = search.next()
  for (; !found.done; found = search.next()) yield { entries: [], share: found.value / text.length / 2 }
  const places = found.value
  const marks = parse(text)
  const lineOf = countLines(text)
  for (let start = 0; start < marks.length; start += sliceLength) {
    const entries = marks.slice(start, start + sliceLength).map((mark, index) => toJsonEntry(mark, lineOf(places[start + index] ?? 0), options))
    yield { entries, share: 0.5 + Math.min((start + sliceLength) / marks.length, 1) / 2 }
  }
}

function parse(text: string): unknown[] {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    throw new UnreadableFile('The JSON can’t be read: it is cut off, or was changed by hand and is no JSON any more.')
  }
  if (!isObject(file) || file.format !== 'lectern-shelf') throw new UnreadableFile('This is JSON, but not the download of a shelf.')
  if (file.version !== 1) throw new UnreadableFile('This shelf was written by a newer portal, in a way that this one can’t read yet.')
  if (!Array.isArray(file.marks)) throw new UnreadableFile('This download of a shelf holds no list of marks.')
  return file.marks
}

function toJsonEntry(mark: unknown, line: number, options: ReadOptions): Entry {
  const fields = isObject(mark) ? mark : {}
  const title = typeof fields.title === 'string' ? fields.title : ''
  const href = typeof fields.href === 'string' ? fields.href : null
  const resource = typeof fields.resource === 'string' ? fields.resource : null
  return toEntry({ line, title, href, resource, source: { format: 'json', mark } }, () => {
    if (!isObject(mark)) throw new Fault('This is no mark.')
    if (resource !== null && !/^[a-z0-9-]{1,64}$/.test(resource)) throw new Fault('“resource” is no id of a resource.')
    if (resource === null || href !== null) checkAddress(href)
    return toClaim(fields, options)
  })
}

function toClaim(fields: Record<string, unknown>, { undated }: ReadOptions): Claim {
  const { bookmarked = false, progress = 'to-read', percent = null, note = null } = fields
  if (typeof bookmarked !== 'boolean') throw new Fault('“bookmarked” must be true or false.')
  if (!isProgress(progress)) throw new Fault('“progress” must be "to-read", "reading", "done" or "skipped".')
  if (percent !== null && !(typeof percent === 'number' && Number.isInteger(percent) && percent >= 0 && percent <= 100 && progress === 'reading'))
    throw new Fault('“percent” must be a whole number from 0 to 100, and stands only beside "reading".')
  if (note !== null && typeof note !== 'string') throw new Fault('“note” must be text.')
  if (note !== null && !isKeepable(note)) throw new Fault('The note holds a character that can’t be kept.')
  if (note !== null && note.length > joinedNoteLength) throw new Fault(`The note is longer than ${joinedNoteLength} characters.`)
  const time = (name: string, isSet: boolean) => toTime(fields[name], name) ?? (isSet ? undated : null)
  return {
    bookmarked,
    bookmarkedAt: time('bookmarkedAt', bookmarked),
    progress,
    percent,
    progressAt: time('progressAt', progress !== 'to-read'),
    note,
    noteAt: time('noteAt', note !== null),
  }
}

function toTime(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null
  const isTime = typeof value === 'string' && /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value)
  const time = isTime && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : null
  // The 30th of February would become the 2nd of March.
  if (!isTime || time?.slice(0, 19) !== value.slice(0, 19)) throw new Fault(`“${name}” must be a time such as 2026-11-24T09:30:00.000Z.`)
  return time
}

function isProgress(value: unknown): value is Progress {
  return progresses.includes(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
