import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, providers, queryDatabase, withoutHaste } from '@/scripts/testing/databases'
import { applyMissing, connect, lock, migrate, readMigrations, type Database } from '../db'
import { UserFacingError, type Env } from '../env'
import {
  deleteReader,
  findReader,
  listReaders,
  moveDatabase,
  readMigrationStatus,
  readStatus,
  restoreBackup,
  writeBackup,
} from './index'

let folder: string
const closing: (() => unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-operating-'))
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

type Provider = (typeof providers)[number]

/** Creates an empty database, or a copy of another, deleted after the test. */
async function create(provider: Provider, copyOf?: string): Promise<Env['database']> {
  const { database, remove } = await createTestDatabase(provider, copyOf)
  closing.push(remove)
  return database
}

/** Full databases that each test gets a copy of, by their kind and number of marks. */
const templates = new Map<string, ReturnType<typeof createTestDatabase>>()
afterAll(async () => {
  for (const template of templates.values()) (await template).remove()
})

/** Creates a database with rows in every table. By default, with more marks than are read at once. */
async function createFull(provider: Provider, marks = 603): Promise<Env['database']> {
  const name = `${provider} ${marks}`
  const template =
    templates.get(name) ??
    createTestDatabase(provider).then(async (made) => {
      await fill(made.database, marks)
      // The copy is of this file alone.
      if (provider === 'sqlite') await queryDatabase(made.database, 'PRAGMA wal_checkpoint(TRUNCATE)')
      return made
    })
  templates.set(name, template)
  return create(provider, (await template).database.url)
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

const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 4, second, 250))

/** Fills every table. */
async function fill(address: Env['database'], marks: number): Promise<void> {
  await migrate(address)
  await withDatabase(address, async (database) => {
    await database.user.create({
      data: {
        id: 'z',
        name: 'Zoë \u2028 "quoted" 👩‍🎓',
        email: 'zoe@example.org',
        emailVerified: true,
        createdAt: at(1),
      },
    })
    // Sorts before the account it refers to.
    await database.user.create({
      data: { id: 'a', name: 'Guest', email: 'a@guest', isAnonymous: true, mergedIntoId: 'z', createdAt: at(2) },
    })
    await database.session.create({
      data: { id: 's', token: 'token', userId: 'z', expiresAt: at(9), updatedAt: at(5) },
    })
    await database.account.create({
      data: { id: 'p', accountId: 'z', providerId: 'credential', userId: 'z', password: '$argon2id$' },
    })
    await database.twoFactor.create({
      data: { id: 'f', secret: 'sealed', backupCodes: 'sealed', userId: 'z', lockedUntil: at(4) },
    })
    await database.passkey.create({
      data: {
        id: 'k',
        credentialId: 'AQID',
        publicKey: 'pQECAyYgASFYIA',
        counter: 4_294_967_295n,
        transports: 'internal,hybrid',
        name: 'Firefox on Linux',
        userId: 'z',
        createdAt: at(4),
      },
    })
    await database.verification.create({ data: { id: 'v', identifier: 'hashed', value: 'z', expiresAt: at(9) } })
    await database.mailedLink.create({
      data: {
        id: 'l',
        purpose: 'confirm-address',
        tokenHash: 'h',
        userId: 'z',
        fromEmail: 'zoe@example.org',
        email: 'zoë@example.org',
        expiresAt: at(9),
        createdAt: at(8),
      },
    })
    await database.passkeyChallenge.create({ data: { id: 'c', hash: 'h', userId: 'z', expiresAt: at(9) } })
    await database.rateLimit.create({
      data: { key: 'tries:x', hits: '1764000000123', ahead: 0n, expiresAt: 1_764_000_900_123n },
    })
    await database.mark.createMany({
      data: Array.from({ length: marks }, (_, index) => ({
        userId: 'z',
        resourceId: `r${index}`,
        bookmarked: index % 2 === 0,
        bookmarkedAt: index % 2 ? null : at(index % 60),
        progress: 'reading',
        percent: index % 101,
        note: index % 3 ? null : `line\nline ${index}`,
        changedAt: at(index % 60),
      })),
    })
    await database.shelfQuota.create({ data: { kind: 'guest', marks: 5, noteBytes: 500 } })
    await database.listing.create({ data: { topic: 'prometheus', resourceId: 'r1', listedAt: at(3) } })
  })
}

/** The test process has the file open too; scripts/admin.slow.test.ts tests the check in a separate one. */
const besideOthers = true

const back = (database: Env['database'], name = 'backup.gz') =>
  writeBackup({ database, dataDir: folder }, path.join(folder, name), '0.1.0')

