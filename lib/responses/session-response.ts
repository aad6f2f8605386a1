import { asRecord } from './json'

/** The response to renewing a session. */
export interface SessionResponse {
  /** The reader's id. */
  reader: string
}

/** Whether the JSON of a response confirms that the session was renewed. */
export function isSession(json: unknown): json is SessionResponse {
  const { reader } = asRecord(json)
  return typeof reader === 'string' && reader !== ''
}
