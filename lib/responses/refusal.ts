import { toSameSitePath } from '../same-site-path'
import { asRecord } from './json'

/** The JSON of each refused write. */
export interface RefusalResponse {
  error: {
    /** A sentence for the reader. */
    message: string
    /** The path of the sign-in page, if signing in is required. */
    signIn?: string
  }
}

/** Parses a refusal; null if the response is not from this portal. */
export function parseRefusal(json: unknown): RefusalResponse['error'] | null {
  const { error } = asRecord(json)
  const { message, signIn } = asRecord(error)
  if (typeof message !== 'string' || !message) return null
  // The path becomes a link.
  const page = toSameSitePath(signIn, '')
  return page ? { message, signIn: page } : { message }
}
