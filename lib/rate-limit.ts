import 'server-only'
import { createHmac } from 'node:crypto'
import { getDatabase, Prisma, type Database } from './db'
import { readEnv, readSecret } from './env'

/** At most `max` hits in any span of `window` seconds. */
export interface Limit {
  max: number
  window: number
}

// A row holds the times of its last `max` hits, oldest first, each as 13 digits of Unix milliseconds, so that the
// window slides exactly. Times never decrease within a row. `ahead` is their lead over this machine's clock, more
// than zero only after a clock was set back; from then on both advance together.
const digits = 13

const lastHit = Prisma.sql`CAST('0' || substr("rate_limit"."hits", length("rate_limit"."hits") - ${digits - 1}, ${digits}) AS BIGINT)`

/**
 * Counts one hit under a key. Returns null if the limit allows it, otherwise the whole seconds until it would.
 * One statement decides, so of simultaneous hits from any number of processes at most `max` are allowed, and no span
 * of `window` seconds ever holds more. If the clocks of several servers differ, the span may be shorter by up to
 * `max` times the difference. Hits dated in the future by a clock that was ahead count as now, so the delay never
 * exceeds one window. Setting a clock back allows no extra hits.
 */
export async function consumeRateLimit(
  key: string,
  { max, window }: Limit,
  database: Database = getDatabase(),
): Promise<number | null> {
  const [stored, now, span] = [toStoredKey(key), BigInt(Date.now()), BigInt(Math.round(window * 1000))]
  const time = Prisma.sql`CASE WHEN ${lastHit} > ${now} + "rate_limit"."ahead" THEN ${lastHit} ELSE ${now} + "rate_limit"."ahead" END`
  const allowed =
    await database.$executeRaw`INSERT INTO "rate_limit" ("key", "hits", "ahead", "expiresAt") VALUES (${stored}, ${toDigits(now)}, 0, ${now + span})
    ON CONFLICT ("key") DO UPDATE SET
      "hits" = substr("rate_limit"."hits", CASE WHEN length("rate_limit"."hits") < ${max * digits} THEN 1 ELSE length("rate_limit"."hits") - ${(max - 1) * digits - 1} END) || CAST(${time} AS TEXT),
      "ahead" = ${time} - ${now},
      "expiresAt" = ${now + span}
    WHERE length("rate_limit"."hits") < ${max * digits}
      OR CAST(substr("rate_limit"."hits", length("rate_limit"."hits") - ${max * digits - 1}, ${digits}) AS BIGINT) <= ${time} - ${span}`
  if (allowed) return null
  // The clock was set back since the last hit. Time continues from there, although nothing is counted.
  await database.$executeRaw`UPDATE "rate_limit" SET "ahead" = ${lastHit} - ${now}, "expiresAt" = ${now + span} WHERE "key" = ${stored} AND ${lastHit} > ${now} + "ahead"`
  const row = await database.rateLimit.findUnique({ where: { key: stored }, select: { hits: true, ahead: true } })
  const oldest = BigInt(row?.hits.slice(-max * digits).slice(0, digits) || 0)
  return Math.max(1, Math.ceil(Number(oldest + span - now - (row?.ahead ?? 0n)) / 1000))
}

/** Removes the latest hit under a key, which should not have counted. */
export async function refundRateLimit(key: string, database: Database = getDatabase()): Promise<void> {
  await database.$executeRaw`UPDATE "rate_limit" SET "hits" = substr("hits", 1, length("hits") - ${digits}) WHERE "key" = ${toStoredKey(key)} AND "hits" <> ''`
}

/** Removes all hits under a key. */
export async function resetRateLimit(key: string, database: Database = getDatabase()): Promise<void> {
  await database.rateLimit.deleteMany({ where: { key: toStoredKey(key) } })
}

/** The longest window of any limit, in seconds. */
export const longestWindow = 30 * 24 * 60 * 60

/** Removes rows without hits that still count. Returns how many. */
export async function removeExpiredRateLimits(database: Database = getDatabase()): Promise<number> {
  return (await database.rateLimit.deleteMany({ where: { expiresAt: { lt: Date.now() } } })).count
}

/**
 * Returns the stored form of a key: the name of the limit before its first colon, and a keyed hash of the whole, so
 * that a copy of the database does not reveal network addresses or accounts.
 */
export function toStoredKey(key: string): string {
  const [name = ''] = /^[a-z-]+(?=:)/.exec(key) ?? []
  return `${name}:${createHmac('sha256', readSecret(readEnv())).update(`rate-limit:${key}`).digest('base64url')}`
}

function toDigits(time: bigint): string {
  return time.toString().padStart(digits, '0')
}
