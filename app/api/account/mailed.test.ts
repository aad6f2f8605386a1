import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { openPortalWithMail, toCookie, type TestPortal, type TestReader, withGithub } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const subject = {
  confirm: 'Confirm your email address for Lectern',
  asked: 'Email change requested for your account at Lectern',
  changed: 'The email address of your account at Lectern was changed',
  password: 'Your password for Lectern was changed',
}

describe.each(sampledProviders)('an account with mail and GitHub, on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  let ada: TestReader
  let count = 0

  beforeAll(async () => {
    ;({ portal, mailbox } = await openPortalWithMail(provider, withGithub))
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    count++
    ada = await portal.signUp(`ada-${count}@example.org`)
    // Like an account from before the portal sent mail.
    await portal.database.user.update({ where: { id: ada.id }, data: { emailVerified: false } })
  })

  const post = async (route: string, reader: { cookie: string }, body = {}) =>
    (await portal.post(route, { body, cookie: reader.cookie })).status
  const mailTo = (to: string, about: string) =>
    until(() => mailbox.mails.findLast((mail) => mail.to === to && mail.subject === about))
  const confirm = (token: string, cookie = ada.cookie, password?: string) =>
    portal.post('confirm-email', { body: { token, password }, cookie })
  const askAgain = async () => expect(await post('account/email/again', ada)).toBe(200)
  const read = (reader: TestReader) =>
    portal.database.user.findUniqueOrThrow({ where: { id: reader.id }, select: { email: true, emailVerified: true } })

  it('A14: confirms its address with a link that works once', async () => {
    await askAgain()
    const { token, text } = await mailTo(ada.email, subject.confirm)
    expect(text).toContain(`http://localhost:3000/confirm-email?token=${token}`)
    expect(JSON.stringify(await portal.dump())).not.toContain(token)
    expect((await read(ada)).emailVerified).toBe(false)
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => confirm(token)))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, ...Array<number>(19).fill(400)])
    expect(await read(ada)).toEqual({ email: ada.email, emailVerified: true })
    expect(await post('account/email/again', ada)).toBe(200)
  })

  it('gets the link again, up to five times an hour', async () => {
    const statuses = []
    for (let tries = 0; tries < 6; tries++) statuses.push(await post('account/email/again', ada))
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('A13: is confirmed only by its reader, with a session or the password', async () => {
    const bea = await portal.signUp(`bea-${count}@example.org`)
    await askAgain()
    const { token } = await mailTo(ada.email, subject.confirm)
    expect([
      (await confirm(token, '')).status,
      (await confirm(token, bea.cookie)).status,
      (await confirm(token, '', 'not the password')).status,
    ]).toEqual([422, 422, 400])
    expect((await read(ada)).emailVerified).toBe(false)
    expect((await confirm(token, bea.cookie, ada.password)).status).toBe(200)
    expect((await read(ada)).emailVerified).toBe(true)
  })

  it('A3: allows no sign-in before its address is confirmed, and gets the link by mail', async () => {
    const tries = async (password: string) => {
      const answer = await portal.post('sign-in', { body: { email: ada.email, password } })
      return JSON.stringify([answer.status, [...answer.headers], await answer.text()])
    }
    const sessions = () => portal.database.session.count({ where: { userId: ada.id } })
    const before = await sessions()
    expect(await tries(ada.password)).toBe(await tries('not the password'))
    expect(await tries(ada.password)).toContain('Incorrect email or password')
    expect(await sessions()).toBe(before)
    const { token } = await mailTo(ada.email, subject.confirm)
    expect((await confirm(token, '', ada.password)).status).toBe(200)
    expect(await post('sign-in', { cookie: '' }, { email: ada.email, password: ada.password })).toBe(200)
  })

  it('A14: is not confirmed by a link that is two hours old', async () => {
    await askAgain()
    const [link] = await portal.database.mailedLink.findMany({ where: { userId: ada.id } })
    expect(link!.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60 * 60 * 1000)
    const { token } = await mailTo(ada.email, subject.confirm)
    await portal.database.mailedLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await confirm(token)).status).toBe(400)
    expect((await read(ada)).emailVerified).toBe(false)
  })

  it('changes its address once the new one is confirmed, and tells the former one', async () => {
    const to = `new-${ada.email}`
    await askAgain()
    const before = await mailTo(ada.email, subject.confirm)
    expect(await post('account/email', ada, { email: to, password: 'not the password' })).toBe(400)
    expect(await post('account/email', ada, { email: to, password: ada.password })).toBe(200)
    const { token } = await mailTo(to, subject.confirm)
    await mailTo(ada.email, subject.asked)
    expect(await read(ada)).toEqual({ email: ada.email, emailVerified: false })
    expect((await confirm(token)).status).toBe(200)
    expect(await read(ada)).toEqual({ email: to, emailVerified: true })
    await mailTo(ada.email, subject.changed)
    // Links in the former mailbox no longer work.
    expect((await confirm(before.token)).status).toBe(400)
    expect(await read(ada)).toEqual({ email: to, emailVerified: true })
  })

  it('keeps its address if the password changes before the link is followed', async () => {
    const to = `thief-${ada.email}`
    expect(await post('account/email', ada, { email: to, password: ada.password })).toBe(200)
    const { token } = await mailTo(to, subject.confirm)
    expect(
      await post('account/password', ada, { currentPassword: ada.password, newPassword: 'quite another one' }),
    ).toBe(200)
    await mailTo(ada.email, subject.password)
    expect((await confirm(token)).status).toBe(400)
    expect((await read(ada)).email).toBe(ada.email)
  })

  it('does not learn whether an address is taken, and its owner gets no mail', async () => {
    const bea = await portal.signUp(`bea-${count}@example.org`)
    const mails = () => mailbox.mails.filter(({ to }) => to === bea.email).length
    const had = mails()
    const ask = async (email: string) =>
      portal.post('account/email', { body: { email, password: ada.password }, cookie: ada.cookie })
    const [taken, free] = [await ask(bea.email), await ask(`free-${bea.email}`)]
    expect([taken.status, await taken.text()]).toEqual([free.status, await free.text()])
    await mailTo(`free-${bea.email}`, subject.confirm)
    expect(mails()).toBe(had)
    // An address that was free when it was requested, and is now taken.
    const { token } = await mailTo(`free-${bea.email}`, subject.confirm)
    await portal.signUp(`free-${bea.email}`)
    expect((await confirm(token)).status).toBe(409)
    expect((await read(ada)).email).toBe(ada.email)
  })

  it('leaves no link behind when it is deleted right after a change', async () => {
    expect(await post('account/email/again', ada)).toBe(200)
    expect(await post('account/delete', ada, { password: ada.password })).toBe(200)
    const text = JSON.stringify(await portal.dump())
    expect([text.includes(ada.id), text.includes(ada.email)]).toEqual([false, false])
  })

  describe('and GitHub', () => {
    afterEach(() => void vi.unstubAllGlobals())

    /** Fakes GitHub's three endpoints for a user. */
    function standInForGithub(id: number, email: string, verified = true) {
      vi.stubGlobal('fetch', async (input: Request | URL | string) => {
        const address = input instanceof Request ? input.url : String(input)
        if (address.endsWith('/login/oauth/access_token'))
          return Response.json({ access_token: 'a-token', token_type: 'bearer', scope: 'read:user,user:email' })
        if (address.endsWith('/user')) return Response.json({ id, login: 'ada', name: 'Ada', email, avatar_url: '' })
        if (address.endsWith('/user/emails'))
          return Response.json([{ email, primary: true, verified, visibility: 'public' }])
        throw new Error(`${address} was not expected.`)
      })
    }

    /** Goes to GitHub with our form and returns as from GitHub. */
    async function goThroughGithub(route: string, cookie: string): Promise<Response> {
      const out = await portal.post(route, { asForm: true, body: { returnTo: '/' }, cookie })
      expect(out.status).toBe(303)
      const target = new URL(out.headers.get('location') ?? '')
      expect(target.host).toBe('github.com')
      const { GET } = await import('../auth/callback/[provider]/route')
      const back = `http://localhost:3000/api/auth/callback/github?code=a-code&state=${target.searchParams.get('state')}`
      return GET(
        new Request(back, {
          headers: { cookie: [cookie, toCookie(out)].filter(Boolean).join('; '), 'x-lectern-address': '10.7.7.7' },
        }),
      )
    }

    it('A13: is linked and unlinked by its reader', async () => {
      standInForGithub(count, 'ada@elsewhere.example')
      expect((await goThroughGithub('account/github/link', await portal.prove(ada))).headers.get('location')).toBe(
        'http://localhost:3000/account?linked=github',
      )
      expect(
        await portal.database.account.findMany({
          where: { userId: ada.id },
          select: { providerId: true, accountId: true },
          orderBy: { providerId: 'asc' },
        }),
      ).toEqual([
        { providerId: 'credential', accountId: ada.id },
        { providerId: 'github', accountId: String(count) },
      ])
      expect(await read(ada)).toMatchObject({ email: ada.email })
      await mailTo(ada.email, 'GitHub was linked to your account at Lectern')
      // It signs in from then on, once its address is confirmed.
      expect(toCookie(await goThroughGithub('sign-in/github', ''))).not.toMatch(/portal-session~3000=[^;]/)
      await portal.database.user.update({ where: { id: ada.id }, data: { emailVerified: true } })
      const signedIn = await goThroughGithub('sign-in/github', '')
      expect(await post('account/github/unlink', { cookie: toCookie(signedIn) }, { password: ada.password })).toBe(200)
      await mailTo(ada.email, 'GitHub was unlinked from your account at Lectern')
      expect(await portal.database.account.count({ where: { userId: ada.id, providerId: 'github' } })).toBe(0)
    })

    it('is not linked to a second account', async () => {
      standInForGithub(1000 + count, 'ada@elsewhere.example')
      await goThroughGithub('account/github/link', await portal.prove(ada))
      const bea = await portal.signUp(`bea-${count}@example.org`)
      expect((await goThroughGithub('account/github/link', await portal.prove(bea))).headers.get('location')).toContain(
        '/account?error=account_already_linked_to_different_user',
      )
      expect(await portal.database.account.count({ where: { userId: bea.id } })).toBe(1)
    })

    it('is not linked in addition to another one, and can be linked again itself', async () => {
      standInForGithub(2000 + count, 'ada@elsewhere.example')
      await goThroughGithub('account/github/link', await portal.prove(ada))
      standInForGithub(3000 + count, 'other@elsewhere.example')
      expect((await goThroughGithub('account/github/link', await portal.prove(ada))).headers.get('location')).toContain(
        '/account?error=another_github_linked',
      )
      standInForGithub(2000 + count, 'ada@elsewhere.example')
      expect((await goThroughGithub('account/github/link', await portal.prove(ada))).headers.get('location')).toBe(
        'http://localhost:3000/account?linked=github',
      )
      expect(
        await portal.database.account.findMany({
          where: { userId: ada.id, providerId: 'github' },
          select: { accountId: true },
        }),
      ).toEqual([{ accountId: String(2000 + count) }])
    })

    it('is linked only in the session that requested it, while that is signed in', async () => {
      standInForGithub(4000 + count, 'ada@elsewhere.example')
      const proven = await portal.prove(ada)
      const start = async () => {
        const out = await portal.post('account/github/link', { asForm: true, cookie: proven })
        return { state: new URL(out.headers.get('location') ?? '').searchParams.get('state'), jar: toCookie(out) }
      }
      const comeBack = async ({ state, jar }: { state: string | null; jar: string }, cookie: string) => {
        const { GET } = await import('../auth/callback/[provider]/route')
        return (
          await GET(
            new Request(`http://localhost:3000/api/auth/callback/github?code=a-code&state=${state}`, {
              headers: { cookie: [cookie, jar].filter(Boolean).join('; '), 'x-lectern-address': '10.7.7.8' },
            }),
          )
        ).headers.get('location')
      }
      const bea = await portal.signUp(`bea-${count}@example.org`)
      for (const cookie of ['', bea.cookie])
        expect(await comeBack(await start(), cookie)).toBe(
          'http://localhost:3000/sign-in?next=/account&error=signed_out',
        )
      const started = await start()
      await portal.post('sign-out', { cookie: ada.cookie })
      expect(await comeBack(started, ada.cookie)).toBe('http://localhost:3000/sign-in?next=/account&error=signed_out')
      expect(
        await portal.database.account.count({ where: { providerId: 'github', accountId: String(4000 + count) } }),
      ).toBe(0)
    })

    it('explains each failure, and logs no visitor’s mistake as an error', async () => {
      const { describeGithubError } = await import('../../sign-in/github-errors')
      const lines: string[] = []
      const { logTo } = await import('@/lib/observing')
      logTo({ write: (line) => void lines.push(line) }, 'info')
      const { GET } = await import('../auth/callback/[provider]/route')
      const say = (location: string | null) =>
        describeGithubError(new URL(location ?? '', 'http://localhost:3000').searchParams.get('error') ?? undefined)
      const callback = async (query: string, cookie = '') =>
        (
          await GET(
            new Request(`http://localhost:3000/api/auth/callback/github?${query}`, {
              headers: { cookie, 'x-lectern-address': `10.6.${count}.${lines.length & 255}` },
            }),
          )
        ).headers.get('location')
      const begin = async () => {
        const out = await portal.post('sign-in/github', { asForm: true, body: { returnTo: '/' } })
        return { state: new URL(out.headers.get('location') ?? '').searchParams.get('state'), jar: toCookie(out) }
      }
      const said: string[] = []
      const expectSaid = (location: string | null, sentence: RegExp) => {
        expect(say(location)).toMatch(sentence)
        said.push(say(location))
      }
      for (const query of [
        'code=x&state=made-up',
        'state=made-up&error=access_denied',
        'code=x',
        'error=access_denied',
      ])
        expectSaid(await callback(query), /expired or was started in another browser/)
      const denied = await begin()
      expectSaid(
        await callback(`error=access_denied&error_description=No&state=${denied.state}`, denied.jar),
        /You cancelled at GitHub/,
      )
      expect(lines.filter((line) => /"level":"(error|fatal|warn)"|"stack"/.test(line))).toEqual([])
      standInForGithub(5000 + count, `unverified-${count}@example.org`, false)
      expectSaid((await goThroughGithub('sign-in/github', '')).headers.get('location'), /isn’t verified/)
      expectSaid(
        (await goThroughGithub('account/github/link', await portal.prove(ada))).headers.get('location'),
        /GitHub wasn’t linked, because your email address there isn’t verified/,
      )
      standInForGithub(5100 + count, ada.email)
      expectSaid(
        (await goThroughGithub('sign-in/github', '')).headers.get('location'),
        /An account already uses your GitHub email address/,
      )
      expect(lines.filter((line) => /"level":"(error|fatal)"|"stack"/.test(line))).toEqual([])
      for (const fail of [
        () => Promise.reject(new TypeError('fetch failed')),
        () => Promise.resolve(new Response('', { status: 502 })),
        () => Promise.resolve(Response.json({ error: 'bad_verification_code' })),
      ]) {
        vi.stubGlobal('fetch', fail)
        expectSaid((await goThroughGithub('sign-in/github', '')).headers.get('location'), /GitHub can’t be reached/)
      }
      standInForGithub(5200 + count, `new-${count}@example.org`)
      const answer = globalThis.fetch
      vi.stubGlobal('fetch', (input: Request | URL | string) =>
        String(input instanceof Request ? input.url : input).includes('api.github.com')
          ? Promise.reject(new TypeError('fetch failed'))
          : answer(input),
      )
      expectSaid(
        (await goThroughGithub('sign-in/github', '')).headers.get('location'),
        /GitHub can’t be reached|Something went wrong on our side/,
      )
      expect(new Set(said).size).toBeGreaterThanOrEqual(6)
      // Text from an address is never shown.
      expect(describeGithubError('<b>Call 555</b>')).toBe(
        'GitHub didn’t sign you in. Try again, or sign in another way.',
      )
      expect(describeGithubError('constructor')).toBe(describeGithubError('x'))
    }, 60_000)

    it.each([true, false])('A13: signs in to no account by the address alone, confirmed: %s', async (emailVerified) => {
      await portal.database.user.update({ where: { id: ada.id }, data: { emailVerified } })
      standInForGithub(2000 + count, ada.email)
      const answer = await goThroughGithub('sign-in/github', '')
      expect(answer.headers.get('location')).toContain('/sign-in?error=account_not_linked')
      expect(toCookie(answer)).not.toMatch(/portal-session~3000=[^;]/)
      expect(await portal.database.account.count({ where: { userId: ada.id } })).toBe(1)
    })

    it('A3, A13: creates no account with an address that GitHub has not verified', async () => {
      const before = await portal.dump()
      standInForGithub(3000 + count, `victim-${count}@example.org`, false)
      const answer = await goThroughGithub('sign-in/github', '')
      expect(answer.headers.get('location')).toContain('/sign-in?error=')
      const after = await portal.dump()
      expect([after.user, after.session, after.account]).toEqual([before.user, before.session, before.account])
      standInForGithub(3000 + count, `victim-${count}@example.org`)
      expect(toCookie(await goThroughGithub('sign-in/github', ''))).toMatch(/portal-session~3000=[^;]/)
    })
  })
})
