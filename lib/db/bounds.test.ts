import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, providers, withoutHaste } from '@/scripts/testing/databases'
import { connect, migrate, type Database } from './index'

/** A row of a table in docs/bounds.md: a column or list, its bound, and how the database enforces it. */
interface Bound {
  name: string
  most: string
  database: string
}

function readTable(heading: string): Bound[] {
  const [, section = ''] = readFileSync('docs/bounds.md', 'utf8').split(`\n## ${heading}\n`)
  const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| `([\w.]+)` \| (.+) \| .+ \| (.+) \|$/gm)
  return [...rows].map(([, name = '', most = '', database = '']) => ({ name, most, database }))
}

/** Reads the texts and lists of prisma/models.prisma, by table name. */
function readModels(): { texts: string[]; lists: string[] } {
  const models = [...readFileSync('prisma/models.prisma', 'utf8').matchAll(/^model (\w+) \{([^]*?)^\}/gm)].map(
    ([, model = '', body = '']) => ({ table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model, body }),
  )
  const list = (type: RegExp) =>
    models.flatMap(({ table, body }) => [...body.matchAll(type)].map(([, field]) => `${table}.${field}`))
  return { texts: list(/^ +(\w+) +String\b/gm), lists: list(/^ +(\w+) +\w+\[\]/gm) }
}

const texts = readTable('Texts')
const lists = readTable('Lists')

describe('docs/bounds.md', () => {
  it('lists exactly the texts that the database stores', () => {
    expect(texts.map(({ name }) => name).sort()).toEqual(readModels().texts.sort())
  })

  it('lists exactly the lists that belong to a row', () => {
    expect(lists.map(({ name }) => name).sort()).toEqual(readModels().lists.sort())
  })

  it('gives the bound of each', () => {
    for (const { name, most, database } of texts) {
      expect([name, database]).toEqual([name, expect.stringMatching(/^(bound|clean-up|key of `\w+\.\w+`)$/)])
      if (database === 'bound')
        expect([name, most]).toEqual([name, expect.stringMatching(/^([\d,]+ characters|one of (two|four) words)$/)])
    }
  })
})

