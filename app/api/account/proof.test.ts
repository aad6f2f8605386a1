import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { showCode } from '@/scripts/testing/authenticator-app'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { makeAuthenticator } from '@/scripts/testing/passkey-device'
import { openPortalWithMail, toCookie, type TestPortal, type TestReader, withGithub } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

/** The routes that change sign-in methods, with bodies that lack only the proof. */
const guarded: [string, Record<string, unknown>][] = [
  ['email', { email: 'another@example.org' }],
  ['password', { newPassword: 'quite another one' }],
  ['github/link', {}],
  ['github/unlink', {}],
  ['passkeys/start', {}],
  ['passkeys/add', { credential: 'x' }],
  ['passkeys/remove', { passkey: 'x' }],
  ['second-factor/set-up', {}],
  ['sessions/end', { session: 'x' }],
  ['sessions/end-others', {}],
  ['delete', {}],
]

describe.each(sampledProviders)('a change of sign-in methods on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  let ada: TestReader
  let count = 0

  beforeAll(async () => {
    ;({ portal, mailbox } = await openPortalWithMail(provider, withGithub))
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    vi.setSystemTime(Math.floor(Date.now() / 30_000) * 30_000 + 15_000)
    await portal.database.rateLimit.deleteMany()
    ada = await portal.signUp(`ada-${++count}@example.org`)
  })
  afterEach(() => void vi.useRealTimers())

  const send = (route: string, body: Record<string, unknown>, cookie = ada.cookie) =>
    portal.post(`account/${route}`, { body, cookie })
  const post = async (route: string, body: Record<string, unknown>, cookie?: string) =>
    (await send(route, body, cookie)).status
  const jar = (...cookies: string[]) => cookies.filter(Boolean).join('; ')
  const confirm = async (body: Record<string, unknown> = { password: ada.password }) => {
    const answer = await send('confirm', body)
    expect(answer.status).toBe(200)
    return jar(ada.cookie, toCookie(answer))
  }
  const mailTo = (to: string, subject: RegExp) =>
    until(() => mailbox.mails.find((mail) => mail.to === to && subject.test(mail.subject)))
  const all = async () => ({ ...(await portal.dump()), rate_limit: [] })

  async function turnOn(): Promise<string> {
    const begun = await send('second-factor/set-up', { password: ada.password })
    const { uri } = (await begun.json()) as { uri: string }
    const on = await send('second-factor/turn-on', { code: showCode(uri, -1) }, jar(ada.cookie, toCookie(begun)))
    expect(on.status).toBe(200)
    ada.cookie = toCookie(on)
    return uri
  }

  it.each(guarded)(
    'is refused with a session alone, however new, and with a wrong password: %s',
    async (route, body) => {
      const before = await all()
      expect([403, 422]).toContain(await post(route, body))
      const wrong = route === 'password' ? { currentPassword: 'not the password' } : { password: 'not the password' }
      expect(await post(route, { ...body, ...wrong })).toBe(400)
      // Another session's proof or a forged one is no better.
      const bea = await portal.signUp(`bea-${count}@example.org`)
      const beas = toCookie(
        await portal.post('account/confirm', { body: { password: bea.password }, cookie: bea.cookie }),
      )
      expect(beas).toContain('portal-proof~3000=')
      expect([403, 422]).toContain(await post(route, body, jar(ada.cookie, beas)))
      expect([403, 422]).toContain(await post(route, body, jar(ada.cookie, 'portal-proof~3000=x.y')))
      await portal.database.user.delete({ where: { id: bea.id } })
      expect({ ...(await all()), session: [] }).toEqual({ ...before, session: [] })
    },
  )

  it('is allowed for ten minutes in a confirmed session', async () => {
    const second = await portal.signIn(ada)
    const proven = await confirm()
    expect(await post('github/link', {}, proven)).toBe(200)
    const proof = proven.split('; ').find((each) => each.startsWith('portal-proof~3000='))!
    expect(await post('github/link', {}, jar(second, proof))).toBe(403)
    vi.setSystemTime(Date.now() + 9.9 * 60_000)
    expect(await post('github/link', {}, proven)).toBe(200)
    vi.setSystemTime(Date.now() + 0.2 * 60_000)
    expect(await post('github/link', {}, proven)).toBe(403)
  })

  it('also needs a code with two-factor authentication, typed with it or just before', async () => {
    const early = await confirm()
    const uri = await turnOn()
    const proof = early.split('; ').find((each) => each.startsWith('portal-proof~3000='))!
    for (const [route, body] of guarded.filter(([route]) => route !== 'second-factor/set-up')) {
      const typed = route === 'password' ? { currentPassword: ada.password } : { password: ada.password }
      expect([route, await post(route, { ...body, ...typed })]).toEqual([route, 422])
      // Two more attempts would exceed the limit of this network.
      await portal.database.rateLimit.deleteMany()
      expect([403, 422]).toContain(await post(route, body, jar(ada.cookie, proof)))
    }
    expect(await post('confirm', { password: ada.password })).toBe(422)
    expect(await post('github/link', { password: ada.password, code: showCode(uri) })).toBe(200)
    const proven = await confirm({ password: ada.password, code: showCode(uri, 1) })
    expect(await post('github/link', {}, proven)).toBe(200)
    expect(await post('password', { currentPassword: ada.password, newPassword: 'quite another one' }, proven)).toBe(
      200,
    )
  })

  it('is allowed with a passkey of the account, and with no other', async () => {
    const uri = await turnOn()
    const proven = await confirm({ password: ada.password, code: showCode(uri) })
    const add = async (cookie: string, device = makeAuthenticator()) => {
      const options = (await (await send('passkeys/start', {}, cookie)).json()) as object
      expect(await post('passkeys/add', { credential: device.create(options) }, cookie)).toBe(200)
      return device
    }
    const device = await add(proven)
    const bea = await portal.signUp(`bea-${count}@example.org`)
    const beasProof = toCookie(
      await portal.post('account/confirm', { body: { password: bea.password }, cookie: bea.cookie }),
    )
    const beasDevice = await add(jar(bea.cookie, beasProof))
    const ask = async () => (await (await portal.post('sign-in/passkey/start')).json()) as object
    expect(await post('confirm/passkey', { credential: beasDevice.get(await ask()) })).toBe(401)
    expect(await post('confirm/passkey', { credential: 'x' })).toBe(401)
    const answer = await send('confirm/passkey', { credential: device.get(await ask()) })
    expect(answer.status).toBe(200)
    expect(await post('github/link', {}, jar(ada.cookie, toCookie(answer)))).toBe(200)
  }, 60_000)

  it('needs a sign-in within ten minutes if the account has only GitHub', async () => {
    await portal.database.account.updateMany({
      where: { userId: ada.id },
      data: { providerId: 'github', accountId: `gh-${ada.id}`, password: null },
    })
    expect(await post('passkeys/start', {})).toBe(200)
    await portal.database.session.updateMany({
      where: { userId: ada.id },
      data: { createdAt: new Date(Date.now() - 11 * 60_000) },
    })
    for (const [route, body] of guarded.filter(([route]) => !/github.unlink|set-up/.test(route)))
      expect([route, await post(route, body)]).toEqual([route, 403])
  })

  it('is announced by mail, whichever it is', async () => {
    const proven = await confirm()
    const device = makeAuthenticator()
    const options = (await (await send('passkeys/start', {}, proven)).json()) as object
    expect(await post('passkeys/add', { credential: device.create(options) }, proven)).toBe(200)
    await mailTo(ada.email, /has a new passkey/)
    const { id } = await portal.database.passkey.findFirstOrThrow({ where: { userId: ada.id } })
    expect(await post('passkeys/remove', { passkey: id }, proven)).toBe(200)
    await mailTo(ada.email, /passkey was removed/)
    await portal.database.account.create({
      data: { id: `gh-${ada.id}`, accountId: ada.id, providerId: 'github', userId: ada.id },
    })
    expect(await post('github/unlink', {}, proven)).toBe(200)
    await mailTo(ada.email, /GitHub was unlinked/)
    const uri = await turnOn()
    await mailTo(ada.email, /Two-factor authentication is on/)
    expect(await post('second-factor/codes', { password: ada.password, code: showCode(uri) })).toBe(200)
    await mailTo(ada.email, /has new recovery codes/)
    const off = await send('second-factor/turn-off', { password: ada.password, code: showCode(uri, 1) })
    expect(off.status).toBe(200)
    ada.cookie = toCookie(off)
    await mailTo(ada.email, /Two-factor authentication is off/)
    expect(await post('delete', { password: ada.password })).toBe(200)
    await mailTo(ada.email, /was deleted/)
  }, 60_000)

  it('is announced by mail if a first password was set', async () => {
    await portal.database.account.updateMany({
      where: { userId: ada.id },
      data: { providerId: 'github', accountId: `gh-${ada.id}`, password: null },
    })
    expect(await post('password', { newPassword: 'a very first password' })).toBe(200)
    await mailTo(ada.email, /has a password/)
  })

  it('ends the reader’s other sessions, if ticked, when two-factor authentication is turned on or off', async () => {
    const use = async (cookie: string) => (await portal.post('session', { cookie })).status
    const [kept, ended] = [await portal.signIn(ada), await portal.signIn(ada)]
    const begun = await send('second-factor/set-up', { password: ada.password })
    const { uri } = (await begun.json()) as { uri: string }
    const on = await send(
      'second-factor/turn-on',
      { code: showCode(uri, -1), endOthers: 'yes' },
      jar(ada.cookie, toCookie(begun)),
    )
    expect([on.status, await use(kept), await use(ended), await use(toCookie(on))]).toEqual([200, 401, 401, 200])
    ada.cookie = toCookie(on)
    const half = toCookie(await portal.post('sign-in', { body: { email: ada.email, password: ada.password } }))
    const other = toCookie(await portal.post('sign-in/code', { body: { code: showCode(uri) }, cookie: half }))
    const off = await send('second-factor/turn-off', { password: ada.password, code: showCode(uri, 1) })
    expect([off.status, await use(other)]).toEqual([200, 200])
  }, 60_000)

  it('refuses the current password as the new one, and hashes nothing', async () => {
    const { password: before } = await portal.database.account.findFirstOrThrow({ where: { userId: ada.id } })
    const answer = await send('password', { currentPassword: ada.password, newPassword: ada.password })
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('The new password must differ from the current one.'),
    ])
    // As typed on another keyboard.
    await portal.database.account.updateMany({
      where: { userId: ada.id },
      data: { password: await (await import('@/lib/account')).hashPassword('caf\u00e9 au lait, please') },
    })
    expect(
      await post('password', {
        currentPassword: 'caf\u00e9 au lait, please',
        newPassword: 'cafe\u0301 au lait, please',
      }),
    ).toBe(422)
    await portal.database.account.updateMany({ where: { userId: ada.id }, data: { password: before } })
  })

  it('shows recovery codes to the first page that asks, and to no reload', async () => {
    const { takeShownOnce, openShownOnce } = await import('@/lib/account')
    const begun = await send('second-factor/set-up', { password: ada.password })
    const { uri } = (await begun.json()) as { uri: string }
    // The QR code can be loaded again until it is on.
    for (let loads = 0; loads < 2; loads++) expect((await takeShownOnce(ada.id, toCookie(begun)))?.uri).toBe(uri)
    const on = await send('second-factor/turn-on', { code: showCode(uri) }, jar(ada.cookie, toCookie(begun)))
    const { codes } = (await on.json()) as { codes: string[] }
    expect((await openShownOnce(ada.id, toCookie(on)))?.codes).toEqual(codes)
    const shown = await Promise.all(Array.from({ length: 4 }, () => takeShownOnce(ada.id, toCookie(on))))
    expect(shown.filter((each) => each?.codes.length === 10)).toEqual([{ uri: undefined, codes }])
    expect(shown.filter((each) => each?.seen)).toHaveLength(3)
  })

  describe('after a password reset by mail', () => {
    const reset = async () => {
      const token = await portal.makeResetLink(ada)
      return portal.post('password-reset/finish', { asForm: true, body: { token, password: 'a new password, longer' } })
    }
    const addWays = async () => {
      await portal.database.account.create({
        data: { id: `gh-${ada.id}`, accountId: ada.id, providerId: 'github', userId: ada.id },
      })
      for (const each of ['a', 'b'])
        await portal.database.passkey.create({
          data: {
            id: `${each}-${ada.id}`,
            credentialId: `${each}-${ada.id}`,
            publicKey: 'x',
            counter: 0,
            transports: '',
            name: `Key ${each}`,
            userId: ada.id,
          },
        })
    }
    const ways = async () => [
      await portal.database.account.count({ where: { userId: ada.id, providerId: 'github' } }),
      await portal.database.passkey.count({ where: { userId: ada.id } }),
    ]
    const remove = async (way: string, cookie: string) =>
      (await portal.post('password-reset/remove', { body: { way }, cookie })).status

    it('redirects to sign-in if the account has no other sign-in method', async () => {
      expect((await reset()).headers.get('location')).toBe('/sign-in?again=1')
    })

    it('shows the other sign-in methods, and removes each with one press', async () => {
      await addWays()
      const answer = await reset()
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/reset-password/done'])
      const cookie = toCookie(answer)
      const { readOtherWaysIn, readResetReview } = await import('@/lib/account')
      expect(readResetReview(cookie)).toBe(ada.id)
      expect(await readOtherWaysIn(ada.id)).toMatchObject({
        github: true,
        passkeys: [{ name: 'Key a' }, { name: 'Key b' }],
        secondFactor: false,
      })
      expect([
        await remove('github', ''),
        await remove('github', 'portal-reset~3000=x.y'),
        await remove('password', cookie),
      ]).toEqual([403, 403, 422])
      const { error } = (await (
        await portal.post('password-reset/remove', { body: { way: 'github' }, cookie: '' })
      ).json()) as { error: { message: string } }
      expect(error.message).toBe('It’s too late to remove it here. Sign in, then remove it on your account page.')
      expect(await ways()).toEqual([1, 2])
      expect([await remove('github', cookie), await ways()]).toEqual([200, [0, 2]])
      await mailTo(ada.email, /GitHub was unlinked/)
      expect([await remove(`passkey:a-${ada.id}`, cookie), await ways()]).toEqual([200, [0, 1]])
      expect([await remove('all', cookie), await ways(), await remove('all', cookie)]).toEqual([200, [0, 0], 403])
      expect(await readOtherWaysIn(ada.id)).toBeNull()
      // The new password stays.
      expect(
        (await portal.post('sign-in', { body: { email: ada.email, password: 'a new password, longer' } })).status,
      ).toBe(200)
    })

    it('removes nothing with two-factor authentication, and nothing after a quarter of an hour', async () => {
      await addWays()
      const cookie = toCookie(await reset())
      await portal.database.user.update({
        where: { id: ada.id },
        data: {
          twoFactorEnabled: true,
          twoFactor: { create: { id: `2f-${ada.id}`, secret: 'x', backupCodes: 'x', verified: true } },
        },
      })
      expect([await remove('all', cookie), await ways()]).toEqual([403, [1, 2]])
      await portal.database.user.update({ where: { id: ada.id }, data: { twoFactorEnabled: false } })
      vi.setSystemTime(Date.now() + 16 * 60_000)
      expect([await remove('all', cookie), await ways()]).toEqual([403, [1, 2]])
    })
  })
})
