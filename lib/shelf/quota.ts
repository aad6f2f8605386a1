import 'server-only'
import { getDatabase, type Database } from '../db'
import { readEnv, type Env } from '../env'

/** The storage limits of a guest or an account. */
export interface Quota {
  /** Rows of `mark`, including those whose fields were all removed. */
  marks: number
  /** Of all notes together, in UTF-8. */
  noteBytes: number
}

/** Stores the limits of guests and accounts in the database, whose triggers refuse statements beyond them. */
export async function recordQuotas(
  quotas: Env['quotas'] = readEnv().quotas,
  database: Database = getDatabase(),
): Promise<void> {
  for (const kind of ['guest', 'account'] as const)
    await database.shelfQuota.upsert({ where: { kind }, create: { kind, ...quotas[kind] }, update: quotas[kind] })
}
