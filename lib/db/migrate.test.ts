import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, providers, queryDatabase } from '@/scripts/testing/databases'
import { startProcess } from '@/scripts/testing/processes'
import { UserFacingError, type Env } from '../env'
import { lock } from './connection'
import { migrate } from './migrate'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each(providers)('migrations on %s', (provider) => {
  let database: Env['database']
  let remove: () => void
  beforeEach(async () => ({ database, remove } = await createTestDatabase(provider)))
  afterEach(() => remove())

  const ours = readdirSync(`prisma/${provider}/migrations`).filter((name) => /^\d/.test(name))
  const fileOf = (name: string, root = folder) => path.join(root, provider, 'migrations', name, 'migration.sql')
  const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
  const query = (sql: string) => queryDatabase(database, sql)
  const readTable = () => query('SELECT * FROM _prisma_migrations ORDER BY migration_name')

  /** Copies our migrations into a folder, with more after them. */
  function copyMigrations(more: Record<string, string> = {}): string {
    cpSync(`prisma/${provider}/migrations`, path.join(folder, provider, 'migrations'), { recursive: true })
    for (const [name, sql] of Object.entries(more)) {
      mkdirSync(path.dirname(fileOf(name)), { recursive: true })
      writeFileSync(fileOf(name), sql)
    }
    return folder
  }

  it('R15: are applied once, and a second run applies nothing', async () => {
    expect(await migrate(database)).toEqual(ours)
    const before = await readTable()
    expect(await migrate(database)).toEqual([])
    expect(await readTable()).toEqual(before)
    expect(before).toHaveLength(ours.length)
  })

  it('are recorded as by Prisma', async () => {
    const began = Date.now()
    await migrate(database)
    const rows = await readTable()
    expect(rows.map((row) => row.migration_name)).toEqual(ours)
    for (const row of rows) {
      expect(Object.keys(row)).toEqual([
        'id',
        'checksum',
        'finished_at',
        'migration_name',
        'logs',
        'rolled_back_at',
        'started_at',
        'applied_steps_count',
      ])
      expect(row).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        checksum: sha256(fileOf(String(row.migration_name), 'prisma')),
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
      })
      for (const time of [row.started_at, row.finished_at]) {
        const at = time instanceof Date ? time.getTime() : Number(time)
        expect(at).toBeGreaterThan(began - 2000)
        expect(at).toBeLessThan(Date.now() + 2000)
      }
    }
  })

  it('are applied once by five concurrent calls', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database)))
    expect(applied.flat()).toEqual(ours)
    expect(await readTable()).toHaveLength(ours.length)
  })

  it('keep existing rows, and add what is new', async () => {
    await migrate(database)
    await query(
      `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('u', 'Reader', 'u@example.org', '2026-01-02')`,
    )
    await query(`INSERT INTO mark ("userId", "resourceId", "changedAt") VALUES ('u', 'one', '2026-01-02')`)
    const before = [await query('SELECT * FROM "user"'), await query('SELECT * FROM mark')]

    expect(
      await migrate(
        database,
        copyMigrations({ '20990101000000_next': "CREATE TABLE later (id TEXT);\nINSERT INTO later VALUES ('x');" }),
      ),
    ).toEqual(['20990101000000_next'])
    expect([await query('SELECT * FROM "user"'), await query('SELECT * FROM mark')]).toEqual(before)
    expect(await query('SELECT * FROM later')).toEqual([{ id: 'x' }])
  })

  it('can rebuild a table without losing rows that refer to it', async () => {
    await migrate(database)
    await query(
      `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('u', 'Reader', 'u@example.org', '2026-01-02')`,
    )
    await query(`INSERT INTO mark ("userId", "resourceId", "changedAt") VALUES ('u', 'one', '2026-01-02')`)
    const rebuild = {
      sqlite: `PRAGMA foreign_keys=OFF;
        CREATE TABLE new_user AS SELECT * FROM "user";
        DROP TABLE "user";
        ALTER TABLE new_user RENAME TO "user";
        PRAGMA foreign_keys=ON;`,
      postgresql: 'ALTER TABLE "user" ADD COLUMN motto TEXT;',
    }
    await migrate(database, copyMigrations({ '20990101000000_rebuild': rebuild[provider] }))
    expect(await query('SELECT "userId", "resourceId" FROM mark')).toEqual([{ userId: 'u', resourceId: 'one' }])
  })

  it('keep the marks of the former tables, with their times', async () => {
    const prisma = copyMigrations()
    for (const later of ours.slice(1)) rmSync(path.dirname(fileOf(later)), { recursive: true })
    await migrate(database, prisma)
    const time = (day: number) =>
      provider === 'sqlite' ? `2026-01-0${day}T10:00:00.250+00:00` : `2026-01-0${day} 10:00:00.25`
    await query(
      `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('u', 'Reader', 'u@example.org', '2026-01-02'), ('v', 'Other', 'v@example.org', '2026-01-02')`,
    )
    await query(`INSERT INTO bookmark ("userId", "resourceId", note, "createdAt", "updatedAt") VALUES
      ('u', 'both', 'mine', '${time(1)}', '${time(3)}'), ('u', 'ribbon', NULL, '${time(2)}', '${time(2)}'), ('v', 'both', NULL, '${time(5)}', '${time(5)}')`)
    await query(`INSERT INTO reading_progress ("userId", "resourceId", progress, percent, "createdAt", "updatedAt") VALUES
      ('u', 'both', 'reading', 40, '${time(1)}', '${time(2)}'), ('u', 'read', 'done', NULL, '${time(1)}', '${time(4)}'), ('v', 'both', 'skipped', NULL, '${time(1)}', '${time(6)}')`)

    expect(await migrate(database)).toEqual(ours.slice(1))

    // Times on SQLite as Prisma writes them, since it compares them as text.
    const spelt = (column: string) =>
      provider === 'sqlite' ? `"${column}"` : `to_char("${column}", 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')`
    const times = ['bookmarkedAt', 'progressAt', 'noteAt', 'changedAt'].map(
      (column) => `${spelt(column)} AS "${column}"`,
    )
    const marks = await query(
      `SELECT "userId", "resourceId", CAST(bookmarked AS INTEGER) AS bookmarked, progress, percent, note, ${times.join(', ')} FROM mark ORDER BY "userId", "resourceId"`,
    )
    const at = (day: number) => `2026-01-0${day}T10:00:00.250+00:00`
    const none = {
      bookmarked: 0,
      bookmarkedAt: null,
      progress: 'to-read',
      percent: null,
      progressAt: null,
      note: null,
      noteAt: null,
    }
    expect(marks).toEqual([
      {
        userId: 'u',
        resourceId: 'both',
        bookmarked: 1,
        bookmarkedAt: at(1),
        progress: 'reading',
        percent: 40,
        progressAt: at(2),
        note: 'mine',
        noteAt: at(3),
        changedAt: at(3),
      },
      { ...none, userId: 'u', resourceId: 'read', progress: 'done', progressAt: at(4), changedAt: at(4) },
      { ...none, userId: 'u', resourceId: 'ribbon', bookmarked: 1, bookmarkedAt: at(2), changedAt: at(2) },
      {
        ...none,
        userId: 'v',
        resourceId: 'both',
        bookmarked: 1,
        bookmarkedAt: at(5),
        progress: 'skipped',
        progressAt: at(6),
        changedAt: at(6),
      },
    ])
    await expect(query('SELECT * FROM bookmark')).rejects.toThrow('bookmark')
  })

  if (provider === 'sqlite')
    it('convert times in any form that a SQLite file may have', async () => {
      const prisma = copyMigrations()
      for (const later of ours.slice(1)) rmSync(path.dirname(fileOf(later)), { recursive: true })
      await migrate(database, prisma)
      await query(
        `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('u', 'Reader', 'u@example.org', '2026-01-02')`,
      )
      // As CURRENT_TIMESTAMP writes it, and with an offset.
      await query(
        `INSERT INTO bookmark ("userId", "resourceId", "createdAt", "updatedAt") VALUES ('u', 'a', '2026-01-02 03:04:05', '2026-01-02T05:04:05.000+02:00')`,
      )
      await migrate(database)
      expect(await query('SELECT "bookmarkedAt", "changedAt" FROM mark')).toEqual([
        { bookmarkedAt: '2026-01-02T03:04:05.000+00:00', changedAt: '2026-01-02T03:04:05.000+00:00' },
      ])
    })

  it('are applied in the order of their names', async () => {
    const applied = await migrate(
      database,
      copyMigrations({ '20990102000000_b': 'DROP TABLE later;', '20990101000000_a': 'CREATE TABLE later (id TEXT);' }),
    )
    expect(applied).toEqual([...ours, '20990101000000_a', '20990102000000_b'])
  })

  it('are refused by name if a file differs from the one applied', async () => {
    const prisma = copyMigrations()
    await migrate(database, prisma)
    const before = await readTable()
    const [name = ''] = ours
    appendFileSync(fileOf(name), '\n-- a comment')
    await expectUserFacingError(migrate(database, prisma), `The migration ${name} differs`)
    expect(await readTable()).toEqual(before)
  })

  it('are refused by name if one was not finished', async () => {
    await migrate(database)
    const [name = ''] = ours
    await query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${name}'`)
    await expectUserFacingError(
      migrate(database),
      `The migration ${name} was started on this database but not finished`,
    )
  })

  it('that were rolled back count as not applied', async () => {
    const prisma = copyMigrations({ '20990101000000_next': 'CREATE TABLE later (id TEXT);' })
    await migrate(database, prisma)
    await query('DROP TABLE later')
    await query(
      `UPDATE _prisma_migrations SET rolled_back_at = started_at WHERE migration_name = '20990101000000_next'`,
    )
    expect(await migrate(database, prisma)).toEqual(['20990101000000_next'])
    expect(await migrate(database, prisma)).toEqual([])
  })

  it('R15: that fail leave no trace and no lock', async () => {
    const prisma = copyMigrations({
      '20990101000000_broken': 'CREATE TABLE half (id TEXT);\nINSERT INTO nowhere VALUES (1);',
    })
    await expect(migrate(database, prisma)).rejects.toThrow('nowhere')
    expect(await migrate(database)).toEqual(ours)
    await expect(query('SELECT * FROM half')).rejects.toThrow('half')
  })

  it('R15: of a newer version are kept by an older one, with every row', async () => {
    await migrate(database, copyMigrations({ '20990101000000_next': 'ALTER TABLE "user" ADD COLUMN motto TEXT;' }))
    await query(
      `INSERT INTO "user" (id, name, email, motto, "updatedAt") VALUES ('u', 'Reader', 'u@example.org', 'on', '2026-01-02')`,
    )
    const before = [await query('SELECT * FROM "user"'), await readTable()]
    expect(await migrate(database)).toEqual([])
    expect([await query('SELECT * FROM "user"'), await readTable()]).toEqual(before)
  })

  it('that are missing give one sentence', async () => {
    await expectUserFacingError(migrate(database, folder), path.join(folder, provider, 'migrations'))
  })
})

