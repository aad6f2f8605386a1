import { countCodePoints, joinedNoteLength } from '@/lib/shelf/mark'
import { parseState } from '@/lib/shelf/progress'

export type MarkField = 'bookmarked' | 'progress' | 'note'

/** One change of one field of a mark. */
export interface Change {
  /** Sorts by the time it was made. */
  key: string
  /** Whose page it was made on: a reader's id, or null where nobody was signed in. */
  reader: string | null
  /** Made by a guest, or by nobody yet: it goes to whoever that becomes. */
  guest: boolean
  resource: string
  title: string
  field: MarkField
  value: string
  /** Puts back what was stored: a note may be longer than one can type. */
  restores?: true
  /** What the control said. */
  label: string
  /** By this browser's clock. */
  at: number
}

/** A change as a control asks for it; the outbox adds the rest. */
export type AskedChange = Omit<Change, 'key' | 'reader' | 'guest' | 'at'>

/** More than a change can be, in characters as stored (each may be written as one or two six-character escapes). */
const mostStored = 12 * joinedNoteLength + 4000

const values: Record<MarkField, (value: string) => boolean> = {
  bookmarked: (value) => value === 'true' || value === 'false',
  progress: (value) => parseState(value) !== null,
  note: (value) => countCodePoints(value) <= joinedNoteLength,
}

/**
 * Reads a stored change; null for what is none, since anything may stand in a browser's storage: another
 * version's entries, half of one, an extension's. What is only shown may be missing; what is sent may not.
 */
export function parseChange(key: string, stored: string): Change | null {
  if (stored.length > mostStored) return null
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
    title: toShown(title, resource),
    field,
    value,
    ...(restores === true && { restores }),
    label: toShown(label, 'A change'),
    at,
  }
}

function isField(field: unknown): field is MarkField {
  return typeof field === 'string' && Object.hasOwn(values, field)
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most
}

function toShown(text: unknown, otherwise: string): string {
  return typeof text === 'string' && text ? text.slice(0, 500) : otherwise
}
