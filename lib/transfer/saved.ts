import { checkAddress, toNote } from './check-fields'
import { Fault, noClaim, toEntry, type Entry, type ReadOptions, type Source } from './entry'
import { parseTime, type TimeOptions } from './parse-time'
import { addTags, fromTags } from './tags'

/** A bookmark as another program describes it. Its state is among its tags, in the form of our own. */
export interface Saved {
  line: number
  title: string
  href: string | null
  /** When it was saved, and last changed or read, as written. */
  added: unknown
  modified: unknown
  tags: string[]
  note: string
  remarks: string[]
  time?: TimeOptions
  /** Where it is to be written again in its own format; as a bookmark otherwise. */
  source?: Source
  /** What is wrong with the row as a whole. */
  fault?: string | null
}

/** Turns another program's bookmark into a row: what can't be read of it is left out, and `remarks` says so. */
export function toSavedEntry(saved: Saved, options: ReadOptions): Entry {
  const remarks = [...saved.remarks]
  const added = parse(saved.added)
  const modified = parse(saved.modified)
  const title = clean(saved.title)
  const source = saved.source ?? {
    format: 'html' as const,
    added: toSeconds(added, saved.added),
    modified: toSeconds(modified, saved.modified),
    tags: saved.tags,
    note: saved.note,
  }
  return toEntry({ line: saved.line, title, href: saved.href, resource: null, source, remarks }, () => {
    if (saved.fault) throw new Fault(saved.fault)
    checkAddress(saved.href)
    const addedAt = added ?? options.undated
    const modifiedAt = modified ?? addedAt
    const { marks, others } = fromTags(saved.tags, modifiedAt)
    const claim = marks ?? { ...noClaim, bookmarked: true }
    const note = toNote(addTags(saved.note, others), options.noteLength, remarks)
    return { ...claim, bookmarkedAt: claim.bookmarked ? addedAt : null, note, noteAt: note && modifiedAt }
  })

  function parse(written: unknown): string | null {
    const time = parseTime(written, saved.time)
    const remark = `The date “${String(written).slice(0, 40)}” can’t be read; the date of the file is used.`
    if (time === undefined && !remarks.includes(remark)) remarks.push(remark)
    return time ?? null
  }
}

/** Text on one line. */
export function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Seconds since 1970, or what was written where that can't be read. */
function toSeconds(time: string | null, written: unknown): string {
  if (time) return String(Date.parse(time) / 1000)
  return typeof written === 'string' || typeof written === 'number' ? String(written).slice(0, 100) : ''
}