it('both providers’ migrations create the tables and columns of the models', async () => {
  const [sqlite, postgresql] = [await createTestDatabase('sqlite'), await createTestDatabase('postgresql')]
  try {
    await Promise.all([migrate(sqlite.database), migrate(postgresql.database)])
    const inSqlite = await queryDatabase(
      sqlite.database,
      `SELECT t.name AS "table", c.name AS "column", c."notnull" = 0 AS optional FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name <> '_prisma_migrations'`,
    )
    const inPostgresql = await queryDatabase(
      postgresql.database,
      `SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS optional FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    )
    const list = (rows: Record<string, unknown>[]) =>
      rows.map(({ table, column, optional }) => `${table}.${column}${optional ? '?' : ''}`).sort()
    expect(list(inPostgresql)).toEqual(list(inSqlite))
    expect(list(inSqlite)).toEqual(readModels().sort())
  } finally {
    sqlite.remove()
    postgresql.remove()
  }
})

describe('the SQLite file', () => {
  const open = (file: string) => ({ provider: 'sqlite' as const, url: `file:${file}` })

  it('is created with its folders, in WAL mode, and stays in it', async () => {
    const database = open(path.join(folder, 'a', 'b', 'lectern.db'))
    await migrate(database)
    expect(await queryDatabase(database, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
  })

  it('is put in WAL mode if another program created it', async () => {
    const database = open(path.join(folder, 'lectern.db'))
    await queryDatabase(database, 'CREATE TABLE theirs (id TEXT)')
    expect(await queryDatabase(database, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }])
    await migrate(database)
    expect(await queryDatabase(database, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
  })

  it('may be in a folder with special characters of an address', async () => {
    const file = path.join(folder, 'C# 50%?', 'lectern.db')
    await migrate(open(file.replace(/[%?#]/g, encodeURIComponent)))
    expect(existsSync(file)).toBe(true)
  })

  it('is waited for without blocking this process', async () => {
    const database = open(path.join(folder, 'lectern.db'))
    await migrate(database)
    const holder = await startProcess(holdLock)
    try {
      await holder.call({ url: database.url, ms: 700 })
      let beats = 0
      const pulse = setInterval(() => beats++, 10)
      expect(await migrate(database)).toEqual([])
      clearInterval(pulse)
      expect(beats).toBeGreaterThan(2)
    } finally {
      await holder.end()
    }
  })

  it('R11: gives one sentence if truncated or partly overwritten', async () => {
    const whole = path.join(folder, 'whole.db')
    await migrate(open(whole))
    await queryDatabase(open(whole), 'PRAGMA wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(whole)
    const half = path.join(folder, 'half.db')
    writeFileSync(half, bytes.subarray(0, bytes.length >> 1))
    const torn = path.join(folder, 'torn.db')
    writeFileSync(torn, Buffer.from(bytes).fill(0x55, 4096, 5 * 4096))
    const cut = path.join(folder, 'cut.db')
    writeFileSync(cut, bytes.subarray(0, 700))
    for (const file of [half, torn, cut]) {
      const began = performance.now()
      await expectUserFacingError(migrate(open(file)), `The database ${file} can't be used: it is corrupt`)
      expect(performance.now() - began).toBeLessThan(5000)
    }
    expect(await migrate(open(whole))).toEqual([])
  })

  it('R11: gives one sentence if it is a folder, another kind of file, or below a file', async () => {
    const file = path.join(folder, 'notes.txt')
    writeFileSync(file, 'not a database, and long enough to be looked at. '.repeat(100))
    await expectUserFacingError(migrate(open(folder)), `The database ${folder} can't be opened`)
    await expectUserFacingError(migrate(open(file)), `The database ${file} can't be used`)
    await expectUserFacingError(
      migrate(open(path.join(file, 'lectern.db'))),
      `The database ${path.join(file, 'lectern.db')} can't be created`,
    )
    expect(readFileSync(file, 'utf8')).toMatch(/^not a database/)
  })
})

