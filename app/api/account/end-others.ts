import 'server-only'
import { z } from 'zod'
import { endSession, readSessions } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'

/** The box that offers to end the reader's other sessions. */
export const endOthersField = z.literal('yes', '"endOthers" must be "yes", or left out.').optional()

/**
 * Returns how to end the sessions that the reader has in other browsers now. Asked for before a change that
 * gives this browser a new session, which must not be among them.
 */
export async function prepareEndOthers(request: Request, reader: string): Promise<() => Promise<void>> {
  const session = await readCurrentSession(request.headers)
  const others = (await readSessions(reader, session?.id ?? '')).filter(({ current }) => !current)
  return async () => {
    for (const { id } of others) await endSession(reader, id)
  }
}
