import 'server-only'
import { readEnv } from '../env'
import { consumeRateLimit, longestWindow, refundRateLimit, resetRateLimit, type Limit } from '../limits'
import { findKnownBrowser } from './known-browser'

/** How many wrong passwords for one account are looked at, wherever they come from. */
const perAccount: Limit = { max: 10, window: 15 * 60 }

/**
 * How many in a row, until something shows that its reader is there: a right password, a new one by mail.
 * Where no mail can be sent nothing else might, so there it is a day's; else a month's.
 */
const inARow = (): Limit => ({ max: 100, window: readEnv().mail ? longestWindow : 24 * 60 * 60 })

/** What is counted, and whose. The limits keep a hash of it. */
interface Key {
  name: string
  of: string
}

const toKey = ({ name, of }: Key) => `${name}:${of.trim().toLowerCase()}`
const toRowKey = ({ name, of }: Key) => toKey({ name: `${name}-row`, of })

/**
 * Under which key the tries of a password are counted: those from a browser that its reader signed in on
 * before have a count of their own, so that nobody can lock a reader out by guessing from elsewhere.
 */
function nameTries(email: string, cookies: string): Key {
  const browser = findKnownBrowser(email, cookies)
  return browser ? { name: 'tries-known', of: `${browser} ${email}` } : { name: 'tries', of: email }
}

async function takeUnder(key: Key): Promise<number | null> {
  return (await consumeRateLimit(toKey(key), perAccount)) ?? (await consumeRateLimit(toRowKey(key), inARow()))
}

async function giveBackUnder(key: Key): Promise<void> {
  await Promise.all([refundRateLimit(toKey(key)), resetRateLimit(toRowKey(key))])
}

/** Takes a try of an account's password, and gives null; or the seconds until there is one again. Whether there is such an account does not matter. */
export async function takeTry(email: string, cookies: string): Promise<number | null> {
  return takeUnder(nameTries(email, cookies))
}

/** The password was right: that try does not count, and no row of wrong ones goes on. */
export async function giveTryBack(email: string, cookies: string): Promise<void> {
  await giveBackUnder(nameTries(email, cookies))
}

/** Takes a try back whose password was not checked. Unlike `giveTryBack`, it does not end a row of wrong ones. */
export async function refundTry(email: string, cookies: string): Promise<void> {
  const key = nameTries(email, cookies)
  await Promise.all([refundRateLimit(toKey(key)), refundRateLimit(toRowKey(key))])
}

/** Its reader got into the account, in whatever way: no row of wrong tries goes on. */
export async function endRowOfTries(email: string): Promise<void> {
  await resetRateLimit(toRowKey({ name: 'tries', of: email }))
}

/** A new password was set by mail: tries of it start anew from everywhere. */
export async function forgetTries(email: string): Promise<void> {
  await Promise.all([resetRateLimit(toKey({ name: 'tries', of: email })), endRowOfTries(email)])
}

/** Whose codes of a second factor are tried; by then their password is known, so these are counted apart from it. */
interface Asked {
  id: string
  email: string
}

function nameCodeTries({ id, email }: Asked, cookies: string): Key {
  const browser = findKnownBrowser(email, cookies)
  return browser ? { name: 'codes-known', of: `${browser} ${id}` } : { name: 'codes', of: id }
}

/** As `takeTry`, of a code: as many wrong ones are looked at as wrong passwords. A new password by mail gives none back, for a code is what guards against that. */
export async function takeCodeTry(asked: Asked, cookies: string): Promise<number | null> {
  return takeUnder(nameCodeTries(asked, cookies))
}

/** The code was right: that try does not count, and no row of wrong ones goes on, wherever they came from. */
export async function giveCodeTryBack(asked: Asked, cookies: string): Promise<void> {
  await Promise.all([
    giveBackUnder(nameCodeTries(asked, cookies)),
    resetRateLimit(toRowKey({ name: 'codes', of: asked.id })),
  ])
}

/** Longer than any code of an app is good: one step of thirty seconds, and those beside it. */
const onceInATime: Limit = { max: 1, window: 120 }

/** Takes a code of an app as used, and says whether it was not before: each works once. */
export async function useCode(reader: string, code: string): Promise<boolean> {
  return (await consumeRateLimit(toKey({ name: 'used-code', of: `${reader} ${code}` }), onceInATime)) === null
}
