import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import pg from 'pg'
import { migrate } from '../../lib/db/migrate'
import type { Env } from '../../lib/env'
import { onceAProcess } from '../../lib/once-a-process'
import { createDatabase } from './postgres'

/** Both kinds of database. Tests of marks and of `lib` run on each. */
export const providers = ['sqlite', 'postgresql'] as const

/** The databases for tests of accounts and of whole portals: SQLite in `npm test`, both in `npm run test:assurance`. */
export const sampledProviders = process.env.SLOW ? providers : (['sqlite'] as const)

/** A database of that kind, real and its test's own: empty, or a copy of the one at that address, which nobody has open. `remove` after closing every connection to it. */
export async function createTestDatabase(
  provider: (typeof providers)[number],
  copyOf?: string,
): Promise<{ database: Env['database']; remove: () => void }> {
  if (provider === 'postgresql') {
    const server = process.env.TEST_DATABASE_URL
    if (!server) throw new Error('TEST_DATABASE_URL is set by the global set-up of the tests.')
    return {
      database: { provider, url: await createDatabase(server, `test_${randomUUID()}`, copyOf) },
      remove: () => {},
    }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-sqlite-'))
  if (copyOf) copyFileSync(copyOf.replace(/^file:/, ''), path.join(folder, 'test.db'))
  return {
    database: { provider, url: `file:${path.join(folder, 'test.db')}` },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The address of a migrated database of each kind, made once a process for others to be copied from. */
const templates = onceAProcess('test templates', () => new Map<string, Promise<string>>())

/** Makes such a database with all tables, by a copy of one that this process migrated before. */
export async function createMigratedDatabase(
  provider: (typeof providers)[number],
): ReturnType<typeof createTestDatabase> {
  const template =
    templates.get(provider) ??
    createTestDatabase(provider).then(async ({ database, remove }) => {
      process.once('exit', remove)
      await migrate(database)
      return database.url
    })
  templates.set(provider, template)
  return createTestDatabase(provider, await template)
}

/**
 * The same database, whose statements are waited for as long as they take on a machine that stands still now and
 * then. For tests whose subject is not how long that may be; SQLite has a lock to wait for, and no server.
 */
export function withoutHaste({ provider, url }: Env['database']): Env['database'] {
  if (provider === 'sqlite') return { provider, url }
  const patient = new URL(url)
  // node-postgres prefers what an address says to what it is told.
  for (const limit of ['statement_timeout', 'query_timeout']) patient.searchParams.set(limit, '30000')
  return { provider, url: patient.href }
}

/** Runs one statement on a connection of its own; returns its rows. */
export async function queryDatabase(
  { provider, url }: Env['database'],
  sql: string,
): Promise<Record<string, unknown>[]> {
  if (provider === 'sqlite') {
    const client = createClient({ url })
    try {
      const { rows, columns } = await client.execute(sql)
      return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))
    } finally {
      client.close()
    }
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
