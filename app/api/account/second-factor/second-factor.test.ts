import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { showCode } from '@/scripts/testing/authenticator-app'
import { sampledProviders } from '@/scripts/testing/databases'
import { startMailbox } from '@/scripts/testing/mailbox'
import { openPortal, toCookie, toNotice, type TestPortal, type TestReader } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

it('an authenticator app shows the codes of RFC 6238', () => {
  const uri = 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&period=30'
  expect([59, 1111111109, 1234567890, 20000000000].map((second) => showCode(uri, 0, second * 1000))).toEqual([
    '94287082',
    '07081804',
    '89005924',
    '65353130',
  ])
})

/** Returns the cookies of a browser after a response. */
function merge(cookie: string, answer: Response): string {
  const jar = new Map(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((each) => [each.slice(0, each.indexOf('=')), each] as const),
  )
  for (const each of answer.headers.getSetCookie()) {
    const name = each.slice(0, each.indexOf('='))
    if (/Max-Age=0/i.test(each)) jar.delete(name)
    else jar.set(name, each.split(';')[0] ?? '')
  }
  return [...jar.values()].join('; ')
}

const wrong = (uri: string) =>
  ['000000', '111111', '222222', '333333'].find(
    (code) => ![-2, -1, 0, 1, 2].some((steps) => showCode(uri, steps) === code),
  )!

