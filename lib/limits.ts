import 'server-only'
import { randomUUID } from 'node:crypto'
import { getDatabase, type Database } from './db'

/** At most so many turns, until nobody took one for that many seconds. */
export interface Limit {
  max: number
  window: number
}

/**
 * Takes one of the turns that a limit leaves for a key, and gives null; or, where none is left, the seconds
 * until there is. One statement decides, so that of any number at once, on any number of servers, no more
 * than `max` get a turn; and no span of that length ever holds more.
 */
export async function takeTurn(key: string, { max, window }: Limit, database: Database = getDatabase()): Promise<number | null> {
  const now = BigInt(Date.now())
  const since = now - BigInt(window * 1000)
  const taken = await database.$executeRaw`INSERT INTO "rate_limit" ("id", "key", "count", "lastRequest") VALUES (${randomUUID()}, ${key}, 1, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN "rate_limit"."lastRequest" <= ${since} THEN 1 ELSE "rate_limit"."count" + 1 END,
      "lastRequest" = CASE WHEN "rate_limit"."lastRequest" > ${now} THEN "rate_limit"."lastRequest" ELSE ${now} END
    WHERE "rate_limit"."lastRequest" <= ${since} OR "rate_limit"."count" < ${max}`
  if (taken) return null
  const row = await database.rateLimit.findUnique({ where: { key }, select: { lastRequest: true } })
  return Math.max(1, Math.ceil(Number((row?.lastRequest ?? since) - since) / 1000))
}

/** Gives a turn back that was not one after all. */
export async function giveTurnBack(key: string, database: Database = getDatabase()): Promise<void> {
  await database.rateLimit.updateMany({ where: { key, count: { gt: 0 } }, data: { count: { decrement: 1 } } })
}

/** Forgets all turns that were taken under a key. */
export async function forgetTurns(key: string, database: Database = getDatabase()): Promise<void> {
  await database.rateLimit.deleteMany({ where: { key } })
}

/** No limit looks back any further, in seconds. */
export const longestWindow = 30 * 24 * 60 * 60

/** Removes what no limit looks at any more. */
export async function removeOldTurns(database: Database = getDatabase()): Promise<number> {
  return (await database.rateLimit.deleteMany({ where: { lastRequest: { lt: Date.now() - longestWindow * 1000 } } })).count
}