/** The lines of a backup without its header and end, which vary. */
const readBody = (file: string) => gunzipSync(readFileSync(file)).toString().split('\n').slice(1, -2).join('\n')

async function expectRefusal(promise: Promise<unknown>, text: string | RegExp): Promise<void> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserFacingError)
  expect((error as Error).message).toMatch(text)
  expect((error as Error).message).toMatch(/^[^\n]+\.$/)
}

describe.each(providers)('a backup of %s', (provider) => {
  // In `npm test`, into the other kind of database alone.
  it.each(providers.filter((other) => process.env.SLOW || other !== provider))(
    'R16: is restored unchanged into %s',
    async (other) => {
      const [from, to] = [await createFull(provider), await create(other)]
      const { file, header } = await back(from)
      expect(header.tables.find(({ name }) => name === 'mark')?.rows).toBe(603)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      await restoreBackup(to, file)
      const again = await back(to, 'again.gz')
      expect(readBody(again.file)).toBe(readBody(file))
      expect(readBody(file)).toContain('👩‍🎓')
      // Prisma must read restored values like those it wrote.
      const read = (address: Env['database']) =>
        withDatabase(address, async (database) =>
          JSON.stringify([
            await database.user.findMany({ orderBy: { id: 'asc' } }),
            await database.mark.findMany({ orderBy: [{ changedAt: 'desc' }, { resourceId: 'asc' }] }),
          ]),
        )
      expect(await read(to)).toBe(await read(from))
      // Foreign keys still hold.
      await expect(
        withDatabase(to, (database) =>
          database.mark.create({ data: { userId: 'missing', resourceId: 'x', changedAt: at(1) } }),
        ),
      ).rejects.toMatchObject({ code: 'P2003' })
    },
  )

  it('replaces a database only if allowed, and reports returned accounts', async () => {
    const database = await createFull(provider, 3)
    const { file } = await back(database)
    const full = readBody(file)
    await expectRefusal(restoreBackup(database, file, { besideOthers }), /is not empty: .*user 2.*--replace/)
    await withDatabase(database, (client) => deleteReader('z', client))
    await withDatabase(database, (client) =>
      client.user.create({ data: { id: 'later', name: 'Later', email: 'later@example.org' } }),
    )
    expect(await restoreBackup(database, file, { replace: true, besideOthers })).toMatchObject({
      returned: ['z'],
      migrated: [],
    })
    expect(readBody((await back(database, 'again.gz')).file)).toBe(full)
  })

  it('changes nothing if it is damaged anywhere', async () => {
    const [from, to] = [await createFull(provider, 40), await createFull(provider, 2)]
    const { file } = await back(from)
    const before = readBody((await back(to, 'before.gz')).file)
    const [whole, text] = [readFileSync(file), gunzipSync(readFileSync(file)).toString()]
    const bad = path.join(folder, 'bad.gz')
    const flipped = Buffer.from(whole)
    flipped[whole.length >> 1]! ^= 1
    const damaged: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      'cut off': whole.subarray(0, whole.length - 100),
      'one bit': flipped,
      'no backup': gzipSync('{"hello":1}\n'),
      'not compressed': Buffer.from(text),
      'a row less': gzipSync(text.replace(/^\[.*"r7".*\n/m, '')),
      'a row more': gzipSync(text.replace(/^(\[.*"r7".*\n)/m, '$1$1')),
      'another value': gzipSync(text.replace('"r7"', '"r007"')),
      'no end': gzipSync(text.split('\n').slice(0, -2).join('\n') + '\n'),
      'a newer format': gzipSync(text.replace('"version":1', '"version":2')),
      'a newer database': gzipSync(text.replace('"migrations":[', '"migrations":["20260101000000_unheard_of",')),
    }
    for (const [what, bytes] of Object.entries(damaged)) {
      writeFileSync(bad, bytes)
      await expectRefusal(restoreBackup(to, bad, { replace: true, besideOthers }), '')
      expect([what, readBody((await back(to, `${what}.gz`)).file)]).toEqual([what, before])
    }
    await expectRefusal(restoreBackup(to, path.join(folder, 'nowhere.gz'), { replace: true }), /ENOENT/)
  })

  it('leaves no file if it is interrupted', async () => {
    const database = await createFull(provider)
    const file = path.join(folder, 'backup.gz')
    const stop = new AbortController()
    const onProgress = () => {
      expect(existsSync(file)).toBe(false)
      stop.abort()
    }
    await expect(
      writeBackup({ database, dataDir: folder }, file, '0.1.0', { signal: stop.signal, onProgress }),
    ).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
    await back(database)
    await expectRefusal(back(database), 'already exists')
  })

  it('of an older version is migrated', async () => {
    const [from, to] = [await create(provider), await create(provider)]
    const [before, since] = [
      readMigrations(provider).slice(0, 2),
      readMigrations(provider)
        .slice(2)
        .map(({ name }) => name),
    ]
    const older = await lock(from)
    await applyMissing(older, before)
    await older.query(
      `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('z', 'Zoe', 'zoe@example.org', '2026-01-02 03:04:05')`,
    )
    await older.commit()
    await older.close()
    expect((await readMigrationStatus(from)).pending).toEqual(since)
    expect(await restoreBackup(to, (await back(from)).file)).toMatchObject({ migrated: since })
    expect(await withDatabase(to, (client) => client.user.findMany())).toMatchObject([
      { id: 'z', email: 'zoe@example.org' },
    ])
    expect(await readMigrationStatus(to)).toMatchObject({ pending: [], unknown: [] })
  })

  it('is not restored under a running portal', async () => {
    const database = await createFull(provider, 3)
    const { file } = await back(database)
    await withDatabase(database, async (serving) => {
      await serving.user.count()
      await expectRefusal(restoreBackup(database, file, { replace: true }), 'Stop it first')
      await expectRefusal(moveDatabase(database, await create('sqlite'), '0.1.0'), 'Stop it first')
      // The portal continues.
      await serving.mark.create({ data: { userId: 'z', resourceId: 'during-restore', changedAt: at(1) } })
    })
  })

  it.each(providers)('moves to an empty database on %s only', async (other) => {
    const [from, to] = [await createFull(provider), await create(other)]
    const rehearsed = await moveDatabase(from, to, '0.1.0', { rehearsal: true })
    expect(rehearsed.tables.mark).toMatchObject({ rows: 603 })
    if (other === 'sqlite') expect(existsSync(to.url.replace('file:', ''))).toBe(false)
    // Fails if the rehearsal kept anything. A process keeps seeing its own open SQLite file, so that one is restored.
    if (provider === 'sqlite') await restoreBackup(to, (await back(from)).file)
    else await moveDatabase(from, to, '0.1.0')
    expect(readBody((await back(to, 'to.gz')).file)).toBe(readBody((await back(from, 'from.gz')).file))
    await expectRefusal(moveDatabase(from, to, '0.1.0', { rehearsal: true }), 'is not empty')
    await expectRefusal(moveDatabase(from, from, '0.1.0'), 'are the same')
  })

  it('status and reader commands show a portal’s size and readers', async () => {
    const database = await createFull(provider, 3)
    const env = { database, dataDir: folder } as Env
    expect(await readStatus(env)).toMatchObject({
      readers: 1,
      guests: 1,
      marks: 3,
      sessions: 1,
      migrations: { pending: [], unknown: [] },
      lastBackup: null,
    })
    const { file } = await back(database)
    expect((await readStatus(env)).lastBackup).toMatchObject({ file, there: true })
    await withDatabase(database, async (client) => {
      const zoe = { id: 'z', email: 'zoe@example.org', marks: 3, lastSeen: at(5) }
      expect(await listReaders({ limit: 10 }, client, provider)).toMatchObject([zoe])
      expect(await listReaders({ limit: 10, search: 'ZOE@' }, client, provider)).toMatchObject([zoe])
      expect(await listReaders({ limit: 10, search: 'ada' }, client, provider)).toEqual([])
      expect([
        (await findReader('z', client))?.id,
        (await findReader('Zoe@example.org', client))?.id,
        await findReader('a@', client),
      ]).toEqual(['z', 'z', null])
      await deleteReader('z', client)
    })
    // R20: no row in any table refers to the reader, or to the guest they were.
    expect(readBody((await back(database, 'after.gz')).file)).not.toMatch(/"z"|zoe@example.org|userId/)
    expect(readBody(file)).toMatch(/zoe@example.org/)
  })
})

describe('a backup', () => {
  it('refuses a missing database, without creating it', async () => {
    const file = path.join(folder, 'none.db')
    await expectRefusal(back({ provider: 'sqlite', url: `file:${file}` }), 'There is no database')
    expect(existsSync(file)).toBe(false)
  })

  it('refuses a damaged SQLite file', async () => {
    const database = await createFull('sqlite')
    const copy = path.join(folder, 'damaged.db')
    await withDatabase(database, (client) => client.$executeRawUnsafe(`VACUUM INTO '${copy}'`))
    const bytes = readFileSync(copy)
    bytes.fill(0x55, bytes.length - 3 * 4096)
    writeFileSync(copy, bytes)
    await expectRefusal(back({ provider: 'sqlite', url: `file:${copy}` }), 'damaged')
    expect(existsSync(path.join(folder, 'backup.gz'))).toBe(false)
  })
})
