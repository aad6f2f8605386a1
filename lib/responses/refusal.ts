import { toSameSitePath } from '../same-site-path'
import { asRecord } from './json'

/** The JSON of every refused write. */
export interface RefusalResponse {
  error: {
    /** A sentence for the reader. */
    message: string
    /** The path of the page to sign in on, if that is what is missing. */
    signIn?: string
  }
}

/** Reads a refusal from the JSON of a response; null if it is none of ours. */
export function parseRefusal(json: unknown): RefusalResponse['error'] | null {
  const { error } = asRecord(json)
  const { message, signIn } = asRecord(error)
  if (typeof message !== 'string' || !message) return null
  // It becomes a link.
  const page = toSameSitePath(signIn, '')
  return page ? { message, signIn: page } : { message }
}
