import 'server-only'
import { getDatabase, type Database } from '../db'

/** Removes expired sessions, mailed links, passkey challenges, invitations and better-auth verifications. Returns how many. */
export async function removeExpired(database: Database = getDatabase()): Promise<number> {
  const where = { expiresAt: { lte: new Date() } }
  const removed = await Promise.all([
    database.session.deleteMany({ where }),
    database.mailedLink.deleteMany({ where }),
    database.passkeyChallenge.deleteMany({ where }),
    database.invitation.deleteMany({ where }),
    database.verification.deleteMany({ where }),
  ])
  return removed.reduce((sum, { count }) => sum + count, 0)
}
