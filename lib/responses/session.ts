import { asRecord } from './json'

/** What renewing a session is answered with. */
export interface SessionResponse {
  /** Whose session it is: the reader's id. */
  reader: string
}

/** Whether the JSON of a response says that the session was renewed. */
export function isSession(json: unknown): json is SessionResponse {
  const { reader } = asRecord(json)
  return typeof reader === 'string' && reader !== ''
}
