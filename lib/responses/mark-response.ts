import { formatState, parseState, type Progress } from '@/lib/shelf/progress'
import { asRecord } from './json'

/** The response to a change of a mark, in addition to the current fields. */
export interface MarkResponse {
  resource: string
  /** The reader's id. */
  reader: string
  /** When it was stored, by the server's clock, in milliseconds since 1970. */
  asOf: number
}

/** The fields of a mark that one change sets, as the server stores them. */
export interface MarkFields {
  bookmarked: boolean
  progress: Progress
  /** In addition to the progress, from 0 to 100 while reading. */
  percent?: number | null
  note: string | null
}

/** The data of a stored change that a reader's outbox needs. */
export interface KeptChange {
  reader: string
  /** As a control shows it. */
  value: string
  asOf: number
}

const toValue: Record<'bookmarked' | 'progress' | 'note', (kept: unknown, percent: unknown) => string | null> = {
  bookmarked: (kept) => (typeof kept === 'boolean' ? String(kept) : null),
  progress: (kept, percent) => {
    const state = typeof kept === 'string' ? parseState(kept) : null
    return state && formatState({ ...state, percent: typeof percent === 'number' ? percent : state.percent })
  },
  note: (kept) => (kept === null ? '' : typeof kept === 'string' ? kept : null),
}

/**
 * Parses the response to a change of one field of a resource's mark; null unless it confirms that very change.
 * A captive portal's sign-in page is "200 OK" too.
 */
export function parseMark(json: unknown, resource: string, field: keyof typeof toValue): KeptChange | null {
  const response = asRecord(json)
  const { reader, asOf } = response
  const value = toValue[field](response[field], response.percent)
  if (response.resource !== resource || value === null) return null
  if (typeof reader !== 'string' || !reader) return null
  if (typeof asOf !== 'number' || !Number.isFinite(asOf)) return null
  return { reader, value, asOf }
}
