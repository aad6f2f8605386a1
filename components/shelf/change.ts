import { countCodePoints, joinedNoteLength } from '@/lib/shelf/mark'
import { describeState, parseState } from '@/lib/shelf/progress'
import { ribbonLabels } from './shelf-messages'

/** A field of a mark that a reader can change. */
export type MarkField = 'bookmarked' | 'progress' | 'note'

/** A change of one field of a mark. */
export interface Change {
  /** Its key in the browser's storage; keys sort by time. */
  key: string
  /** The id of the reader whose page it was made on; null if no one was signed in. */
  reader: string | null
  /** Made by a guest, or before the first mark created one. A reader who signs in later takes it over. */
  guest: boolean
  resource: string
  title: string
  field: MarkField
  value: string
  /** Restores a stored value: a note may be longer than the field allows. */
  restores?: true
  /** Names the change for the reader. */
  label: string
  /** When it was made, by this browser's clock. */
  at: number
}

/** A change as a control requests it; the outbox adds the rest. */
export type RequestedChange = Omit<Change, 'key' | 'reader' | 'guest' | 'at'>

/** The longest stored change, in characters. JSON may need two six-character escapes per character of a note. */
const maxStoredLength = 12 * joinedNoteLength + 4000

const values: Record<MarkField, (value: string) => boolean> = {
  bookmarked: (value) => value === 'true' || value === 'false',
  progress: (value) => parseState(value) !== null,
  note: (value) => countCodePoints(value) <= joinedNoteLength,
}

/**
 * Parses a stored change. Returns null for anything else, as the storage may hold entries of another version, broken
 * ones, or an extension's. Fields that are only shown may be missing; those that are sent may not.
 */
export function parseChange(key: string, stored: string): Change | null {
  if (stored.length > maxStoredLength) return null
  let given: unknown
  try {
    given = JSON.parse(stored)
  } catch {
    return null
  }
  if (typeof given !== 'object' || given === null) return null
  const { reader, guest, resource, title, field, value, restores, label, at } = given as Partial<
    Record<keyof Change, unknown>
  >
  if (reader !== null && !isText(reader, 64)) return null
  if (!isText(resource, 64) || !/^[a-z0-9-]+$/.test(resource)) return null
  if (!isField(field) || typeof value !== 'string' || !values[field](value)) return null
  if (typeof at !== 'number' || !Number.isFinite(at) || at < 0) return null
  return {
    key,
    reader,
    guest: guest === true || reader === null,
    resource,
    title: toShownText(title, resource),
    field,
    value,
    ...(restores === true && { restores }),
    label: toShownText(label, nameChange(field, value)),
    at,
  }
}

/** Names a change by the value that it sets: "Done", "Remove bookmark", "Note". */
export function nameChange(field: MarkField, value: string): string {
  if (field === 'note') return 'Note'
  if (field === 'bookmarked') return ribbonLabels[value === 'true' ? 'true' : 'false']
  return describeState(parseState(value) ?? { progress: 'to-read', percent: null })
}

function isField(field: unknown): field is MarkField {
  return typeof field === 'string' && Object.hasOwn(values, field)
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength
}

function toShownText(text: unknown, fallback: string): string {
  return typeof text === 'string' && text ? text.slice(0, 500) : fallback
}
