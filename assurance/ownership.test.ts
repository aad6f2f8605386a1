import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sample } from '../scripts/testing/cases'
import { sampledProviders } from '../scripts/testing/databases'
import {
  forAll,
  openPortal,
  password,
  type PortalResponse,
  type Member,
  type Portal,
  type Snapshot,
  sharePortal,
} from './portal'
import { report } from './report'
import { addPasskey, becomeGuest, importRow, prepareWrite, reads, writes, type Fields } from './routes'
import { describeAnswer, findForeignChanges, findSecrets } from './snapshot'

it('Z3: code before Next makes no access decisions: it knows only the name of the session cookie, to pass the request to Next', () => {
  const files = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((name) => /^[^.]+\.ts$/.test(name))
  const read = (names: string[]) => names.map((name) => readFileSync(`server/${name}`, 'utf8')).join('\n')
  const sources = read(files)
  const ours = [...sources.matchAll(/from '(?:\.\.\/)+((?:components|lib)\/[^']+)'/g)].map(([, from]) => from)
  expect([...new Set(ours)].sort()).toEqual([
    'components/inline/scripts',
    'components/layout/optional-fonts',
    'components/layout/standalone-page',
    'components/offline/keep-for-offline',
    'lib/addresses',
    'lib/after',
    'lib/base-path',
    'lib/client-address',
    'lib/content',
    'lib/content-git',
    'lib/content/follow-content',
    'lib/cookie-names',
    'lib/env',
    'lib/explain-failure',
    'lib/explain-listening',
    'lib/history',
    'lib/links',
    'lib/observing',
    'lib/own-host',
    'lib/resource-list',
    'lib/session-cookie',
    'lib/token-buckets',
  ])
  // The webhook checks the signature of a program, and reads nothing of a reader's. Of former cookies, only the name is
  // changed.
  const others = read(files.filter((name) => !['content-webhook.ts', 'former-cookies.ts'].includes(name)))
  expect(new Set([...others.matchAll(/status: (\d+)/g)].map(([, status]) => status))).toEqual(
    new Set(['204', '400', '404', '405', '408', '413', '417', '421', '431']),
  )
})

// The victim has marks, a note, a second browser, and a mark on a resource that is no longer listed.

const ofReaders = writes.filter(({ who }) => who === 'reader' || who === 'guest')
/** Text that is only in the victim's marks. */
const words = 'Only for my own eyes 5b1f'
const withdrawn = 'withdrawn-and-marked'