describe('a PostgreSQL server', () => {
  const open = (url: string) => ({ provider: 'postgresql' as const, url })
  const server = new URL(process.env.TEST_DATABASE_URL ?? '')

  it('that is missing gives one sentence, with its address and without its password', async () => {
    await expectUserFacingError(
      migrate(open('postgresql://lectern:hunter2@127.0.0.1:1/portal')),
      "PostgreSQL at 127.0.0.1:1/portal can't be reached",
    )
    await expectUserFacingError(
      migrate(open('postgresql://lectern:hunter2@nowhere.invalid/portal')),
      "PostgreSQL at nowhere.invalid:5432/portal can't be reached",
    )
  })

  it('that refuses the password or lacks the database gives one sentence', async () => {
    await expectUserFacingError(migrate(open(`postgresql://lectern:hunter2@${server.host}/postgres`)), 'password')
    await expectUserFacingError(
      migrate(
        open(`${server.origin === 'null' ? server.href.replace(/\/[^/]*$/, '') : server.origin}/no_such_database`),
      ),
      'no_such_database',
    )
  })

  it('is migrated without the time limits in its address', async () => {
    const { database } = await createTestDatabase('postgresql')
    const connection = await lock({ ...database, url: `${database.url}?statement_timeout=200&query_timeout=300` })
    expect(await connection.query('SELECT 1 AS answer FROM pg_sleep(0.6)')).toEqual([{ answer: 1 }])
    await connection.close()
  })

  it('that never answers gives one sentence within six seconds', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const began = performance.now()
    await expectUserFacingError(
      migrate(open(`postgresql://lectern:hunter2@127.0.0.1:${(silent.address() as AddressInfo).port}/portal`)),
      "can't be reached",
    )
    expect(performance.now() - began).toBeLessThan(6000)
    silent.close()
  })
})

