import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sample } from '@/scripts/testing/cases'
import { sampledProviders } from '@/scripts/testing/databases'
import { openPortal, toCookie, type TestPortal, type TestReader } from '@/scripts/testing/portal'
import { startProcess, type TestProcess } from '@/scripts/testing/processes'

/** Another server of the portal, which tries a cookie on each of these routes and a page. */
const server = `import { getReader } from './lib/session.ts'
  console.warn = console.error = () => {}
  async function work({ cookie, routes }) {
    const statuses = []
    for (const [route, body] of routes) {
      const { POST } = await import('./app/api/' + route + '/route.ts')
      const headers = { host: 'localhost:3000', origin: 'http://localhost:3000', 'content-type': 'application/json', 'x-lectern-address': '198.51.100.1', cookie }
      statuses.push((await POST(new Request('http://localhost:3000/api/' + route, { method: 'POST', headers, body: JSON.stringify(body) }))).status)
    }
    return [(await getReader(new Headers({ cookie }))) ? 200 : 401, ...statuses]
  }`

const day = 24 * 60 * 60 * 1000
const sessionOf = (cookies: string) => /portal-session~3000=[^;]+/.exec(cookies)?.[0] ?? ''

describe.each(sampledProviders)('a session on %s', (provider) => {
  let portal: TestPortal
  let other: TestProcess
  let ada: TestReader
  let resource: string
  let count = 0

  beforeAll(async () => {
    portal = await openPortal(provider, { GITHUB_CLIENT_ID: 'an-id', GITHUB_CLIENT_SECRET: 'a-secret' })
    resource = [...(await (await import('@/lib/content')).getPortal()).resources.keys()][0]!
    await portal.signUp('first@example.org')
    other = await startProcess(server)
  }, 200_000)
  afterAll(async () => {
    await other?.end()
    await portal?.close()
  })
  beforeEach(async () => {
    ada = await portal.signUp(`ada-${++count}@example.org`)
  })
  afterEach(() => void vi.useRealTimers())

  const use = async (cookie: string) => (await portal.post('session', { cookie })).status
  const signIn = (cookie?: string) =>
    portal.post('sign-in', { body: { email: ada.email, password: ada.password }, cookie })
  const routes = (reader: TestReader): [string, object][] => [
    ['session', {}],
    ['account/name', { name: 'Ada' }],
    ['account/email/again', {}],
    ['account/sessions/end-others', {}],
    ['bookmarks', { resource, bookmarked: true, reader: reader.id }],
    ['notes', { resource, note: 'mine', reader: reader.id }],
  ]

  it('A9: replaces and ends the previous one, even a planted one', async () => {
    const before = sessionOf(ada.cookie)
    const answer = await signIn(before)
    const after = sessionOf(toCookie(answer))
    expect(after).not.toBe(before)
    expect([await use(before), await use(after)]).toEqual([401, 200])
    expect(await portal.database.session.count({ where: { userId: ada.id } })).toBe(1)

    const planted = 'portal-session~3000=planted.c2lnbmF0dXJl'
    const fresh = sessionOf(toCookie(await signIn(planted)))
    expect(fresh).not.toContain('planted')
    expect([await use(planted), await use(fresh)]).toEqual([401, 200])
    // Another reader's session in this browser ends too; her other sessions continue.
    const bea = await portal.signUp(`bea-${count}@example.org`)
    const renewed = sessionOf(toCookie(await signIn(bea.cookie)))
    expect([await use(bea.cookie), await use(renewed), await use(fresh)]).toEqual([401, 200, 200])
  })

  it('A9: of a guest ends once they sign in', async () => {
    const guest = sessionOf(toCookie(await portal.post('bookmarks', { body: { resource, bookmarked: true } })))
    expect(await use(guest)).toBe(200)
    const signedIn = sessionOf(toCookie(await signIn(guest)))
    expect([await use(guest), await use(signedIn)]).toEqual([401, 200])
    expect(await portal.database.mark.count({ where: { userId: ada.id } })).toBe(1)
  })

  it.each<[string, (phone: string) => Promise<Response>]>([
    ['signed out', (phone) => portal.post('sign-out', { cookie: phone })],
    [
      'ended from another browser',
      async () => portal.post('account/sessions/end-others', { cookie: await portal.prove(ada) }),
    ],
    [
      'outlived by a new password',
      async () =>
        portal.post('account/password', {
          body: { currentPassword: ada.password, newPassword: 'quite another one' },
          cookie: ada.cookie,
        }),
    ],
    [
      'ended by a password reset',
      async () => {
        const token = await portal.makeResetLink(ada)
        return portal.post('password-reset/finish', { body: { token, password: 'quite another one' } })
      },
    ],
    [
      'of a deleted account',
      async () => portal.post('account/delete', { body: { password: ada.password }, cookie: ada.cookie }),
    ],
  ])(
    'A11, A12: that is %s ends at once, on every server and route',
    async (_, end) => {
      const phone = sessionOf(await portal.signIn(ada))
      expect(await other.call({ cookie: phone, routes: routes(ada).slice(0, 2) })).toEqual([200, 200, 200])
      expect((await end(phone)).status).toBe(200)
      const before = await portal.dump()
      expect(await other.call({ cookie: phone, routes: routes(ada) })).toEqual(Array(7).fill(401))
      expect(await use(phone)).toBe(401)
      expect({ ...(await portal.dump()), rate_limit: [] }).toEqual({ ...before, rate_limit: [] })
    },
    40_000,
  )

  it('A16: ends ninety days after the last visit, and a year after the sign-in', async () => {
    const start = Date.now()
    const at = (days: number, minutes = 0) =>
      vi.useFakeTimers({ toFake: ['Date'], now: start + days * day + minutes * 60_000 })
    const idle = sessionOf(await portal.signIn(ada))
    const visited = sessionOf(await portal.signIn(ada))
    for (const minutes of [-120, -5, 0, 5, 120]) {
      at(0, minutes)
      expect(await use(visited)).toBe(200)
    }
    for (const days of [80, 160, 240, 320, 364]) {
      at(days)
      expect(await use(visited)).toBe(200)
    }
    at(366)
    expect([await use(visited), await use(idle)]).toEqual([401, 401])
    expect(
      await portal.database.session.count({ where: { userId: ada.id, expiresAt: { gt: new Date() } } }),
    ).toBeGreaterThan(0)
  })

  it('A16: ends after ninety days without a visit', async () => {
    const start = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: start + 90 * day - 5 * 60_000 })
    expect(await portal.database.session.count({ where: { userId: ada.id, expiresAt: { gt: new Date() } } })).toBe(1)
    vi.useFakeTimers({ toFake: ['Date'], now: start + 90 * day + 5 * 60_000 })
    expect(await use(ada.cookie)).toBe(401)
  })

  it('A16: of a guest lasts as long as they visit, as they have nothing else', async () => {
    const start = Date.now()
    const guest = sessionOf(toCookie(await portal.post('bookmarks', { body: { resource, bookmarked: true } })))
    for (const days of [80, 160, 240, 320, 400]) {
      vi.useFakeTimers({ toFake: ['Date'], now: start + days * day })
      expect(await use(guest)).toBe(200)
    }
  })

  const elsewhere = [
    'https://evil.example',
    'http://evil.example/',
    '//evil.example',
    '///evil.example',
    '////evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\\/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'https:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
    '.evil.example',
    ':80@evil.example',
    'http://localhost:3000@evil.example',
    'http://localhost:3000.evil.example',
    '//localhost:3000@evil.example',
    '/\u2028/evil.example',
    '//evil%E3%80%82example',
    '/\r\nLocation: https://evil.example',
  ]
  it.each(elsewhere)('A15: redirects only within the site: %j', async (returnTo) => {
    const forms = [
      () => portal.post('sign-in', { body: { email: ada.email, password: ada.password, returnTo }, asForm: true }),
      () => portal.post('sign-in', { body: { email: ada.email, password: 'not it', returnTo }, asForm: true }),
      () => portal.post('sign-out', { body: { returnTo }, cookie: ada.cookie, asForm: true }),
      () => portal.post('account/name', { body: { name: 'Ada', returnTo }, asForm: true }),
    ]
    for (const send of sample(forms, 2, elsewhere.indexOf(returnTo))) {
      const answer = await send()
      const location = answer.headers.get('location') ?? ''
      expect([answer.status, new URL(location, 'http://localhost:3000').origin, location.startsWith('//')]).toEqual([
        303,
        'http://localhost:3000',
        false,
      ])
      const next = new URL(location, 'http://localhost:3000').searchParams.get('next') ?? '/'
      expect(new URL(next, 'http://localhost:3000').origin).toBe('http://localhost:3000')
    }
    // The address after GitHub is in the state, which the browser stores encrypted.
    const auth = (await import('@/lib/auth')).getAuth()
    const { handler } = auth
    let sent = { callbackURL: '' }
    vi.spyOn(auth, 'handler').mockImplementationOnce(async (request) => {
      sent = (await request.clone().json()) as typeof sent
      return handler(request)
    })
    const answer = await portal.post('sign-in/github', { body: { returnTo }, asForm: true })
    expect(new URL(sent.callbackURL, 'http://localhost:3000').origin).toBe('http://localhost:3000')
    expect(answer.headers.getSetCookie().some((each) => each.includes('oauth_state='))).toBe(true)
    expect(await portal.database.verification.count()).toBe(0)
  })
})

