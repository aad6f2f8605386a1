import 'server-only'
import { getDatabase } from '../db'

/** Longest time for creating an account, in milliseconds. A younger account may still get its credential. */
const creationTime = 5000

/**
 * Removes an account without any credential. better-auth leaves one if a sign-up by GitHub is interrupted
 * between two statements; it would block its address for good.
 */
export async function removeOrphanedAccount(email: string, database = getDatabase()): Promise<void> {
  await database.user.deleteMany({
    where: {
      email,
      accounts: { none: {} },
      passkeys: { none: {} },
      createdAt: { lt: new Date(Date.now() - creationTime) },
    },
  })
}