describe.each(sampledProviders)('another reader’s data, on %s', (provider) => {
  let portal: Portal
  let victim: Member
  let session: string
  let passkey: string
  let deleted: Member
  let secrets: string[]

  beforeAll(async () => {
    portal = await (provider === 'sqlite' ? sharePortal() : openPortal(provider))
    victim = await portal.signUp('Victoria Secretary')
    const notes = writes.find(({ path }) => path === '/api/notes')!
    const { body } = await prepareWrite(portal, notes, victim)
    expect((await portal.post('/api/notes', { ...body, note: words }, victim.cookie)).status).toBe(200)
    await portal.database.listedResource.create({
      data: { id: withdrawn, href: 'https://gone.example/', title: 'Gone', kind: 'tutorial' },
    })
    await portal.database.mark.create({
      data: { userId: victim.id, resourceId: withdrawn, note: words, noteAt: new Date(), changedAt: new Date() },
    })
    await portal.post('/api/sign-in', { email: victim.email, password })
    session = (await portal.database.session.findFirstOrThrow({ where: { userId: victim.id } })).id
    const added = await addPasskey(portal, victim)
    passkey = added.id
    secrets = [words, victim.email, 'Victoria', victim.id, session, passkey, added.device.id]
    deleted = await portal.signUp()
    expect((await portal.post('/api/account/delete', { password }, deleted.cookie)).status).toBe(200)
  })
  afterAll(() => portal.stop())

  /** Returns the parts of a response that belong to someone else. */
  const judge = (answer: PortalResponse) => [
    ...findSecrets(answer, secrets).map((secret) => `read: ${secret}`),
    ...(answer.status >= 500 ? [`answered ${answer.status}`] : []),
  ]

  /**
   * Returns what an actor got from these calls that is not theirs, as changed rows and received text, and how the
   * database is left.
   */
  async function examine(
    actor: Member | null,
    calls: (() => Promise<PortalResponse>)[],
    before: Snapshot,
  ): Promise<{ found: string[]; after: Snapshot }> {
    const found: string[] = []
    for (const call of calls) found.push(...judge(await call()))
    const after = await portal.snapshot()
    return { found: [...findForeignChanges(before, after, actor, [victim, deleted]), ...found], after }
  }

  /** Returns bodies of a write that name the victim's data wherever possible. */
  function toForeign(path: string, body: Fields): Fields[] {
    if (path.endsWith('/sessions/end')) return [{ ...body, session }]
    if ('passkey' in body) return [{ ...body, passkey }]
    if (path.endsWith('/shelf-imports'))
      return [body, { dryRun: false, rows: [importRow(withdrawn)] }, { dryRun: true, rows: [importRow(withdrawn)] }]
    if ('resource' in body)
      return [
        { ...body, reader: victim.id },
        { ...body, resource: withdrawn },
        { ...body, resource: withdrawn, reader: victim.id },
        body,
      ]
    return [body]
  }

  it('shows in the checksum when it changes (the control of Z2)', async () => {
    const before = await portal.checksum()
    expect(await portal.checksum()).toBe(before)
    const { cookie } = await portal.signUp()
    expect(await portal.checksum()).not.toBe(before)
    expect((await portal.post('/api/session', {}, cookie)).status).toBe(200)
    expect((await portal.post('/api/session', {})).status).toBe(401)
  })

  it.each(ofReaders)('Z1: is not changed by a write of others to $path', async (write) => {
    const { context, body } = await prepareWrite(portal, write)
    let last = await portal.snapshot()
    // Visitors without an account may change nothing, so they are checked together.
    for (const [owner, actors] of [
      [null, [null, deleted]],
      [context.member, [context.member]],
    ] as const) {
      const calls = actors.flatMap((actor) =>
        toForeign(write.path, body).map((sent) => () => portal.post(write.path, sent, actor?.cookie)),
      )
      const { found, after } = await examine(owner, calls, last)
      expect(found, `by ${owner?.email ?? 'a visitor without an account'}`).toEqual([])
      last = after
    }
    expect(JSON.stringify(last)).not.toContain(deleted.id)
  })

  it('Z1: is not read by others, at any address', async () => {
    const [other, guest] = [await portal.signUp(), await becomeGuest(portal)]
    const asked = Object.values(reads)
      .flat()
      .flatMap((path, index) => sample([null, other, guest, deleted], 2, index).map((actor) => ({ path, actor })))
    const before = await portal.snapshot()
    await forAll(asked, async ({ path, actor }) => {
      const address = `${path}${path.includes('?') ? '&' : '?'}reader=${victim.id}&userId=${victim.id}`
      const answer = await portal.ask(address, { headers: { cookie: actor?.cookie ?? null } })
      // The response may contain the requested address.
      const stripped = {
        ...answer,
        body: answer.body.replaceAll(victim.id, ''),
        headers: { ...answer.headers, location: answer.headers.location?.replaceAll(victim.id, '') },
      }
      expect(judge(stripped), `${path} by ${actor?.email}`).toEqual([])
    })
    // Not even their own rows: reading changes nothing.
    expect(findForeignChanges(before, await portal.snapshot(), null, [victim, deleted])).toEqual([])
    report(
      'Z1',
      provider,
      `${ofReaders.length} writes and ${asked.length} reads by others: 0 foreign rows read or changed`,
    )
  })

  it('Z1: is read by its reader (the control of the above)', async () => {
    for (const path of ['/shelf', '/shelf/export/json', '/shelf/export/csv', '/account']) {
      const { status, body } = await portal.ask(path, { headers: { cookie: victim.cookie } })
      expect([status, body.includes(path === '/account' ? victim.email : words)]).toEqual([200, true])
    }
  })

  it('Z1: gets the same response as missing data, byte for byte', async () => {
    const { cookie } = await portal.signUp()
    const same = async (path: string, foreign: Fields, absent: Fields) => {
      const [one, two] = [await portal.post(path, foreign, cookie), await portal.post(path, absent, cookie)]
      expect(describeAnswer(one)).toBe(describeAnswer(two))
      expect([404, 409]).toContain(one.status)
    }
    await same('/api/account/sessions/end', { session, password }, { session: 'x'.repeat(32), password })
    for (const [path, more] of [
      ['rename', { name: 'Mine' }],
      ['remove', { password }],
    ] as const)
      await same(`/api/account/passkeys/${path}`, { passkey, ...more }, { passkey: 'x'.repeat(36), ...more })
    for (const write of writes.filter(({ family }) => family === 'marks')) {
      const { body } = await prepareWrite(portal, write)
      await same(write.path, { ...body, reader: victim.id }, { ...body, reader: randomUUID() })
      await same(write.path, { ...body, resource: withdrawn }, { ...body, resource: 'never-there' })
    }
  })

  it('Z1: is detected if a handler forgets the owner', async () => {
    const other = await portal.signUp()
    const fake = (body: string): PortalResponse => ({ status: 200, headers: {}, body })
    const { database } = portal
    const careless = async (handler: () => Promise<unknown>) =>
      (await examine(other, [async () => fake(JSON.stringify(await handler()))], await portal.snapshot())).found
    expect(await careless(() => database.mark.findMany())).toContain(`read: ${words}`)
    expect(await careless(() => database.session.deleteMany({ where: { id: session } }))).toContainEqual(
      expect.stringContaining('session: gone'),
    )
    expect(await careless(() => database.mark.updateMany({ data: { bookmarked: true } }))).toContainEqual(
      expect.stringContaining('mark: made'),
    )
  })

  /** One member for all writes without preparation, since refused writes change nothing. */
  let anybody: Promise<Member> | undefined

  // Unit tests refuse unknown fields at every address (app/api/write-refusals.test.ts).
  it.each(sample(writes, 2))('Z2: fields that $path does not know are refused', async (write) => {
    const needsOwn = write.prepare !== undefined || write.who === 'guest'
    const { context, body } = await prepareWrite(
      portal,
      write,
      needsOwn ? undefined : await (anybody ??= portal.signUp()),
    )
    const before = await portal.checksum()
    const unknown = [
      'userId',
      'user',
      'id',
      'role',
      'emailVerified',
      'createdAt',
      'updatedAt',
      'isAnonymous',
      'mergedIntoId',
      'image',
      'token',
      'accountId',
      'changedAt',
      '__proto__',
      'constructor',
      'prototype',
      'toString',
    ].filter((name) => !(name in body && Object.hasOwn(body, name)))
    const more = sample(unknown, 4, writes.indexOf(write) >> 1)
    const send = async (text: string) =>
      (await portal.post(write.path, text, write.who === 'anyone' ? undefined : context.member.cookie)).status
    await forAll(more.entries(), async ([index, name]) => {
      const field = `"${name}":${[`"${victim.id}"`, 'true', '{"admin":true}'][index % 3]}`
      expect([
        field,
        await send(JSON.stringify(body).replace(/^\{/, Object.keys(body).length ? `{${field},` : `{${field}`)),
      ]).toEqual([field, 422])
      // In each row of a list too.
      if ('rows' in body)
        expect([field, await send(JSON.stringify(body).replace('[{', `[{${field},`))]).toEqual([field, 422])
    })
    expect(await portal.checksum()).toBe(before)
    report('Z2', provider, `${sample(writes, 2).length} writes × ${more.length} fields: 422, 0 rows changed`)
  })
})