describe.each(providers)('the bounds of docs/bounds.md on %s', (provider) => {
  let database: Database
  let remove: () => void
  let address: Parameters<typeof connect>[0]
  const time = new Date()
  beforeAll(async () => {
    const created = await createTestDatabase(provider)
    remove = created.remove
    address = withoutHaste(created.database)
    await migrate(created.database)
    database = connect(created.database)
    await database.user.create({ data: { id: 'u', name: 'Ada', email: 'ada@example.org' } })
    await database.account.create({ data: { id: 'a', accountId: 'u', providerId: 'credential', userId: 'u' } })
    await database.twoFactor.create({ data: { id: 't', secret: 's', backupCodes: 'b', userId: 'u' } })
    await database.passkey.create({
      data: { id: 'p', credentialId: 'c', publicKey: 'k', counter: 0n, transports: '', name: 'n', userId: 'u' },
    })
    await database.session.create({ data: { id: 's', token: 't', expiresAt: time, userId: 'u' } })
    await database.mailedLink.create({
      data: { id: 'm', purpose: 'sign-up', tokenHash: 'h', email: 'ada@example.org', expiresAt: time, userId: 'u' },
    })
    await database.passkeyChallenge.create({ data: { id: 'c', hash: 'h', expiresAt: time, userId: 'u' } })
    await database.mark.create({ data: { userId: 'u', resourceId: 'r', changedAt: time } })
    await database.shelfQuota.create({ data: { kind: 'account', marks: 10, noteBytes: 1_000_000 } })
    await database.listedResource.create({ data: { id: 'r', href: 'h', title: 't', kind: 'tool' } })
    await database.listing.create({ data: { topic: 't', resourceId: 'r', listedAt: time } })
  })
  afterAll(async () => {
    await database.$disconnect()
    remove()
  })

  /** Tells whether the only row of a table accepts a value; rolls back. */
  async function isTaken(table: string, column: string, value: string | number | null): Promise<boolean> {
    const of = (sql: string, ...values: unknown[]) => database.$executeRawUnsafe(sql, ...values)
    const placeholder = provider === 'sqlite' ? '?' : '$1'
    const before = (
      await database.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT "${column}" AS value FROM "${table}"`)
    )[0]?.value
    try {
      await of(`UPDATE "${table}" SET "${column}" = ${placeholder}`, value)
    } catch {
      return false
    }
    await of(`UPDATE "${table}" SET "${column}" = ${placeholder}`, before)
    return true
  }

  it.each(texts.filter(({ database: how, most }) => how === 'bound' && most.endsWith('characters')))(
    '$name accepts $most and no more',
    async ({ name, most }) => {
      const [table = '', column = ''] = name.split('.')
      const length = Number(most.replace(/\D/g, ''))
      // Characters of several bytes and units, so that the bound must count characters; varied, since PostgreSQL compresses index keys.
      const characters =
        length > 500 && column !== 'note'
          ? Array.from({ length }, (_, index) => String.fromCodePoint(0x21 + ((index * 7919) % 5000))).join('')
          : '👩'.repeat(length)
      const more = characters + 'x'
      const indexed = ['passkey.credentialId', 'listing.topic'].includes(name) && provider === 'postgresql'
      if (!indexed) expect([name, await isTaken(table, column, characters)]).toEqual([name, true])
      expect([name, await isTaken(table, column, more)]).toEqual([name, false])
    },
  )

  it('mark.progress, mark.percent and shelf_quota.kind accept only allowed values', async () => {
    for (const progress of ['to-read', 'reading', 'done', 'skipped'])
      expect(await isTaken('mark', 'progress', progress)).toBe(true)
    for (const progress of ['', 'read', 'DONE'])
      expect([progress, await isTaken('mark', 'progress', progress)]).toEqual([progress, false])
    for (const percent of [0, 100]) expect(await isTaken('mark', 'percent', percent)).toBe(true)
    for (const percent of [-1, 101]) expect(await isTaken('mark', 'percent', percent)).toBe(false)
    expect([await isTaken('shelf_quota', 'kind', 'guest'), await isTaken('shelf_quota', 'kind', 'reader')]).toEqual([
      true,
      false,
    ])
  })

  it('hold for inserts and updates', async () => {
    await expect(
      database.mark.create({ data: { userId: 'u', resourceId: 'other', note: 'x'.repeat(20_001), changedAt: time } }),
    ).rejects.toThrow()
    await expect(
      database.mark.create({ data: { userId: 'u', resourceId: 'x'.repeat(65), changedAt: time } }),
    ).rejects.toThrow()
    await expect(
      database.user.create({ data: { id: 'v', name: 'x'.repeat(256), email: 'v@example.org' } }),
    ).rejects.toThrow()
    expect([await database.mark.count(), await database.user.count()]).toEqual([1, 1])
  })

  it.each([
    [
      'user.passkeys',
      20,
      (other: Database, n: string) =>
        other.passkey.create({
          data: { id: n, credentialId: n, publicKey: 'k', counter: 0n, transports: '', name: 'n', userId: 'many' },
        }),
      () => database.passkey.count({ where: { userId: 'many' } }),
    ],
    [
      'user.accounts',
      1,
      (other: Database, n: string) =>
        other.account.create({ data: { id: n, accountId: n, providerId: 'github', userId: 'many' } }),
      () => database.account.count({ where: { userId: 'many', providerId: 'github' } }),
    ],
  ] as const)(
    '%s are limited to %i, even with concurrent inserts on several connections',
    async (_, most, create, count) => {
      await database.user.upsert({
        where: { id: 'many' },
        create: { id: 'many', name: 'Ada', email: 'many@example.org' },
        update: {},
      })
      await database.account.upsert({
        where: { id: 'many' },
        create: { id: 'many', accountId: 'many', providerId: 'credential', userId: 'many' },
        update: {},
      })
      for (let n = 1; n < most; n++) await create(database, `one-${n}`)
      const others = [connect(address), connect(address), connect(address)]
      try {
        const made = await Promise.allSettled(
          Array.from({ length: 12 }, (_, n) => create(others[n % 3]!, `at-once-${n}`)),
        )
        expect([made.filter(({ status }) => status === 'fulfilled').length, await count()]).toEqual([1, most])
        await expect(create(database, 'later')).rejects.toThrow()
      } finally {
        for (const other of others) await other.$disconnect()
      }
      // Another reader still has room.
      await database.passkey
        .create({
          data: {
            id: `control-${most}`,
            credentialId: `control-${most}`,
            publicKey: 'k',
            counter: 0n,
            transports: '',
            name: 'n',
            userId: 'u',
          },
        })
        .then(({ id }) => database.passkey.delete({ where: { id } }))
    },
  )

  it('foreign keys refuse rows without an owner', async () => {
    for (const { name } of texts.filter(({ database: how }) => how.startsWith('key of'))) {
      const [table = '', column = ''] = name.split('.')
      if (table === 'shelf_usage') continue
      expect([name, await isTaken(table, column, 'missing')]).toEqual([name, false])
    }
  })
})
