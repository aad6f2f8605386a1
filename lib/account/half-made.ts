import 'server-only'
import { getDatabase } from '../db'

/** How long an account may take to be made, in milliseconds; whoever tries again is asked to wait as long. */
const making = 5000

/**
 * Removes an account under that address that has no way in, since its making by GitHub was cut short between
 * two statements of better-auth: nobody ever could sign in to it, and it must not keep its reader from signing up again.
 */
export async function removeHalfMade(email: string, database = getDatabase()): Promise<void> {
  await database.user.deleteMany({
    where: { email, accounts: { none: {} }, passkeys: { none: {} }, createdAt: { lt: new Date(Date.now() - making) } },
  })
}
