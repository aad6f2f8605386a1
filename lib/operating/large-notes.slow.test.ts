import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, providers, withoutHaste } from '@/scripts/testing/databases'
import { applyMissing, connect, lock, migrate, openSnapshot, readMigrations, type Database } from '../db'
import type { Env } from '../env'
import { moveDatabase, readBackup, restoreBackup, writeBackup } from './index'

let folder: string
const closing: (() => unknown)[] = []
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lectern-large-'))))
afterEach(() => {
  for (const close of closing.splice(0)) close()
  rmSync(folder, { recursive: true, force: true })
})

/** Creates an empty database, deleted after the test. */
async function create(provider: (typeof providers)[number]): Promise<Env['database']> {
  const { database, remove } = await createTestDatabase(provider)
  closing.push(remove)
  return database
}

/** Runs a function with an open database. */
async function withDatabase<T>(address: Env['database'], work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(withoutHaste(address))
  try {
    return await work(database)
  } finally {
    await database.$disconnect()
  }
}

describe.each(providers)('notes of any size in a backup of %s', (provider) => {
  it.each(providers)(
    'are copied whole to %s, with few in memory at a time',
    async (other) => {
      const [from, to, moved] = [await create(provider), await create(other), await create(other)]
      // Simulates a portal from before notes were bounded.
      const older = await lock(from)
      await applyMissing(
        older,
        readMigrations(provider).filter(({ name }) => name < '20261129'),
      )
      const now = provider === 'sqlite' ? `'2026-01-02T03:04:05.250+00:00'` : `'2026-01-02 03:04:05.250'`
      await older.query(
        `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('z', 'Zoe', 'zoe@example.org', ${now})`,
      )
      const [note, mark] = [
        provider === 'sqlite' ? '?' : '$1',
        `INSERT INTO "mark" ("userId", "resourceId", "noteAt", "changedAt", "note")`,
      ]
      await older.query(`${mark} VALUES ('z', 'huge', ${now}, ${now}, ${note})`, ['é字👩x'.repeat(2_000_000)])
      for (let index = 0; index < 3; index++)
        await older.query(`${mark} VALUES ('z', 'large${index}', ${now}, ${now}, ${note})`, [
          `${index} `.repeat(600_000),
        ])
      await older.commit()
      await older.close()

      const read = async (address: Env['database']) => {
        const connection = await openSnapshot(address)
        const rows = await connection.query(
          `SELECT "resourceId", length("note") AS size, substr("note", 1, 20) AS start FROM "mark" ORDER BY "resourceId"`,
        )
        await connection.close()
        return rows.map((row) => Object.values(row).map(String))
      }
      const before = await read(from)
      expect(before[0]).toEqual(['huge', '8000000', 'é字👩xé字👩xé字👩xé字👩xé字👩x'])
      const { file } = await writeBackup({ database: from, dataDir: folder }, path.join(folder, 'backup.gz'), '0.1.0')
      for await (const { rows } of (await readBackup(file)).rows())
        expect(rows.length === 1 || rows.flat().join('').length < 8_000_000).toBe(true)
      await restoreBackup(to, file)
      expect(await read(to)).toEqual(before)

      // Large notes survive the migration, and a new backup that is restored under today's bounds.
      const again = await writeBackup({ database: to, dataDir: folder }, path.join(folder, 'again.gz'), '0.1.0')
      await migrate(from)
      expect(await read(from)).toEqual(before)
      await restoreBackup(to, again.file, { replace: true, besideOthers: true })
      expect(await read(to)).toEqual(before)
      await moveDatabase(from, moved, '0.1.0', { rehearsal: true })
      const bytes = before.reduce((sum, [id, size]) => sum + (id === 'huge' ? 20_000_000 : Number(size)), 0)
      expect(await withDatabase(to, (client) => client.shelfUsage.findMany())).toEqual([
        { userId: 'z', marks: 4, noteBytes: BigInt(bytes) },
      ])
      await expect(
        withDatabase(to, (client) =>
          client.mark.create({
            data: { userId: 'z', resourceId: 'new', note: 'x'.repeat(20_001), changedAt: new Date(0) },
          }),
        ),
      ).rejects.toThrow()
    },
    120_000,
  )
})
