import 'server-only'
import { readEnv } from '../env'
import { consumeRateLimit, longestWindow, refundRateLimit, resetRateLimit, type Limit } from '../rate-limit'
import { findDevice } from './device-cookie'

/** Most wrong passwords per account, from all addresses together. */
const perAccount: Limit = { max: 10, window: 15 * 60 }

/**
 * Most wrong passwords in a row; a sign-in or a password reset starts the count again. Within 30 days, or within one
 * day if the portal can't mail a reset link.
 */
const consecutive = (): Limit => ({ max: 100, window: readEnv().mail ? longestWindow : 24 * 60 * 60 })

/** The name and subject of a limit. The limits store its hash. */
interface Key {
  name: string
  of: string
}

const toKey = ({ name, of }: Key) => `${name}:${of.trim().toLowerCase()}`
const toConsecutiveKey = ({ name, of }: Key) => toKey({ name: `${name}-row`, of })

/**
 * Returns the key that counts attempts at a password. A device the reader has signed in on has a separate count, so
 * that no attacker can lock the reader out from elsewhere.
 */
function getAttemptKey(email: string, cookies: string): Key {
  const browser = findDevice(email, cookies)
  return browser ? { name: 'tries-known', of: `${browser} ${email}` } : { name: 'tries', of: email }
}

async function consume(key: Key): Promise<number | null> {
  return (
    (await consumeRateLimit(toKey(key), perAccount)) ?? (await consumeRateLimit(toConsecutiveKey(key), consecutive()))
  )
}

async function refund(key: Key): Promise<void> {
  await Promise.all([refundRateLimit(toKey(key)), resetRateLimit(toConsecutiveKey(key))])
}

/** Counts an attempt at an account's password. Returns null, or the seconds to wait. Unknown accounts are limited alike. */
export async function consumeAttempt(email: string, cookies: string): Promise<number | null> {
  return consume(getAttemptKey(email, cookies))
}

/** After a right password: refunds the attempt and resets the consecutive count. */
export async function refundAttempt(email: string, cookies: string): Promise<void> {
  await refund(getAttemptKey(email, cookies))
}

/** Refunds an attempt whose password was not checked. Unlike `refundAttempt`, keeps the consecutive count. */
export async function refundUncheckedAttempt(email: string, cookies: string): Promise<void> {
  const key = getAttemptKey(email, cookies)
  await Promise.all([refundRateLimit(toKey(key)), refundRateLimit(toConsecutiveKey(key))])
}

/** Resets the consecutive count after a reader signs in by any way. */
export async function resetConsecutiveAttempts(email: string): Promise<void> {
  await resetRateLimit(toConsecutiveKey({ name: 'tries', of: email }))
}

/** Resets all password attempts after a reset by mail. */
export async function resetAttempts(email: string): Promise<void> {
  await Promise.all([resetRateLimit(toKey({ name: 'tries', of: email })), resetConsecutiveAttempts(email)])
}

/** The reader whose two-factor codes are counted. Their password is known by then, so the counts are separate. */
interface CodeOwner {
  id: string
  email: string
}

function getCodeAttemptKey({ id, email }: CodeOwner, cookies: string): Key {
  const browser = findDevice(email, cookies)
  return browser ? { name: 'codes-known', of: `${browser} ${id}` } : { name: 'codes', of: id }
}

/**
 * Counts an attempt at a code like `consumeAttempt`. A password reset keeps this count, since the code protects
 * against a stolen mailbox.
 */
export async function consumeCodeAttempt(owner: CodeOwner, cookies: string): Promise<number | null> {
  return consume(getCodeAttemptKey(owner, cookies))
}

/** After a right code: refunds the attempt and resets the consecutive counts. */
export async function refundCodeAttempt(owner: CodeOwner, cookies: string): Promise<void> {
  await Promise.all([
    refund(getCodeAttemptKey(owner, cookies)),
    resetRateLimit(toConsecutiveKey({ name: 'codes', of: owner.id })),
  ])
}

/** Longer than a code is valid: its 30-second step, and the one before and after. */
const once: Limit = { max: 1, window: 120 }

/** Marks an authenticator code as used. Returns false if it was used before. */
export async function useCode(reader: string, code: string): Promise<boolean> {
  return (await consumeRateLimit(toKey({ name: 'used-code', of: `${reader} ${code}` }), once)) === null
}
