import { t } from '@/messages/generated/transfer-rules'
import { checkAddress, toNote } from './check-fields'
import { Fault, noClaim, toEntry, type Entry, type ReadOptions, type Source } from './entry'
import { parseTime, type TimeOptions } from './parse-time'
import { addTags, fromTags } from './tags'

/** A bookmark of another program. Its state is a tag in our form. */
export interface Saved {
  line: number
  title: string
  href: string | null
  /** Times at which it was saved, and changed or read, as written. */
  added: unknown
  modified: unknown
  tags: string[]
  note: string
  remarks: string[]
  time?: TimeOptions
  /** Its original row, if it is to be written out in that format; else as a bookmark. */
  source?: Source
  /** The fault of the whole row. */
  fault?: string | null
}

/** Converts another program's bookmark into an entry. Invalid parts are left out with a remark. */
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
    const remark = t('dateUnreadable', { date: String(written).slice(0, 40) })
    if (time === undefined && !remarks.includes(remark)) remarks.push(remark)
    return time ?? null
  }
}

/** Reduces text to one line. */
export function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Returns seconds since 1970, or the original text if invalid. */
function toSeconds(time: string | null, written: unknown): string {
  if (time) return String(Date.parse(time) / 1000)
  return typeof written === 'string' || typeof written === 'number' ? String(written).slice(0, 100) : ''
}