const holdLock = `import { createClient } from '@libsql/client'
  async function work({ url, ms }) {
    const transaction = await createClient({ url }).transaction('write')
    setTimeout(() => transaction.rollback(), ms)
    return 'held'
  }`

/** Reads the columns of each table from the models, with "?" for optional ones. */
function readModels(): string[] {
  const models = readFileSync('prisma/models.prisma', 'utf8').matchAll(/^model (\w+) \{([^]*?)^\}/gm)
  const all = [...models].map(([, name = '', body = '']) => ({
    name,
    body,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
  }))
  const isModel = (type: string) => all.some(({ name }) => name === type)
  return all.flatMap(({ body, table }) =>
    [...body.matchAll(/^ {2}(\w+) +(\w+)(\??)/gm)].flatMap(([, field = '', type = '', optional = '']) =>
      isModel(type) ? [] : [`${table}.${field}${optional}`],
    ),
  )
}

/** Expects a UserFacingError of one or two sentences with a text, and without the password. */
async function expectUserFacingError(promise: Promise<unknown>, text: string): Promise<void> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserFacingError)
  const { message } = error as UserFacingError
  expect(message).toContain(text)
  expect(message).toMatch(/^[A-Z][^\n]+\.$/)
  expect(message).not.toContain('hunter2')
}