it('A10: is a cookie of this host only, hidden from scripts and other sites; its token is nowhere else', async () => {
  const base = 'https://learn.example.org'
  const portal = await openPortal('sqlite', {
    BASE_URL: base,
    GITHUB_CLIENT_ID: 'an-id',
    GITHUB_CLIENT_SECRET: 'a-secret',
  })
  const logged = [
    vi.spyOn(console, 'log'),
    vi.spyOn(console, 'warn'),
    vi.spyOn(console, 'error'),
    vi.spyOn(console, 'info'),
  ].map((each) => each.mockImplementation(() => {}))
  try {
    const headers = { origin: base, host: 'learn.example.org' }
    const account = { email: 'ada@example.org', password: 'reading by lamplight' }
    const answers = [await portal.post('sign-up', { body: { name: 'Ada', ...account }, headers })]
    const cookie = toCookie(answers[0]!)
    answers.push(
      await portal.post('sign-in', { body: account, headers }),
      await portal.post('sign-in', { body: { ...account, password: 'not the password' }, headers, asForm: true }),
    )
    answers.push(
      await portal.post('account/name', { body: { name: 'A' }, cookie, headers }),
      await portal.post('sign-in/github', { headers, asForm: true }),
    )
    answers.push(
      await portal.post('account/password', {
        body: { currentPassword: account.password, newPassword: 'quite another one' },
        cookie,
        headers,
      }),
      await portal.post('sign-out', { cookie, headers }),
    )
    const cookies = answers.flatMap((answer) => answer.headers.getSetCookie())
    expect(cookies.length).toBeGreaterThan(8)
    for (const each of cookies) {
      expect(each).toMatch(/; HttpOnly(;|$)/i)
      expect(each).toMatch(/; Secure(;|$)/i)
      expect(each).toMatch(/; SameSite=Lax(;|$)/i)
      expect(each).not.toMatch(/; Domain=/i)
      expect(each.length).toBeLessThan(4096)
      expect(each).toMatch(/^__Host-[^;]+; .*Path=\/(;|$)/)
    }
    const tokens = (await portal.database.session.findMany()).map(({ token }) => token)
    const told = JSON.stringify([
      ...(await Promise.all(answers.map((answer) => answer.text()))),
      ...answers.map((answer) => answer.headers.get('location')),
      ...logged.map(({ mock }) => mock.calls),
    ])
    expect(tokens.length).toBeGreaterThan(0)
    for (const token of [...tokens, ...cookies.map((each) => /session=([^.;]{20,})/.exec(each)?.[1] ?? 'none')])
      if (token !== 'none') expect(told).not.toContain(token)
  } finally {
    for (const each of logged) each.mockRestore()
    await portal.close()
  }
})
