import 'server-only'
import { z } from 'zod'
import { endSession, readSessions } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'

/** The checkbox that ends the reader's other sessions. */
export const endOthersField = z.literal('yes', '"endOthers" must be "yes", or left out.').optional()

/**
 * Returns a function that ends the reader's current sessions in other browsers. Must be called before a change that
 * gives this browser a new session.
 */
export async function prepareEndOthers(request: Request, reader: string): Promise<() => Promise<void>> {
  const session = await readCurrentSession(request.headers)
  const others = (await readSessions(reader, session?.id ?? '')).filter(({ current }) => !current)
  return async () => {
    for (const { id } of others) await endSession(reader, id)
  }
}
