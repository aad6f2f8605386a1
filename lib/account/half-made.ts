import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { getDatabase } from '../db'

/** How long an account may take to be made, in milliseconds; whoever tries again is asked to wait as long. */
const making = 5000

/**
 * Removes an account under that address that has no way in, since its making was cut short between two
 * statements: nobody ever could sign in to it, and it must not keep its reader from signing up again.
 */
export async function removeHalfMade(email: string, database = getDatabase()): Promise<void> {
  await database.user.deleteMany({ where: { email: email.toLowerCase(), accounts: { none: {} }, passkeys: { none: {} }, createdAt: { lt: new Date(Date.now() - making) } } })
}

/**
 * Whether somebody else has just made an account with that address. Its way in comes right after its row;
 * a row that stays without one is half of an account.
 */
export async function wasMadeMeanwhile(email: string, database = getDatabase()): Promise<boolean> {
  for (let tries = 0; tries < 5; tries++) {
    const found = await database.user.findUnique({ where: { email: email.toLowerCase() }, select: { accounts: { select: { id: true } } } })
    if (found?.accounts.length) return true
    if (!found) return false
    await wait(100)
  }
  return false
}
