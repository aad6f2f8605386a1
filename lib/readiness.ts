import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseUnavailable, getDatabase, readMigrations, type Database } from './db'
import { readEnv, type Env } from './env'
import { readFreeBytes } from './free-bytes'
import { onceAProcess } from './once-a-process'

/** The reason why the database can't be used; `disk`: its disk is nearly full, so that writes will soon fail. */
export type Unready = 'database' | 'wal' | 'migrations' | 'disk'

/** The longest time for a check, in milliseconds. */
const patience = 2500

const shared = onceAProcess('readiness', (): { asking?: Promise<Unready | null> } => ({}))

/**
 * Returns the reason why the database can't be used; null if it can. Simultaneous requests share one check, so that
 * frequent probes cost the database little.
 */
export function findUnready(
  database: Database = getDatabase(),
  env: Env['database'] = readEnv().database,
  lowDisk = readEnv().lowDisk,
): Promise<Unready | null> {
  shared.asking ??= Promise.race([
    check(database, env, lowDisk),
    wait(patience, 'database' as const, { ref: false }),
  ]).finally(() => (shared.asking = undefined))
  return shared.asking
}

async function check(database: Database, { provider, url }: Env['database'], lowDisk: number): Promise<Unready | null> {
  const file = decodeURIComponent(url.slice('file:'.length))
  // An open file can be written long after it was moved away, but the data is lost.
  if (provider === 'sqlite' && !existsSync(file)) return 'database'
  // PostgreSQL's disk is on another machine, and monitored there.
  if (provider === 'sqlite' && (await readFreeBytes(path.dirname(file))) < lowDisk) return 'disk'
  let applied: { migration_name: string }[]
  try {
    await database.$queryRaw`SELECT 1`
    if (provider === 'sqlite' && (await readJournalMode(database)) !== 'wal') return 'wal'
    applied =
      await database.$queryRaw`SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
  } catch (error) {
    // The migrations table may be missing.
    return error instanceof DatabaseUnavailable ? 'database' : 'migrations'
  }
  const names = new Set(applied.map(({ migration_name }) => migration_name))
  // The migrations of this process's version: a newer version may already be installed.
  const wanted = onceAProcess(`migrations for ${provider}`, () => readMigrations(provider).map(({ name }) => name))
  return wanted.every((name) => names.has(name)) ? null : 'migrations'
}

async function readJournalMode(database: Database): Promise<string | undefined> {
  return (await database.$queryRaw<{ journal_mode: string }[]>`PRAGMA journal_mode`)[0]?.journal_mode
}
