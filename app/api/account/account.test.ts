import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { logTo } from '@/lib/observing'
import { sampledProviders } from '@/scripts/testing/databases'
import { openPortal, toCookie, toNotice, type TestPortal, type TestReader } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const logged = vi.fn<(line: string) => void>()
logTo({ write: logged }, 'error')

describe.each(sampledProviders)('an account on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let bea: TestReader
  let count = 0

  let resources: string[]

  beforeAll(async () => {
    portal = await openPortal(provider)
    resources = [...(await (await import('@/lib/content')).getPortal()).resources.keys()]
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    logged.mockClear()
    count++
    ada = await portal.signUp(`ada-${count}@example.org`)
    bea = await portal.signUp(`bea-${count}@example.org`)
  })

  const post = async (route: string, reader: { cookie: string }, body = {}) =>
    (await portal.post(route, { body, cookie: reader.cookie })).status
  /** Returns 200 for the cookie of an open session, otherwise 401. */
  const use = (cookie: string) => post('account/name', { cookie }, { name: 'Ada' })
  const read = (reader: TestReader) => portal.database.user.findUnique({ where: { id: reader.id } })
  const sessionsOf = (reader: TestReader) =>
    portal.database.session.findMany({ where: { userId: reader.id }, orderBy: { createdAt: 'asc' } })
  const grow = (reader: TestReader) =>
    portal.database.session.updateMany({
      where: { userId: reader.id },
      data: { createdAt: new Date(Date.now() - 61 * 60 * 1000) },
    })
  /** Creates an account without a password, as sign-in with GitHub does. */
  const asFromGithub = async (reader: TestReader) => {
    await portal.database.account.deleteMany({ where: { userId: reader.id } })
    await portal.database.account.create({
      data: { id: `gh-${reader.id}`, accountId: reader.id, providerId: 'github', userId: reader.id },
    })
  }

  const routes = [
    'name',
    'email',
    'email/again',
    'password',
    'sessions/end',
    'sessions/end-others',
    'github/link',
    'github/unlink',
    'delete',
    'delete-marks',
  ].map((each) => `account/${each}`)

  it.each(routes)('is changed only from this site and by its reader: %s', async (route) => {
    const before = await portal.dump()
    const body = {
      name: 'Eve',
      email: 'eve@example.org',
      password: ada.password,
      currentPassword: ada.password,
      newPassword: 'another password',
    }
    expect(
      (await portal.post(route, { body, cookie: ada.cookie, headers: { origin: 'http://evil.example' } })).status,
    ).toBe(403)
    expect(
      (await portal.post(route, { body, cookie: ada.cookie, headers: { 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403)
    expect((await portal.post(route, { body })).status).toBe(401)
    expect((await portal.post(route, { body, cookie: 'portal-session~3000=forged.forged' })).status).toBe(401)
    expect((await portal.post(route, { body: { ...body, userId: bea.id }, cookie: ada.cookie })).status).toBe(422)
    const form = await portal.post(route, { body: { returnTo: '/account' }, asForm: true })
    expect([form.status, form.headers.get('location')]).toEqual([303, '/sign-in?next=%2Faccount'])
    expect(await portal.dump()).toEqual(before)
  })

  it('changes its name, and shows success and errors in place', async () => {
    const done = await portal.post('account/name', { body: { name: ' Grace ' }, cookie: ada.cookie, asForm: true })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/account?again=1#name'])
    expect(toNotice(done)).toContain('"section":"name","done":true')
    expect([(await read(ada))?.name, (await read(bea))?.name]).toEqual(['Grace', 'Ada'])
    const refused = await portal.post('account/name', { body: { name: '   ' }, cookie: ada.cookie, asForm: true })
    expect(refused.headers.get('location')).toBe('/account?again=1#name')
    expect(toNotice(refused)).toContain('"message":"Enter a name."')
    expect(toNotice(refused)).toContain('"field":"name"')
    expect(toNotice(refused)).not.toContain('"done"')
  })

  it('shows an error at the field that caused it', async () => {
    const right = { currentPassword: ada.password, newPassword: 'quite another one' }
    const refuse = async (route: string, body: Record<string, string>) => {
      const answer = await portal.post(`account/${route}`, { body, cookie: ada.cookie, asForm: true })
      return /"field":"(\w+)"/.exec(toNotice(answer))?.[1]
    }
    expect(await refuse('password', { ...right, currentPassword: 'not the password' })).toBe('currentPassword')
    expect(await refuse('password', { ...right, newPassword: 'short' })).toBe('newPassword')
    expect(await refuse('password', { ...right, newPassword: 'password1234' })).toBe('newPassword')
    expect(await refuse('password', { ...right, newPassword: ada.password })).toBe('newPassword')
    expect(await refuse('email', { email: 'ada', password: ada.password })).toBe('email')
    expect(await refuse('email', { email: ada.email, password: ada.password })).toBe('email')
    expect(await refuse('email', { email: 'new@example.org', password: 'not the password' })).toBe('password')
    expect(await refuse('delete', { password: 'not the password' })).toBe('password')
    // Without a field: the message is about the whole form.
    expect(await refuse('name', { name: 'Ada', more: 'x' })).toBeUndefined()
    await portal.database.rateLimit.deleteMany()
  })

  it('changes its password with the current one, and signs out every other browser', async () => {
    const other = await portal.signIn(ada)
    expect(
      await post('account/password', ada, { currentPassword: 'not the password', newPassword: 'quite another one' }),
    ).toBe(400)
    expect(await post('account/password', ada, { newPassword: 'quite another one' })).toBe(422)
    expect(await post('account/password', ada, { currentPassword: ada.password, newPassword: 'elevenchars' })).toBe(422)
    expect([await use(ada.cookie), await use(other)]).toEqual([200, 200])
    const answer = await portal.post('account/password', {
      body: { currentPassword: ada.password, newPassword: 'quite another one' },
      cookie: ada.cookie,
    })
    expect([answer.status, await answer.text()]).toEqual([200, '{}'])
    expect([await use(ada.cookie), await use(other), await use(toCookie(answer)), await use(bea.cookie)]).toEqual([
      401, 401, 200, 200,
    ])
    const signIn = (password: string) => post('sign-in', { cookie: '' }, { email: ada.email, password })
    expect([await signIn(ada.password), await signIn('quite another one')]).toEqual([401, 200])
  })

  it('accepts a first password only right after a sign-in', async () => {
    await asFromGithub(ada)
    await grow(ada)
    expect(await post('account/password', ada, { newPassword: 'a very first password' })).toBe(403)
    await portal.database.session.updateMany({ where: { userId: ada.id }, data: { createdAt: new Date() } })
    expect(await post('account/password', ada, { newPassword: 'a very first password' })).toBe(200)
    expect(await post('sign-in', { cookie: '' }, { email: ada.email, password: 'a very first password' })).toBe(200)
    // From now on it needs the current one.
    expect(await post('account/password', ada, { newPassword: 'a very second password' })).toBe(422)
  })

  it('changes its address immediately and unconfirmed without mail, with the password', async () => {
    await portal.database.user.update({ where: { id: ada.id }, data: { emailVerified: true } })
    await portal.database.verification.create({
      data: { id: `reset-${ada.id}`, identifier: 'x', value: ada.id, expiresAt: new Date(Date.now() + 60_000) },
    })
    const to = `new-${ada.email}`
    expect(await post('account/email', ada, { email: to })).toBe(422)
    expect(await post('account/email', ada, { email: to, password: 'not the password' })).toBe(400)
    expect(await post('account/email', ada, { email: bea.email.toUpperCase(), password: ada.password })).toBe(422)
    expect(await post('account/email', ada, { email: ada.email.toUpperCase(), password: ada.password })).toBe(422)
    expect(await read(ada)).toMatchObject({ email: ada.email, emailVerified: true })
    expect(await post('account/email', ada, { email: to.toUpperCase(), password: ada.password })).toBe(200)
    expect(await read(ada)).toMatchObject({ email: to, emailVerified: false })
    expect(await portal.database.verification.count({ where: { value: ada.id } })).toBe(0)
    expect(await read(bea)).toMatchObject({ email: bea.email })
  })

  it('allows five password attempts a minute', async () => {
    const from = { 'x-lectern-address': '10.8.8.8' }
    const statuses = []
    for (let tries = 0; tries < 6; tries++)
      statuses.push(
        (
          await portal.post('account/delete', {
            body: { password: 'not the password' },
            cookie: ada.cookie,
            headers: from,
          })
        ).status,
      )
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    expect(await use(ada.cookie)).toBe(200)
    await portal.database.rateLimit.deleteMany()
  })

  it('ends one or all other sessions, only of its own reader', async () => {
    const [phone, tablet] = [await portal.signIn(ada, 'phone'), await portal.signIn(ada, 'tablet')]
    const beas = await sessionsOf(bea)
    const phoneSession = (await sessionsOf(ada)).find(({ userAgent }) => userAgent === 'phone')!
    // Another reader's session and an unknown one get the same answer.
    const proven = await portal.prove(ada)
    const foreign = await portal.post('account/sessions/end', { body: { session: beas[0]!.id }, cookie: proven })
    const nobodys = await portal.post('account/sessions/end', {
      body: { session: 'x'.repeat(beas[0]!.id.length) },
      cookie: proven,
    })
    expect([foreign.status, await foreign.text()]).toEqual([nobodys.status, await nobodys.text()])
    expect(foreign.status).toBe(404)
    expect(await use(bea.cookie)).toBe(200)

    expect(await post('account/sessions/end', ada, { session: phoneSession.id })).toBe(403)
    ada.cookie = await portal.prove(ada)
    expect(await post('account/sessions/end', ada, { session: phoneSession.id })).toBe(200)
    expect([await use(phone), await use(tablet), await use(ada.cookie)]).toEqual([401, 200, 200])
    expect(await post('account/sessions/end-others', ada)).toBe(200)
    expect([await use(tablet), await use(ada.cookie), await use(bea.cookie)]).toEqual([401, 200, 200])
  }, 60_000)

  it('keeps its last sign-in method', async () => {
    await asFromGithub(ada)
    expect(await post('account/github/unlink', ada)).toBe(409)
    expect(await portal.database.account.count({ where: { userId: ada.id } })).toBe(1)
    expect(await post('account/password', ada, { newPassword: 'a very first password' })).toBe(200)
    // Even a new session is not enough.
    expect(await post('account/github/unlink', ada)).toBe(403)
    ada.cookie = await portal.prove({ ...ada, password: 'a very first password' })
    bea.cookie = await portal.prove(bea)
    // Bea has no GitHub account to unlink, and can't unlink Ada's.
    expect(await post('account/github/unlink', bea)).toBe(200)
    expect(await portal.database.account.count({ where: { userId: ada.id } })).toBe(2)
    expect(await post('account/github/unlink', ada)).toBe(200)
    expect(await portal.database.account.findMany({ where: { userId: ada.id }, select: { providerId: true } })).toEqual(
      [{ providerId: 'credential' }],
    )
  })

  describe('of a guest', () => {
    let guest: TestReader
    beforeEach(async () => {
      const answer = await portal.post('bookmarks', { body: { resource: resources[0], bookmarked: true } })
      const { reader } = (await answer.json()) as { reader: string }
      const { email } = await portal.database.user.findUniqueOrThrow({ where: { id: reader } })
      guest = { id: reader, email, password: '', cookie: toCookie(answer) }
    })

    it.each(routes.filter((route) => !/sessions|delete-marks/.test(route)))(
      'has no account, and nothing changes: %s',
      async (route) => {
        const body =
          {
            'account/name': { name: 'Eve' },
            'account/email': { email: 'eve@example.org' },
            'account/password': { newPassword: 'another password' },
          }[route] ?? {}
        const before = await portal.dump()
        expect(await post(route, guest, body)).toBe(403)
        expect(await portal.dump()).toEqual(before)
      },
    )

    it('has its marks deleted once confirmed, and no one else’s', async () => {
      const route = 'account/delete-marks'
      expect(await post(route, guest)).toBe(422)
      expect(await post(route, ada, { confirm: 'yes' })).toBe(403)
      expect(await portal.database.mark.count({ where: { userId: guest.id } })).toBe(1)
      const answer = await portal.post(route, { body: { confirm: 'yes' }, cookie: guest.cookie, asForm: true })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/deleted?again=1'])
      expect(await portal.database.user.count({ where: { id: guest.id } })).toBe(0)
      expect(JSON.stringify(await portal.dump())).not.toContain(guest.id)
      expect(await read(ada)).not.toBeNull()
    })
  })

  it('can’t be linked to GitHub if the portal has not set it up', async () => {
    expect(await post('account/github/link', ada)).toBe(404)
  })

  describe('that is deleted', () => {
    const traces = async (reader: TestReader) =>
      Object.entries(await portal.dump()).flatMap(([table, rows]) =>
        rows.filter((row) => row.includes(reader.id) || row.includes(reader.email)).map((row) => `${table}: ${row}`),
      )

    it('R20: leaves nothing behind in any table, and its sessions are refused at once', async () => {
      expect(await post('bookmarks', ada, { resource: resources[0], bookmarked: true })).toBe(200)
      const expiresAt = new Date(Date.now() + 60_000)
      await portal.database.verification.create({
        data: { id: `reset-link-${count}`, identifier: 'x', value: ada.id, expiresAt },
      })
      const link = {
        id: `link-${count}`,
        purpose: 'confirm-address',
        tokenHash: `link-${count}`,
        userId: ada.id,
        fromEmail: ada.email,
        email: `new-${ada.email}`,
        expiresAt,
      }
      const like = {
        ...link,
        id: `like-${count}`,
        tokenHash: `like-${count}`,
        userId: bea.id,
        fromEmail: bea.email,
        email: `x${ada.email}`,
      }
      await portal.database.mailedLink.createMany({ data: [link, like] })
      await portal.database.passkeyChallenge.create({
        data: { id: `challenge-${count}`, hash: `challenge-${count}`, userId: ada.id, expiresAt },
      })
      const other = await portal.signIn(ada)
      // The control: the search finds the values in most tables before.
      expect(new Set((await traces(ada)).map((trace) => trace.split(':')[0]))).toEqual(
        new Set([
          'user',
          'session',
          'account',
          'verification',
          'mailed_link',
          'passkey_challenge',
          'mark',
          'shelf_usage',
        ]),
      )

      expect(await post('account/delete', ada, { password: 'not the password' })).toBe(400)
      expect(await post('account/delete', ada, {})).toBe(422)
      expect(await post('account/delete', ada, { email: ada.email })).toBe(422)
      expect(await read(ada)).not.toBeNull()
      const answer = await portal.post('account/delete', {
        body: { password: ada.password },
        cookie: ada.cookie,
        asForm: true,
      })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/deleted?again=1'])
      expect(answer.headers.getSetCookie().find((each) => each.startsWith('portal-session~3000='))).toMatch(
        /Max-Age=0/i,
      )

      // Another reader's pending address that only looks like hers.
      expect(await traces(ada)).toEqual([expect.stringContaining(`mailed_link: `)])
      await portal.database.mailedLink.delete({ where: { id: like.id } })
      expect(await traces(ada)).toEqual([])
      expect([await use(ada.cookie), await use(other), await use(bea.cookie)]).toEqual([401, 401, 200])
      expect(await post('sign-in', { cookie: '' }, { email: ada.email, password: ada.password })).toBe(401)
    })

    it('without a password needs a recent sign-in and the address', async () => {
      await asFromGithub(ada)
      await grow(ada)
      expect(await post('account/delete', ada, { email: ada.email })).toBe(403)
      await portal.database.session.updateMany({ where: { userId: ada.id }, data: { createdAt: new Date() } })
      expect(await post('account/delete', ada, { email: bea.email })).toBe(422)
      expect(await post('account/delete', ada, { email: ` ${ada.email.toUpperCase()} ` })).toBe(200)
      expect(await traces(ada)).toEqual([])
    })

    it('R20: leaves no mark behind while forty are being written', async () => {
      let deleted = false
      const statuses = new Set<number>()
      const write = async (index: number) => {
        for (let turn = 0; turn < 2 || !deleted; turn++) {
          const resource = resources[(index + turn) % resources.length]
          statuses.add(await post('bookmarks', ada, { resource, bookmarked: turn % 2 === 0, reader: ada.id }))
        }
      }
      const writers = Array.from({ length: 40 }, (_, index) => write(index))
      await until(() => statuses.has(200))
      const status = await post('account/delete', ada, { password: ada.password })
      deleted = true
      await Promise.all(writers)
      expect(status).toBe(200)
      expect([...statuses].sort()).toEqual([200, 401])
      expect(await traces(ada)).toEqual([])
      expect((await traces(bea)).length).toBeGreaterThan(0)
    }, 40_000)
  })
})
