import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { logTo } from '@/lib/observing'
import { sampledProviders } from '@/scripts/testing/databases'
import { startMailbox, type Mailbox } from '@/scripts/testing/mailbox'
import { openPortal, toCookie, type TestPortal } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const account = { name: 'Ada', email: 'ada@example.org', password: 'reading by lamplight' }
const github = { GITHUB_CLIENT_ID: 'an-id', GITHUB_CLIENT_SECRET: 'a-secret' }

/** Fakes GitHub's three endpoints for a user. */
function standInForGithub(email: string) {
  vi.stubGlobal('fetch', async (input: Request | URL | string) => {
    const address = input instanceof Request ? input.url : String(input)
    if (address.endsWith('/login/oauth/access_token'))
      return Response.json({ access_token: 'a-token', token_type: 'bearer', scope: 'read:user,user:email' })
    if (address.endsWith('/user')) return Response.json({ id: 7, login: 'ada', name: 'Ada', email, avatar_url: '' })
    if (address.endsWith('/user/emails'))
      return Response.json([{ email, primary: true, verified: true, visibility: 'public' }])
    throw new Error(`${address} was not expected.`)
  })
}

/** Signs in with GitHub and returns the last response. */
async function goThroughGithub(portal: TestPortal): Promise<Response> {
  const out = await portal.post('sign-in/github', { asForm: true, body: { returnTo: '/' } })
  const state = new URL(out.headers.get('location') ?? '').searchParams.get('state')
  const { GET } = await import('../auth/callback/[provider]/route')
  return GET(
    new Request(`http://localhost:3000/api/auth/callback/github?code=a-code&state=${state}`, {
      headers: { cookie: toCookie(out), 'x-lectern-address': '10.7.7.7' },
    }),
  )
}

