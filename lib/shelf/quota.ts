import 'server-only'
import { getDatabase, type Database } from '../db'
import { readEnv, type Env } from '../env'

/** How much of a kind of reader's is stored. */
export interface Quota {
  /** Rows of `mark`, also those in which everything was taken back. */
  marks: number
  /** Of all notes together, in UTF-8. */
  noteBytes: number
}

/** Tells the database how much a guest and an account may store. Its triggers refuse what is more, in the very statement that stores it. */
export async function recordQuotas(
  quotas: Env['quotas'] = readEnv().quotas,
  database: Database = getDatabase(),
): Promise<void> {
  for (const kind of ['guest', 'account'] as const)
    await database.shelfQuota.upsert({ where: { kind }, create: { kind, ...quotas[kind] }, update: quotas[kind] })
}
