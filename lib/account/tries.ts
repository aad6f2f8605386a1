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

async function takeUnder(key: string): Promise<number | null> {
  return (await takeTurn(key, perAccount)) ?? (await takeTurn(`${key}:row`, inARow()))
}

async function giveBackUnder(key: string): Promise<void> {
  await Promise.all([giveTurnBack(key), forgetTurns(`${key}:row`)])
}

/** Takes a try of an account's password, and gives null; or the seconds until there is one again. Whether there is such an account does not matter. */
export async function takeTry(email: string, cookies: string): Promise<number | null> {
  return takeUnder(nameTries(email, cookies))
}

/** The password was right: that try does not count, and no row of wrong ones goes on. */
export async function giveTryBack(email: string, cookies: string): Promise<void> {
  await giveBackUnder(nameTries(email, cookies))
}

/** Its reader got into the account, in whatever way: no row of wrong tries goes on. */
export async function endRowOfTries(email: string): Promise<void> {
  await forgetTurns(`${nameKey('tries', email)}:row`)
}

/** A new password was set by mail: tries of it start anew from everywhere. */
export async function forgetTries(email: string): Promise<void> {
  await Promise.all([forgetTurns(nameKey('tries', email)), endRowOfTries(email)])
}

/** Whose codes of a second factor are tried; by then their password is known, so these are counted apart from it. */
interface Asked {
  id: string
  email: string
}

function nameCodeTries({ id, email }: Asked, cookies: string): string {
  const browser = findKnownBrowser(email, cookies)
  return browser ? nameKey('codes-known', `${browser} ${id}`) : nameKey('codes', id)
}

/** As `takeTry`, of a code: as many wrong ones are looked at as wrong passwords. A new password by mail gives none back, for a code is what guards against that. */
export async function takeCodeTry(asked: Asked, cookies: string): Promise<number | null> {
  return takeUnder(nameCodeTries(asked, cookies))
}

/** The code was right: that try does not count, and no row of wrong ones goes on, wherever they came from. */
export async function giveCodeTryBack(asked: Asked, cookies: string): Promise<void> {
  await Promise.all([giveBackUnder(nameCodeTries(asked, cookies)), forgetTurns(`${nameKey('codes', asked.id)}:row`)])
}

/** Longer than any code of an app is good: one step of thirty seconds, and those beside it. */
const onceInATime: Limit = { max: 1, window: 120 }

/** Takes a code of an app as used, and says whether it was not before: each works once. */
export async function useCode(reader: string, code: string): Promise<boolean> {
  return (await takeTurn(nameKey('used-code', `${reader} ${code}`), onceInATime)) === null
}
