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

/** The kinds of database; tests that use one run on each. */
export const providers = ['sqlite', 'postgresql'] as const

/**
 * Creates a real database for one test: empty, or a copy of the one at `copyOf`, to which nothing may be connected.
 * Call `remove` after closing all connections.
 */
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

/** Addresses of a migrated database of each kind, created once per process and copied for each test. */
const templates = onceAProcess('test templates', () => new Map<string, Promise<string>>())

/** Creates a database with all tables, as a copy of one that this process has migrated. */
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

/** Removes the statement timeouts of a database, for tests on machines that pause. SQLite only waits for locks. */
export function withoutHaste({ provider, url }: Env['database']): Env['database'] {
  if (provider === 'sqlite') return { provider, url }
  const patient = new URL(url)
  // node-postgres prefers options in the address to separate ones.
  for (const limit of ['statement_timeout', 'query_timeout']) patient.searchParams.set(limit, '30000')
  return { provider, url: patient.href }
}

/** Runs one statement on a separate connection and returns its rows. */
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
