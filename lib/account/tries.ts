import 'server-only'
import { createHmac } from 'node:crypto'
import { readEnv, readSecret } from '../env'
import { forgetTurns, giveTurnBack, longestWindow, takeTurn, type Limit } from '../limits'
import { findKnownBrowser } from './known-browser'

/** How many wrong passwords for one account are looked at, wherever they come from. */
const perAccount: Limit = { max: 10, window: 15 * 60 }

/**
 * How many in a row, until something shows that its reader is there: a right password, a new one by mail.
 * Where no mail can be sent nothing else might, so there it is a day's; else a month's.
 */
const inARow = (): Limit => ({ max: 100, window: readEnv().mail ? longestWindow : 24 * 60 * 60 })

/** The database is not to say which addresses somebody tried. */
function nameKey(purpose: string, whom: string): string {
  return `${purpose}:${createHmac('sha256', readSecret(readEnv())).update(`${purpose}:${whom.trim().toLowerCase()}`).digest('base64url')}`
}

/**
 * Under which key the tries of a password are counted: those from a browser that its reader signed in on
 * before have a count of their own, so that nobody can lock a reader out by guessing from elsewhere.
 */
function nameTries(email: string, cookies: string): string {
  const browser = findKnownBrowser(email, cookies)
  return browser ? nameKey('tries-known', `${browser} ${email}`) : nameKey('tries', email)
}

/** Takes a try of an account's password, and gives null; or the seconds until there is one again. Whether there is such an account does not matter. */
export async function takeTry(email: string, cookies: string): Promise<number | null> {
  const key = nameTries(email, cookies)
  return (await takeTurn(key, perAccount)) ?? (await takeTurn(`${key}:row`, inARow()))
}

/** The password was right: that try does not count, and no row of wrong ones goes on. */
export async function giveTryBack(email: string, cookies: string): Promise<void> {
  const key = nameTries(email, cookies)
  await Promise.all([giveTurnBack(key), forgetTurns(`${key}:row`)])
}

/** Its reader got into the account, in whatever way: no row of wrong tries goes on. */
export async function endRowOfTries(email: string): Promise<void> {
  await forgetTurns(`${nameKey('tries', email)}:row`)
}

/** A new password was set by mail: tries of it start anew from everywhere. */
export async function forgetTries(email: string): Promise<void> {
  await Promise.all([forgetTurns(nameKey('tries', email)), endRowOfTries(email)])
}