describe.each(sampledProviders)('SIGN_UP on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  let resource: string
  beforeEach(async () => {
    logTo({ write: () => {} }, 'error')
    mailbox = await startMailbox()
    portal = await openPortal(provider, { ...github, SMTP_URL: '', MAIL_FROM: '' })
    resource = [...(await (await import('@/lib/content')).getPortal()).resources.keys()][0]!
  })
  afterEach(async () => {
    vi.unstubAllGlobals()
    await portal.close()
    await mailbox.stop()
  })

  /** Restarts the portal with other variables. */
  async function restart(variables: Record<string, string>) {
    await (await import('@/lib/db')).getDatabase().$disconnect()
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    vi.resetModules()
  }
  const withMail = () => ({ SMTP_URL: mailbox.url, MAIL_FROM: 'lectern@example.org' })
  const signUp = async (more = {}) => {
    const answer = await portal.post('sign-up', { body: { ...account, ...more } })
    return [answer.status, await answer.text()] as const
  }
  const users = () => portal.database.user.count()

  it('closed: refuses every kind of sign-up, and readers still sign in', async () => {
    await portal.signUp('bea@example.org')
    await restart(withMail())
    expect((await signUp())[0]).toBe(200)
    const { token } = await until(() => mailbox.mails.find(({ to }) => to === account.email))
    const { createInvitation } = await import('@/lib/account')
    const invitation = await createInvitation('cem@example.org')
    await restart({ ...withMail(), SIGN_UP: 'closed' })
    expect(await signUp()).toEqual([403, expect.stringContaining('This portal doesn’t accept new accounts.')])
    expect(await signUp({ email: 'cem@example.org', invitation })).toEqual([
      403,
      expect.stringContaining('doesn’t accept new accounts'),
    ])
    // An earlier link, better-auth's own route, and GitHub.
    expect((await portal.post('confirm-email', { body: { token, password: account.password } })).status).toBe(403)
    const { getAuth } = await import('@/lib/auth')
    await expect(getAuth().api.signUpEmail({ body: account })).rejects.toThrow()
    standInForGithub('dan@example.org')
    expect((await goThroughGithub(portal)).headers.get('location')).toContain('/sign-in?error=signup_disabled')
    expect(await users()).toBe(1)
    await restart({ SMTP_URL: '', MAIL_FROM: '', SIGN_UP: 'closed' })
    expect(await signUp()).toEqual([403, expect.stringContaining('This portal doesn’t accept new accounts.')])
    expect(
      (await portal.post('sign-in', { body: { email: 'bea@example.org', password: account.password } })).status,
    ).toBe(200)
    expect(await users()).toBe(1)
  }, 120_000)

  it('invited: lets an invited reader sign up once, only with the invited address', async () => {
    await restart({ SIGN_UP: 'invited' })
    const { createInvitation } = await import('@/lib/account')
    expect(await signUp()).toEqual([403, expect.stringContaining('need an invitation')])
    const replaced = await createInvitation('Ada@example.org')
    const invitation = await createInvitation(account.email)
    expect(JSON.stringify(await portal.dump())).not.toContain(invitation)
    expect((await signUp({ invitation: replaced }))[0]).toBe(403)
    expect((await signUp({ invitation: 'made-up' }))[0]).toBe(403)
    expect(await signUp({ invitation, email: 'eve@example.org' })).toEqual([
      422,
      expect.stringContaining('another email address'),
    ])
    const statuses = await Promise.all(
      Array.from({ length: 6 }, () => signUp({ invitation, email: 'ADA@example.org' })),
    )
    expect(statuses.filter(([status]) => status === 200)).toHaveLength(1)
    expect(await users()).toBe(1)
    expect(await createInvitation(account.email)).toBeNull()
    // Not even after the account was deleted.
    await portal.database.user.deleteMany()
    expect((await signUp({ invitation }))[0]).toBe(403)
    const old = await createInvitation(account.email)
    await portal.database.invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await signUp({ invitation: old }))[0]).toBe(403)
    standInForGithub('dan@example.org')
    expect((await goThroughGithub(portal)).headers.get('location')).toContain('/sign-in?error=signup_disabled')
    expect(await users()).toBe(0)
  }, 120_000)

  it('invited: confirms the address of a reader who follows a mailed invitation', async () => {
    await restart({ ...withMail(), SIGN_UP: 'invited' })
    const { inviteReader } = await import('@/lib/operating')
    expect(await inviteReader(account.email)).toMatchObject({ mailed: true })
    const mail = await until(() => mailbox.mails.find(({ to }) => to === account.email))
    const invitation = /\/sign-up\?invitation=([\w-]+)/.exec(mail.text)?.[1]
    const answer = await portal.post('sign-up', { body: { ...account, invitation } })
    expect([answer.status, toCookie(answer)]).toEqual([200, expect.stringMatching(/portal-session~3000=[^;]/)])
    expect(await portal.database.user.findFirst()).toMatchObject({ email: account.email, emailVerified: true })
  })

  it('creates no guest if guests are off, and keeps existing ones with their marks', async () => {
    const guest = toCookie(await portal.post('bookmarks', { body: { resource, bookmarked: true } }))
    await restart({ GUESTS: 'off' })
    const body = { resource, bookmarked: true }
    const script = await portal.post('bookmarks', { body })
    expect([script.status, await script.json(), script.headers.getSetCookie()]).toEqual([
      401,
      { error: { message: 'Sign in to save marks.', signIn: '/sign-in' } },
      [],
    ])
    const form = await portal.post('bookmarks', { body: { ...body, returnTo: '/prometheus#x' }, asForm: true })
    expect([form.status, form.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprometheus%23x'])
    expect(await users()).toBe(1)
    expect((await portal.post('notes', { body: { resource, note: 'mine' }, cookie: guest })).status).toBe(200)
    // And they keep it in an account.
    const answer = await portal.post('sign-up', { body: account, cookie: guest })
    expect(answer.status).toBe(200)
    const { id } = await portal.database.user.findUniqueOrThrow({ where: { email: account.email } })
    expect(await portal.database.mark.count({ where: { userId: id } })).toBe(1)
  })
})
