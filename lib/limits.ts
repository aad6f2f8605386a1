import 'server-only'
import { createHmac } from 'node:crypto'
import { getDatabase, Prisma, type Database } from './db'
import { readEnv, readSecret } from './env'

/** At most `max` hits in any span of `window` seconds. */
export interface Limit {
  max: number
  window: number
}

// A row keeps the times of its last `max` hits, oldest first, each as 13 digits of Unix milliseconds: a full log,
// so that the window slides exactly. Times never run backwards within a row. `ahead` says how far they lead this
// machine's clock, which is more than zero only after a clock was set back; from then on they advance together.
const digits = 13

const lastHit = Prisma.sql`CAST('0' || substr("rate_limit"."hits", length("rate_limit"."hits") - ${digits - 1}, ${digits}) AS BIGINT)`

/**
 * Counts one hit under a key. Returns null where the limit allows it, else the whole seconds until it would.
 * One statement decides, so of any number of hits at once, from any number of processes, at most `max` are
 * allowed, and no span of `window` seconds ever holds more. Where clocks of several servers differ, it may be
 * shorter by up to `max` times the difference. Hits that a clock ahead dated in the future count as now, so they
 * delay nobody for more than one window; a clock that is set back frees nothing.
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
  // The clock was set back since the last hit. Time goes on from there, although nothing is counted.
  await database.$executeRaw`UPDATE "rate_limit" SET "ahead" = ${lastHit} - ${now}, "expiresAt" = ${now + span} WHERE "key" = ${stored} AND ${lastHit} > ${now} + "ahead"`
  const row = await database.rateLimit.findUnique({ where: { key: stored }, select: { hits: true, ahead: true } })
  const oldest = BigInt(row?.hits.slice(-max * digits).slice(0, digits) || 0)
  return Math.max(1, Math.ceil(Number(oldest + span - now - (row?.ahead ?? 0n)) / 1000))
}

/** Takes the latest hit under a key back, which turned out not to count. */
export async function refundRateLimit(key: string, database: Database = getDatabase()): Promise<void> {
  await database.$executeRaw`UPDATE "rate_limit" SET "hits" = substr("hits", 1, length("hits") - ${digits}) WHERE "key" = ${toStoredKey(key)} AND "hits" <> ''`
}

/** Forgets all hits under a key. */
export async function resetRateLimit(key: string, database: Database = getDatabase()): Promise<void> {
  await database.rateLimit.deleteMany({ where: { key: toStoredKey(key) } })
}

/** The longest window of any limit, in seconds. */
export const longestWindow = 30 * 24 * 60 * 60

/** Removes the rows whose hits no limit counts any more. Returns how many. */
export async function removeExpiredRateLimits(database: Database = getDatabase()): Promise<number> {
  return (await database.rateLimit.deleteMany({ where: { expiresAt: { lt: Date.now() } } })).count
}

/**
 * The key as it is kept: the word before its first colon, which names the limit, and a keyed hash of the whole.
 * A copy of the database must not say which network addresses or accounts were counted.
 */
export function toStoredKey(key: string): string {
  const [name = ''] = /^[a-z-]+(?=:)/.exec(key) ?? []
  return `${name}:${createHmac('sha256', readSecret(readEnv())).update(`rate-limit:${key}`).digest('base64url')}`
}

function toDigits(time: bigint): string {
  return time.toString().padStart(digits, '0')
}