describe.each(sampledProviders)('two-factor authentication on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let bea: TestReader
  let count = 0
  let tutorial: string

  beforeAll(async () => {
    portal = await openPortal(provider)
    tutorial = [...(await (await import('@/lib/content')).getPortal()).resources.keys()][0]!
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    // Stops the clock in the middle of a code's 30 seconds.
    vi.setSystemTime(Math.floor(Date.now() / 30_000) * 30_000 + 15_000)
    await portal.database.rateLimit.deleteMany()
    count++
    ada = await portal.signUp(`ada-${count}@example.org`)
    bea = await portal.signUp(`bea-${count}@example.org`)
  })

  afterEach(() => void vi.useRealTimers())

  const send = (route: string, cookie: string, body = {}) => portal.post(route, { body, cookie })
  const post = async (route: string, cookie: string, body = {}) => (await send(route, cookie, body)).status
  /** Returns 200 for the cookie of an open session. */
  const use = (cookie: string) => post('account/name', cookie, { name: 'Ada' })
  const isOn = async ({ id }: TestReader) =>
    (await portal.database.user.findUniqueOrThrow({ where: { id } })).twoFactorEnabled
  /** Forgets used codes, as if 30 seconds had passed. */
  const forgetUsed = () => portal.database.rateLimit.deleteMany({ where: { key: { startsWith: 'used-code' } } })

  async function setUp(reader: TestReader): Promise<string> {
    const answer = await send('account/second-factor/set-up', reader.cookie, { password: reader.password })
    expect(answer.status).toBe(200)
    reader.cookie = merge(reader.cookie, answer)
    return ((await answer.json()) as { uri: string }).uri
  }

  /** Sets it up and turns it on with the previous code, which is then used up. */
  async function turnOn(reader: TestReader): Promise<{ uri: string; codes: string[] }> {
    const uri = await setUp(reader)
    const answer = await send('account/second-factor/turn-on', reader.cookie, { code: showCode(uri, -1) })
    expect(answer.status).toBe(200)
    reader.cookie = merge(reader.cookie, answer)
    return { uri, codes: ((await answer.json()) as { codes: string[] }).codes }
  }

  /** Returns the cookies of a browser after the right password. */
  async function beginSignIn({ email, password }: TestReader, cookie = ''): Promise<string> {
    const answer = await send('sign-in', cookie, { email, password })
    expect([answer.status, await answer.text()]).toEqual([200, '{"secondFactor":true}'])
    return merge(cookie, answer)
  }

  it('is on only after the app’s first code was checked', async () => {
    expect(await post('account/second-factor/set-up', ada.cookie)).toBe(422)
    expect(await post('account/second-factor/set-up', ada.cookie, { password: 'not the password' })).toBe(400)
    const uri = await setUp(ada)
    expect(uri).toMatch(
      /^otpauth:\/\/totp\/Lectern%20\(localhost\):ada-\d+%40example\.org\?secret=[A-Z2-7]{52}&issuer=Lectern%20%28localhost%29&/,
    )
    // Still off: sign-in needs no code.
    await portal.signIn(ada)
    expect(await post('account/second-factor/turn-on', ada.cookie, { code: wrong(uri) })).toBe(401)
    expect(await isOn(ada)).toBe(false)
    const answer = await send('account/second-factor/turn-on', ada.cookie, {
      code: ` ${showCode(uri).replace(/^.../, '$& ')} `,
    })
    const { codes } = (await answer.json()) as { codes: string[] }
    expect([answer.status, await isOn(ada), codes.length, new Set(codes).size]).toEqual([200, true, 10, 10])
    for (const code of codes) expect(code).toMatch(/^([2-9a-hjkmnp-z]{4}-){2}[2-9a-hjkmnp-z]{4}$/)
    // Ada stays signed in with a new token, and her other browsers with their own.
    expect([await use(ada.cookie), await use(merge(ada.cookie, answer))]).toEqual([401, 200])
  })

  it('is set up only in the browser that started, by its reader, within ten minutes', async () => {
    const uri = await setUp(ada)
    const other = await portal.signIn(ada)
    expect(await post('account/second-factor/turn-on', other, { code: showCode(uri) })).toBe(409)
    const cookie = ada.cookie.split('; ').find((each) => each.startsWith('portal-second-factor~3000='))!
    expect(await post('account/second-factor/turn-on', `${bea.cookie}; ${cookie}`, { code: showCode(uri) })).toBe(409)
    const now = Date.now()
    vi.setSystemTime(now + 10 * 60 * 1000)
    expect(await post('account/second-factor/turn-on', ada.cookie, { code: showCode(uri) })).toBe(409)
    expect([await isOn(ada), await isOn(bea)]).toEqual([false, false])
    vi.setSystemTime(now)
    expect(await post('account/second-factor/turn-on', ada.cookie, { code: showCode(uri) })).toBe(200)
  })

  it('asks for a code after the password, and starts no session before', async () => {
    const { uri } = await turnOn(ada)
    const before = await portal.database.session.count({ where: { userId: ada.id } })
    const asForm = await portal.post('sign-in', {
      body: { email: ada.email, password: ada.password, returnTo: '/shelf?find=x' },
      asForm: true,
    })
    expect([asForm.status, asForm.headers.get('location')]).toEqual([303, '/sign-in/code?next=%2Fshelf%3Ffind%3Dx'])
    expect(asForm.headers.getSetCookie().map((each) => each.replace(/=[^;]+/, '=…'))).toEqual([
      expect.stringMatching(/^portal-challenge~3000=…; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    expect(await portal.database.session.count({ where: { userId: ada.id } })).toBe(before)

    // An unfinished sign-in gives no access.
    const half = toCookie(asForm)
    const pages = [
      'account/name',
      'account/delete',
      'account/second-factor/set-up',
      'account/second-factor/turn-off',
      'account/second-factor/codes',
      'account/password',
      'account/email',
      'shelf-imports',
      'account/sessions/end-others',
    ]
    for (const route of pages)
      expect([route, await post(route, half, { name: 'Eve', password: ada.password, code: showCode(uri) })]).toEqual([
        route,
        401,
      ])
    const { getReader } = await import('@/lib/session')
    expect(await getReader(new Headers({ cookie: half }))).toBeNull()
    expect(
      await getReader(new Headers({ cookie: half.replace('portal-challenge~3000', 'portal-session~3000') })),
    ).toBeNull()

    const done = await portal.post('sign-in/code', {
      body: { code: showCode(uri), returnTo: '/shelf?find=x' },
      cookie: half,
      asForm: true,
    })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/shelf?find=x'])
    expect(await use(toCookie(done))).toBe(200)
    // It worked once.
    await forgetUsed()
    expect(await post('sign-in/code', half, { code: showCode(uri) })).toBe(401)
  })

  it('answers a wrong password in the same way as an account without it', async () => {
    await turnOn(ada)
    const answers = await Promise.all(
      [ada, bea].map(({ email }) => send('sign-in', '', { email, password: 'not the password' })),
    )
    expect(answers.map(({ status }) => status)).toEqual([401, 401])
    expect(await answers[0]!.text()).toBe(await answers[1]!.text())
    expect(answers.map((answer) => answer.headers.getSetCookie())).toEqual([[], []])
  })

  it('accepts no wrong code, no other reader’s, none twice, and none for a forged sign-in', async () => {
    const [{ uri }, of] = [await turnOn(ada), await turnOn(bea)]
    const half = await beginSignIn(ada)
    expect(await post('sign-in/code', half, { code: wrong(uri) })).toBe(401)
    expect(await post('sign-in/code', half, { code: showCode(of.uri) })).toBe(401)
    expect(await post('sign-in/code', half, { code: of.codes[0] })).toBe(401)
    expect(await post('sign-in/code', half, { code: 'twelve' })).toBe(422)
    // The code that turned it on can't be used again.
    expect(await post('sign-in/code', half, { code: showCode(uri, -1) })).toBe(401)
    for (const forged of ['', 'portal-challenge~3000=x', `${half}x`, half.replace('=', '=x')])
      expect([forged, await post('sign-in/code', forged, { code: showCode(uri) })]).toEqual([forged, 401])
    const right = showCode(uri)
    expect(await post('sign-in/code', half, { code: right })).toBe(200)
    const again = await beginSignIn(ada)
    expect(await post('sign-in/code', again, { code: right })).toBe(401)
    expect(await post('sign-in/code', again, { code: showCode(uri, 1) })).toBe(200)
  })

  it('accepts a code once if eight requests send it at once', async () => {
    const { uri } = await turnOn(ada)
    const halves = await Promise.all(Array.from({ length: 8 }, () => beginSignIn(ada)))
    const code = showCode(uri)
    const statuses = await Promise.all(halves.map((half) => post('sign-in/code', half, { code })))
    expect(statuses.filter((status) => status === 200).length).toBe(1)
    expect(statuses.every((status) => [200, 401, 429].includes(status))).toBe(true)
  })

  it('accepts each recovery code once, in any spelling, and no replaced one', async () => {
    const { uri, codes } = await turnOn(ada)
    const [first, second, third, fourth] = codes as [string, string, string, string]
    expect(await post('sign-in/code', await beginSignIn(ada), { code: first.toUpperCase().replaceAll('-', ' ') })).toBe(
      200,
    )
    expect(await post('sign-in/code', await beginSignIn(ada), { code: first })).toBe(401)
    const both = [await beginSignIn(ada), await beginSignIn(ada)]
    const statuses = await Promise.all(both.map((half) => post('sign-in/code', half, { code: second })))
    expect(statuses.filter((status) => status === 200).length).toBe(1)

    const ask = (body: Record<string, string>) => send('account/second-factor/codes', ada.cookie, body)
    expect((await ask({ password: ada.password, code: wrong(uri) })).status).toBe(401)
    expect((await ask({ password: 'not the password', code: third })).status).toBe(400)
    const answer = await ask({ password: ada.password, code: third })
    const fresh = ((await answer.json()) as { codes: string[] }).codes
    expect([answer.status, fresh.length]).toEqual([200, 10])
    for (const code of [third, fourth]) expect(await post('sign-in/code', await beginSignIn(ada), { code })).toBe(401)
    expect(await post('sign-in/code', await beginSignIn(ada), { code: fresh[9] })).toBe(200)
    const { countRecoveryCodes } = await import('@/lib/auth')
    expect(await countRecoveryCodes(ada.id)).toBe(9)
  })

  it('stops guessing from anywhere, and lets its reader in from a known browser', async () => {
    const { uri, codes } = await turnOn(ada)
    const statuses = []
    // A sign-in allows five attempts.
    for (let half = '', tries = 0; tries < 12; tries++) {
      if (tries % 5 === 0) half = await beginSignIn(ada)
      statuses.push(await post('sign-in/code', half, { code: wrong(uri) }))
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    // Even the right code and a recovery code are no longer checked …
    expect(await post('sign-in/code', await beginSignIn(ada), { code: showCode(uri) })).toBe(429)
    const held = await send('sign-in/code', await beginSignIn(ada), { code: codes[0] })
    expect([held.status, await held.text()]).toEqual([
      429,
      expect.stringMatching(/Too many attempts\. Wait 1[45] minutes/),
    ])
    // … nor after a password reset by mail …
    const { resetAttempts } = await import('@/lib/account/attempts')
    await resetAttempts(ada.email)
    expect(await post('sign-in/code', await beginSignIn(ada), { code: codes[0] })).toBe(429)
    // … except in the browser in which she signed in before.
    const known = ada.cookie.split('; ').find((each) => each.startsWith('portal-browser~3000='))!
    expect(await post('sign-in/code', await beginSignIn(ada, known), { code: codes[0] })).toBe(200)
  }, 60_000)

  it('never allows more than a hundred wrong codes in a row', async () => {
    const { uri, codes } = await turnOn(ada)
    expect(await post('sign-in/code', await beginSignIn(ada), { code: wrong(uri) })).toBe(401)
    await portal.database.rateLimit.updateMany({
      where: { key: { startsWith: 'codes-row:' } },
      data: { hits: String(Date.now()).repeat(100) },
    })
    expect(await post('sign-in/code', await beginSignIn(ada), { code: codes[0] })).toBe(429)
  })

  it('stops guessing in its reader’s browser too', async () => {
    const { uri } = await turnOn(ada)
    const off = (code: string) => post('account/second-factor/turn-off', ada.cookie, { password: ada.password, code })
    expect(await off(wrong(uri))).toBe(401)
    const counted = await portal.database.rateLimit.updateMany({
      where: { key: { startsWith: 'codes-known:' }, hits: { not: '' } },
      data: { hits: String(Date.now()).repeat(10) },
    })
    expect([counted.count, await off(showCode(uri)), await isOn(ada)]).toEqual([1, 429, true])
  })

  it('is turned off only with both factors', async () => {
    const { uri, codes } = await turnOn(ada)
    const off = (body: Record<string, string>, cookie = ada.cookie) =>
      send('account/second-factor/turn-off', cookie, body)
    expect((await off({ password: ada.password })).status).toBe(422)
    expect((await off({ code: showCode(uri) })).status).toBe(422)
    expect((await off({ password: 'not the password', code: showCode(uri) })).status).toBe(400)
    expect((await off({ password: ada.password, code: wrong(uri) })).status).toBe(401)
    expect((await off({ password: bea.password, code: showCode(uri) }, bea.cookie)).status).toBe(409)
    expect([await isOn(ada), await portal.database.twoFactor.count({ where: { userId: ada.id } })]).toEqual([true, 1])
    const answer = await portal.post('account/second-factor/turn-off', {
      body: { password: ada.password, code: codes[0]! },
      cookie: ada.cookie,
      asForm: true,
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?again=1#second-factor'])
    expect([await isOn(ada), await portal.database.twoFactor.count({ where: { userId: ada.id } })]).toEqual([false, 0])
    expect(await use(merge(ada.cookie, answer))).toBe(200)
    expect(await use(await portal.signIn(ada))).toBe(200)
    for (const route of ['codes', 'turn-off'])
      expect(
        await post(`account/second-factor/${route}`, merge(ada.cookie, answer), {
          password: ada.password,
          code: codes[1],
        }),
      ).toBe(409)
  })

  it('stays on after a password change, which ends unfinished sign-ins', async () => {
    const { uri, codes } = await turnOn(ada)
    const half = await beginSignIn(ada)
    const changed = await send('account/password', ada.cookie, {
      currentPassword: ada.password,
      newPassword: 'quite another one',
      code: codes[0],
    })
    expect(changed.status).toBe(200)
    expect(await post('sign-in/code', half, { code: showCode(uri) })).toBe(401)
    ada.password = 'quite another one'
    expect(await post('sign-in/code', await beginSignIn(ada), { code: showCode(uri, 1) })).toBe(200)
  })

  it('merges a guest’s marks, and ends the previous session', async () => {
    const { uri } = await turnOn(ada)
    const marked = await send('bookmarks', '', { resource: tutorial, bookmarked: true })
    const guest = toCookie(marked)
    const half = await beginSignIn(ada, guest)
    // They stay a guest, with their marks, until the code is right.
    expect(await post('bookmarks', half, { resource: tutorial, bookmarked: true })).toBe(200)
    expect(await portal.database.mark.count({ where: { userId: ada.id } })).toBe(0)
    const done = await send('sign-in/code', half, { code: showCode(uri) })
    expect([done.status, toNotice(done)]).toEqual([200, expect.stringContaining('"marks":1')])
    expect(await portal.database.mark.findMany({ where: { userId: ada.id }, select: { resourceId: true } })).toEqual([
      { resourceId: tutorial },
    ])

    const beas = await beginSignIn(ada, bea.cookie)
    expect(await use(beas)).toBe(200)
    expect(await post('sign-in/code', beas, { code: showCode(uri, 1) })).toBe(200)
    expect(await use(bea.cookie)).toBe(401)
  })

  it('is stored so that a copy of the database signs in to nothing, and is deleted with its account', async () => {
    const { uri, codes } = await turnOn(ada)
    const half = await beginSignIn(ada)
    const secret = new URL(uri).searchParams.get('secret')!
    const text = JSON.stringify(await portal.dump())
    for (const told of [
      secret,
      ...codes,
      ...codes.map((code) => code.replaceAll('-', '')),
      showCode(uri, -1),
      decodeURIComponent(half).split('=')[1]!.split('.')[0]!,
    ])
      expect(text).not.toContain(told)

    expect(await post('account/delete', ada.cookie, { password: ada.password, code: codes[0] })).toBe(200)
    expect(await portal.database.twoFactor.count({ where: { userId: ada.id } })).toBe(0)
    expect(JSON.stringify(await portal.dump())).not.toContain(ada.id)
    expect(await post('sign-in/code', half, { code: showCode(uri) })).toBe(401)
  })

  it('is unavailable for an account without a password', async () => {
    await portal.database.account.deleteMany({ where: { userId: ada.id } })
    await portal.database.account.create({
      data: { id: `gh-${ada.id}`, accountId: ada.id, providerId: 'github', userId: ada.id },
    })
    expect(await post('account/second-factor/set-up', ada.cookie, { password: ada.password })).toBe(409)
  })
})

it('is announced by mail when it is turned on or off', async () => {
  const mailbox = await startMailbox()
  const portal = await openPortal('sqlite', { SMTP_URL: mailbox.url, MAIL_FROM: 'lectern@example.org' })
  try {
    const ada = await portal.signUp('ada@example.org')
    const begun = await portal.post('account/second-factor/set-up', {
      body: { password: ada.password },
      cookie: ada.cookie,
    })
    const { uri } = (await begun.json()) as { uri: string }
    const on = await portal.post('account/second-factor/turn-on', {
      body: { code: showCode(uri) },
      cookie: merge(ada.cookie, begun),
    })
    await until(() =>
      mailbox.mails.some(
        ({ to, subject }) =>
          to === ada.email && subject === 'Two-factor authentication is on for your account at Lectern',
      ),
    )
    const off = await portal.post('account/second-factor/turn-off', {
      body: { password: ada.password, code: showCode(uri, 1) },
      cookie: merge(ada.cookie, on),
    })
    expect(off.status).toBe(200)
    await until(() =>
      mailbox.mails.some(
        ({ to, subject }) =>
          to === ada.email && subject === 'Two-factor authentication is off for your account at Lectern',
      ),
    )
  } finally {
    await portal.close()
    await mailbox.stop()
  }
})
