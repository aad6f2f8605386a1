import { formatState, parseState, type Progress } from '@/lib/shelf/progress'
import { asRecord } from './json'

/** What every change of a mark is answered with, beside the fields that hold now. */
export interface MarkResponse {
  resource: string
  /** Whose mark it is: the reader's id. */
  reader: string
  /** When it was kept, by the server's clock, in milliseconds since 1970. */
  asOf: number
}

/** The fields of a mark that one change sets, as the server keeps them. */
export interface MarkFields {
  bookmarked: boolean
  progress: Progress
  /** Beside the progress: how far, while reading. */
  percent?: number | null
  note: string | null
}

/** What a reader's outbox needs to know of a change that was kept. */
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
 * Reads the JSON that answers the change of one field of a resource's mark; null if it does not say that this very
 * change was kept. A sign-in page of the network in between is "200 OK" too.
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
