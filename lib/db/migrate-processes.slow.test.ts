import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, providers, queryDatabase } from '@/scripts/testing/databases'
import { runTogether, startProcess, type TestProcess } from '@/scripts/testing/processes'
import type { Env } from '../env'
import { migrate } from './migrate'

// Migrations by concurrent processes, and by a process that is killed.

let folder: string
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lectern-migrate-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each(providers)('migrations on %s', (provider) => {
  let database: Env['database']
  let remove: () => void
  beforeEach(async () => ({ database, remove } = await createTestDatabase(provider)))
  afterEach(() => remove())

  const ours = readdirSync(`prisma/${provider}/migrations`).filter((name) => /^\d/.test(name))
  const query = (sql: string) => queryDatabase(database, sql)

  it('R15: are applied once by five concurrent processes', async () => {
    const script = `import { migrate } from './lib/db/migrate.ts'\nconst work = (database) => migrate(database)`
    const applied = await runTogether<string[]>(5, script, database)
    expect(applied.flat()).toEqual(ours)
    expect(await query('SELECT * FROM _prisma_migrations')).toHaveLength(ours.length)
    // Five processes compile TypeScript, which takes long on a busy machine.
  }, 90_000)

  it('R15: that are killed leave no trace, and the next start applies them', async () => {
    const endless = {
      sqlite:
        'WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted) INSERT INTO half SELECT n FROM counted;',
      // The server notices only later that the client is gone.
      postgresql: 'INSERT INTO half VALUES (1); SELECT pg_sleep(2);',
    }
    const folderOf = (name: string) => path.join(folder, provider, 'migrations', name)
    cpSync(`prisma/${provider}/migrations`, folderOf('.'), { recursive: true })
    mkdirSync(folderOf('20990101000000_endless'))
    writeFileSync(
      path.join(folderOf('20990101000000_endless'), 'migration.sql'),
      `CREATE TABLE half (n INTEGER);\n${endless[provider]}`,
    )
    const killed = await startProcess(
      `import { migrate } from './lib/db/migrate.ts'\nconst work = ({ database, prisma }) => migrate(database, prisma)`,
    )
    const ended = killed.call({ database, prisma: folder }).catch(() => 'killed')
    const isAtIt = async () =>
      provider === 'postgresql'
        ? (
            await query(
              `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep(2)%' AND pid <> pg_backend_pid()`,
            )
          ).length > 0
        : await query('BEGIN IMMEDIATE').then(
            () => false,
            (error: Error) => error.message.includes('locked'),
          )
    while (!(await isAtIt())) continue
    await killed.end()
    expect(await ended).toBe('killed')
    expect(await migrate(database)).toEqual(ours)
    await expect(query('SELECT * FROM half')).rejects.toThrow('half')
  }, 60_000)
})

describe('the SQLite file', () => {
  it('is reported as in use while another process has it open, and can be locked otherwise', async () => {
    const database = { provider: 'sqlite' as const, url: `file:${path.join(folder, 'lectern.db')}` }
    await runTogether(
      1,
      `import { migrate } from './lib/db/migrate.ts'\nconst work = (database) => migrate(database)`,
      database,
    )
    // One process each: a refused one may hold the file until its statements are collected.
    const [asks, asksAgain] = (await Promise.all(
      [1, 2].map(() =>
        startProcess(`import { countOthers, lock } from './lib/db/connection.ts'
      async function work(database) {
        const others = await countOthers(database)
        const began = performance.now()
        if (!others) (await lock(database)).close()
        return { others, took: performance.now() - began }
      }`),
      ),
    )) as [TestProcess, TestProcess]
    const other = await startProcess(`import { createClient } from '@libsql/client'
      const clients = []
      async function work({ url }) {
        clients.push(createClient({ url }))
        return (await clients[0].execute('SELECT count(*) AS n FROM mark')).rows.length
      }`)
    try {
      await other.call(database)
      expect(await asks.call(database)).toMatchObject({ others: 1 })
      await Promise.all([asks.end(), other.end()])
      const { others, took } = await asksAgain.call<{ others: number; took: number }>(database)
      expect(others).toBe(0)
      expect(took).toBeLessThan(2000)
      expect(await queryDatabase(database, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    } finally {
      await Promise.all([asks, asksAgain, other].map((each) => each.end()))
    }
  }, 60_000)
})
