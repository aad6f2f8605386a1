import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '../scripts/testing/databases'
import { forAll, openPortal, password, type Answer, type Member, type Portal, type Snapshot } from './portal'
import { report } from './report'
import { addPasskey, becomeGuest, importRow, prepareWrite, reads, writes, type Fields } from './routes'
import { describeAnswer, findForeignChanges, findSecrets } from './snapshot'

it('Z3: what stands before Next decides nothing about who may do what: of a session it knows the cookie’s name alone, to leave the request to Next', () => {
  const sources = readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^.]+\.ts$/.test(name))
    .map((name) => readFileSync(`server/${name}`, 'utf8'))
    .join('\n')
  const ours = [...sources.matchAll(/from '(?:\.\.\/)+((?:components|lib)\/[^']+)'/g)].map(([, from]) => from)
  expect([...new Set(ours)].sort()).toEqual([
    'components/layout/head-script',
    'components/layout/standalone-page',
    'components/ui/storage-keys',
    'lib/addresses',
    'lib/after',
    'lib/client-address',
    'lib/content',
    'lib/content/follow-content',
    'lib/env',
    'lib/explain-failure',
    'lib/explain-listening',
    'lib/history',
    'lib/links',
    'lib/observing',
    'lib/own-host',
    'lib/resource-list',
    'lib/session-cookie',
  ])
  expect(new Set([...sources.matchAll(/status: (\d+)/g)].map(([, status]) => status))).toEqual(
    new Set(['204', '400', '404', '405', '413', '417', '421']),
  )
})

// What is another reader's: the victim has marks, a note, a second browser and a mark on what is listed no more.

const ofReaders = writes.filter(({ who }) => who === 'reader' || who === 'guest')
/** In the victim's marks and nowhere else. */
const words = 'Only for my own eyes 5b1f'
const withdrawn = 'withdrawn-and-marked'

describe.each(providers)('what is another reader’s, on %s', (provider) => {
  let portal: Portal
  let victim: Member
  let session: string
  let passkey: string
  let deleted: Member
  let secrets: string[]

  beforeAll(async () => {
    portal = await openPortal(provider)
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

  /** What somebody was told that is not theirs. */
  const judge = (answer: Answer) => [
    ...findSecrets(answer, secrets).map((secret) => `read: ${secret}`),
    ...(answer.status >= 500 ? [`answered ${answer.status}`] : []),
  ]

  /** Returns what an actor got by these calls that is not the actor's, rows changed and words read, and how the database is left. */
  async function examine(
    actor: Member | null,
    calls: (() => Promise<Answer>)[],
    before: Snapshot,
  ): Promise<{ found: string[]; after: Snapshot }> {
    const found: string[] = []
    for (const call of calls) found.push(...judge(await call()))
    const after = await portal.snapshot()
    return { found: [...findForeignChanges(before, after, actor, [victim, deleted]), ...found], after }
  }

  /** The body of a write that names what is the victim's wherever it can. */
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

  it('shows in the checksum where it is written (what Z2 is measured against)', async () => {
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
    // Those without an account may change nothing at all, and so are looked at together.
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
      .flatMap((path) => [null, other, guest, deleted].map((actor) => ({ path, actor })))
    const before = await portal.snapshot()
    await forAll(asked, async ({ path, actor }) => {
      const address = `${path}${path.includes('?') ? '&' : '?'}reader=${victim.id}&userId=${victim.id}`
      const answer = await portal.ask(address, { headers: { cookie: actor?.cookie ?? null } })
      // What was asked for may stand in the answer.
      const stripped = {
        ...answer,
        body: answer.body.replaceAll(victim.id, ''),
        headers: { ...answer.headers, location: answer.headers.location?.replaceAll(victim.id, '') },
      }
      expect(judge(stripped), `${path} by ${actor?.email}`).toEqual([])
    })
    // Not even their own: to read changes nothing.
    expect(findForeignChanges(before, await portal.snapshot(), null, [victim, deleted])).toEqual([])
    report(
      'Z1',
      provider,
      `${ofReaders.length} writes and ${asked.length} reads by others: 0 foreign rows read or changed`,
    )
  })

  it('Z1: is read by its reader (what the above is measured against)', async () => {
    for (const path of ['/shelf', '/shelf/export/json', '/shelf/export/csv', '/account']) {
      const { status, body } = await portal.ask(path, { headers: { cookie: victim.cookie } })
      expect([status, body.includes(path === '/account' ? victim.email : words)]).toEqual([200, true])
    }
  })

  it('Z1: is answered as what is not there, to the byte', async () => {
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

  it('Z1: is found out where a handler forgets whose it is', async () => {
    const other = await portal.signUp()
    const fake = (body: string): Answer => ({ status: 200, headers: {}, body })
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

  /** One for all writes that need nothing prepared: what is refused leaves the member as it was. */
  let anybody: Promise<Member> | undefined

  it.each(writes)('Z2: fields that $path does not ask for are refused', async (write) => {
    const needsOwn = write.prepare !== undefined || write.who === 'guest'
    const { context, body } = await prepareWrite(
      portal,
      write,
      needsOwn ? undefined : await (anybody ??= portal.signUp()),
    )
    const before = await portal.checksum()
    const more = [
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
    report('Z2', provider, `${writes.length} writes × ${more.length} fields: 422, 0 rows changed`)
  })
})
