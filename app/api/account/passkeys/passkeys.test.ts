import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeAuthenticator, type Authenticator } from '@/scripts/testing/passkey-device'
import { sampledProviders } from '@/scripts/testing/databases'
import { startMailbox } from '@/scripts/testing/mailbox'
import { openPortal, toCookie, toNotice, type TestPortal, type TestReader } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

describe.each(sampledProviders)('a passkey on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let bea: TestReader
  let device: Authenticator
  let count = 0
  let resource: string | undefined

  beforeAll(async () => {
    portal = await openPortal(provider)
    resource = [...(await (await import('@/lib/content')).getPortal()).resources.keys()][0]
  })
  afterAll(async () => {
    // Waits for work after the response.
    await setImmediate()
    await portal.close()
  })
  beforeEach(async () => {
    count++
    ada = await portal.signUp(`ada-${count}@example.org`)
    bea = await portal.signUp(`bea-${count}@example.org`)
    for (const reader of [ada, bea]) reader.cookie = await portal.prove(reader)
    device = makeAuthenticator()
  })

  const start = async (route: string, reader = { cookie: '' }) =>
    (await (await portal.post(`${route}/start`, { cookie: reader.cookie })).json()) as { challenge: string }
  const startAdding = (reader: TestReader) => start('account/passkeys', reader)
  const startSigningIn = () => start('sign-in/passkey')
  const add = (reader: { cookie: string }, credential: string) =>
    portal.post('account/passkeys/add', { body: { credential }, cookie: reader.cookie })
  const signIn = (credential: string, cookie?: string) =>
    portal.post('sign-in/passkey', { body: { credential }, cookie })
  const addTo = async (reader: TestReader, to = device) =>
    expect((await add(reader, to.create(await startAdding(reader)))).status).toBe(200)
  const passkeysOf = ({ id }: TestReader) =>
    portal.database.passkey.findMany({ where: { userId: id }, orderBy: { createdAt: 'asc' } })
  /** The cookies of an unconfirmed session. */
  const unproven = (reader: TestReader) => ({
    ...reader,
    cookie: reader.cookie
      .split('; ')
      .filter((each) => !each.startsWith('portal-proof~3000='))
      .join('; '),
  })
  const grow = ({ id }: TestReader) =>
    portal.database.session.updateMany({
      where: { userId: id },
      data: { createdAt: new Date(Date.now() - 61 * 60 * 1000) },
    })
  /** Returns all rows except rate limits, which belong to no reader. */
  const dump = async () => ({ ...(await portal.dump()), rate_limit: [] })
  /** Expects a refusal with a status, and no changed row. */
  async function expectRefused(status: number, call: () => Promise<Response>): Promise<void> {
    const before = await dump()
    const answer = await call()
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([status, []])
    expect(await dump()).toEqual(before)
  }

  it('is added with the browser’s name, and signs in like a password', async () => {
    const options = await startAdding(ada)
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    expect(JSON.stringify(await portal.dump())).not.toContain(options.challenge)
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    expect(
      (
        await portal.post('account/passkeys/add', {
          body: { credential: device.create(options) },
          cookie: ada.cookie,
          headers: { 'user-agent': agent },
        })
      ).status,
    ).toBe(200)
    expect(await passkeysOf(ada)).toMatchObject([
      { credentialId: device.id, name: 'Firefox on Linux', counter: 1n, transports: 'internal', lastUsedAt: null },
    ])
    expect(await startAdding(ada)).toMatchObject({ excludeCredentials: [{ id: device.id }] })

    const answer = await signIn(device.get(await startSigningIn()))
    expect([answer.status, await answer.text()]).toEqual([200, '{}'])
    expect(toCookie(answer)).toContain('portal-browser~3000=')
    expect((await portal.post('account/name', { body: { name: 'Countess' }, cookie: toCookie(answer) })).status).toBe(
      200,
    )
    expect(await portal.database.user.findUnique({ where: { id: ada.id } })).toMatchObject({ name: 'Countess' })
    expect(await passkeysOf(ada)).toMatchObject([{ counter: 2n, lastUsedAt: expect.any(Date) }])
  })

  it('redirects a form, and shows a refusal on its page', async () => {
    await addTo(ada)
    const form = (credential: string) =>
      portal.post('sign-in/passkey', { asForm: true, body: { credential, returnTo: '/shelf' } })
    const done = await form(device.get(await startSigningIn()))
    expect([done.status, done.headers.get('location')]).toEqual([303, '/shelf'])
    const refused = await form(device.get(await startSigningIn(), { challenge: 'x' }))
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/sign-in?again=1&next=%2Fshelf'])
    expect(toNotice(refused)).toContain('That passkey didn’t work.')
  })

  it('merges a guest’s marks into the account, and ends the browser’s previous session', async () => {
    await addTo(ada)
    const guest = toCookie(await portal.post('bookmarks', { body: { resource, bookmarked: true } }))
    const signedIn = toCookie(await signIn(device.get(await startSigningIn()), guest))
    expect(await portal.database.mark.count({ where: { userId: ada.id, resourceId: resource } })).toBe(1)
    const again = toCookie(await signIn(device.get(await startSigningIn()), signedIn))
    expect((await portal.post('account/name', { body: { name: 'Ada' }, cookie: signedIn })).status).toBe(401)
    expect((await portal.post('account/name', { body: { name: 'Ada' }, cookie: again })).status).toBe(200)
  })

  it('does not sign in if anything about it is wrong', async () => {
    await Promise.all([addTo(ada), addTo(bea, makeAuthenticator())])
    const options = await startSigningIn()
    const [beasKey] = await passkeysOf(bea)
    const adding = await startAdding(ada)
    const stranger = makeAuthenticator()
    stranger.create(adding)
    const whole = JSON.parse(device.get(options)) as { response: object }
    const wrong: Record<string, string> = {
      'another origin': device.get(options, { origin: 'http://localhost:3001' }),
      'a site that looks like ours': device.get(options, { origin: 'http://localhost.evil.example:3000' }),
      'another relying party': device.get(options, { rpId: 'evil.example' }),
      'a challenge that was never made': device.get(options, { challenge: Buffer.alloc(32).toString('base64url') }),
      'a challenge for adding one': device.get(adding),
      'a user who was not verified': device.get(options, { userVerified: false }),
      'the count of its first use': device.get(options, { counter: 1 }),
      'a count below': device.get(options, { counter: 0 }),
      'the passkey of another reader, by another device': device.get(options, { id: beasKey?.credentialId }),
      'another reader': device.get(options, { userHandle: Buffer.from(bea.id).toString('base64url') }),
      'a passkey that no one added': stranger.get(options),
      'a key that is not its own': stranger.get(options, { id: device.id }),
      'no user': JSON.stringify({ ...whole, response: { ...whole.response, userHandle: undefined } }),
      'a signature of nothing': JSON.stringify({ ...whole, response: { ...whole.response, signature: 'AAAA' } }),
      'what is no JSON': 'passkey',
      'another kind of thing': JSON.stringify({ ...whole, type: 'password' }),
      'an answer to adding one': makeAuthenticator().create(adding),
    }
    for (const [what, credential] of Object.entries(wrong))
      await expectRefused(401, () => signIn(credential)).catch((error: Error) =>
        expect.fail(`${what}: ${error.message}`),
      )
    for (const body of [{}, { credential: '' }, { credential: {} }, { credential: 'x', email: ada.email }])
      await expectRefused(422, () => portal.post('sign-in/passkey', { body }))
    // None of them used up the challenge.
    expect((await signIn(device.get(options))).status).toBe(200)
  })

  it.each([true, false])(
    'signs in once per challenge, even with simultaneous requests; with a counting device: %s',
    async (counts) => {
      const own = makeAuthenticator(undefined, { counts })
      await addTo(ada, own)
      for (let times = 0; times < 2; times++) {
        const credential = own.get(await startSigningIn())
        const statuses = (await Promise.all(Array.from({ length: 10 }, () => signIn(credential)))).map(
          ({ status }) => status,
        )
        expect(statuses.sort()).toEqual([200, ...Array<number>(9).fill(401)])
        await expectRefused(401, () => signIn(credential))
      }
    },
  )

  it('is treated as a copy if it signs twice with the same count, even simultaneously', async () => {
    await addTo(ada)
    const signed = await Promise.all(
      Array.from({ length: 5 }, async () => device.get(await startSigningIn(), { counter: 50 })),
    )
    const statuses = (await Promise.all(signed.map((each) => signIn(each)))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 401, 401, 401, 401])
    const late = device.get(await startSigningIn(), { counter: 50 })
    await expectRefused(401, () => signIn(late))
  })

  it('needs a new challenge after five minutes', async () => {
    await addTo(ada)
    const [signingIn, adding] = [await startSigningIn(), await startAdding(ada)]
    const rows = await portal.database.passkeyChallenge.findMany()
    for (const { expiresAt } of rows) expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(5 * 60 * 1000)
    await portal.database.passkeyChallenge.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    await expectRefused(401, () => signIn(device.get(signingIn)))
    await expectRefused(422, () => add(ada, makeAuthenticator().create(adding)))
  })

  it('is added only by the reader who requested and confirmed it, and to one account', async () => {
    const options = await startAdding(ada)
    await expectRefused(422, () => add(bea, device.create(options)))
    await expectRefused(401, () => add({ cookie: '' }, device.create(options)))
    const [wrongOrigin, unverified, wrongParty, wrongChallenge] = [
      { origin: 'https://localhost:3000' },
      { userVerified: false },
      { rpId: 'example.org' },
      { challenge: (await startSigningIn()).challenge },
    ].map((said) => device.create(options, said))
    for (const credential of [wrongOrigin, unverified, wrongParty, wrongChallenge, device.get(options), '{}', 'null'])
      await expectRefused(422, () => add(ada, credential!))
    const credential = device.create(options)
    expect((await add(ada, credential)).status).toBe(200)
    await expectRefused(422, () => add(ada, credential))
    const forBea = await startAdding(bea)
    await expectRefused(409, () => add(bea, device.create(forBea)))
    await expectRefused(403, () => add(unproven(bea), makeAuthenticator().create(forBea)))
    await expectRefused(403, () => portal.post('account/passkeys/start', { cookie: unproven(bea).cookie }))
    const guest = toCookie(await portal.post('bookmarks', { body: { resource, bookmarked: true } }))
    await expectRefused(403, () => portal.post('account/passkeys/start', { cookie: guest }))
  })

  it('is one of at most twenty, even if several are added at once', async () => {
    for (let n = 0; n < 19; n++)
      await portal.database.passkey.create({
        data: {
          id: `${ada.id}-${n}`,
          credentialId: `${ada.id}-${n}`,
          publicKey: 'x',
          counter: 0,
          transports: '',
          name: 'Key',
          userId: ada.id,
        },
      })
    const made = []
    for (let n = 0; n < 4; n++) made.push(makeAuthenticator().create(await startAdding(ada)))
    const answers = await Promise.all(made.map((credential) => add(ada, credential)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(await answer.text()).toContain('the maximum number of passkeys')
    expect(await passkeysOf(ada)).toHaveLength(20)
  })

  it('is renamed and removed only by its reader, and never as the last sign-in method', async () => {
    await addTo(ada)
    const id = (await passkeysOf(ada))[0]!.id
    const rename = (reader: TestReader, passkey = id) =>
      portal.post('account/passkeys/rename', { body: { passkey, name: ' Blue key ' }, cookie: reader.cookie })
    const remove = (reader: TestReader, passkey = id) =>
      portal.post('account/passkeys/remove', { body: { passkey }, cookie: reader.cookie })
    for (const call of [rename, remove]) {
      const [foreign, absent] = [await call(bea), await call(bea, 'x'.repeat(36))]
      expect([foreign.status, await foreign.text()]).toEqual([404, await absent.text()])
      await expectRefused(404, () => call(bea))
    }
    expect((await rename(ada)).status).toBe(200)
    expect(await passkeysOf(ada)).toMatchObject([{ name: 'Blue key' }])

    const { cookie } = ada
    await portal.database.account.updateMany({ where: { userId: ada.id }, data: { password: null } })
    await expectRefused(409, () => remove(ada))
    const second = makeAuthenticator()
    await addTo(ada, second)
    await grow(ada)
    await expectRefused(403, () => remove(unproven(ada)))
    await portal.database.session.updateMany({ where: { userId: ada.id }, data: { createdAt: new Date() } })
    expect((await remove(unproven({ ...ada, cookie }))).status).toBe(200)
    const options = await startSigningIn()
    await expectRefused(401, () => signIn(device.get(options)))
    expect((await signIn(second.get(options))).status).toBe(200)
  })

  it('is deleted with the account, including open challenges', async () => {
    await addTo(ada)
    await startAdding(ada)
    expect((await portal.post('account/delete', { body: { password: ada.password }, cookie: ada.cookie })).status).toBe(
      200,
    )
    expect(JSON.stringify(await portal.dump())).not.toContain(ada.id)
    const options = await startSigningIn()
    await expectRefused(401, () => signIn(device.get(options)))
  })

  it('is tried at most three times in ten seconds from one network, and reveals nothing about accounts', async () => {
    await addTo(ada)
    const from = { 'x-lectern-address': '10.9.9.9' }
    const statuses = []
    for (let tries = 0; tries < 4; tries++)
      statuses.push((await portal.post('sign-in/passkey', { body: { credential: 'x' }, headers: from })).status)
    expect(statuses).toEqual([401, 401, 401, 429])
    // Everyone gets the same answer, and no address is needed.
    const [one, two] = [await startSigningIn(), await startSigningIn()]
    expect({ ...one, challenge: '' }).toEqual({ ...two, challenge: '' })
    await expectRefused(422, () => portal.post('sign-in/passkey/start', { body: { email: ada.email } }))
  })
})

describe('a passkey on a portal that sends mail', () => {
  it('is announced by mail, needs a confirmed address, and is removed after a password reset by mail', async () => {
    const mailbox = await startMailbox()
    const portal = await openPortal('sqlite', { SMTP_URL: mailbox.url, MAIL_FROM: 'lectern@example.org' })
    const ada = await portal.signUp('ada@example.org')
    ada.cookie = await portal.prove(ada)
    const device = makeAuthenticator()
    const start = async (route: string) =>
      (await (await portal.post(`${route}/start`, { cookie: ada.cookie })).json()) as object
    expect(
      (
        await portal.post('account/passkeys/add', {
          body: { credential: device.create(await start('account/passkeys')) },
          cookie: ada.cookie,
        })
      ).status,
    ).toBe(200)
    await until(() =>
      mailbox.mails.some(
        ({ to, subject }) => to === ada.email && subject === 'Your account at Lectern has a new passkey',
      ),
    )
    const signIn = async () =>
      portal.post('sign-in/passkey', { body: { credential: device.get(await start('sign-in/passkey')) } })
    expect((await signIn()).status).toBe(200)

    await portal.database.user.updateMany({ data: { emailVerified: false } })
    const refused = await signIn()
    expect([refused.status, toCookie(refused), await refused.text()]).toEqual([
      401,
      '',
      expect.stringContaining('isn’t confirmed yet'),
    ])
    await portal.post('password-reset', { body: { email: ada.email } })
    const { token } = await until(() =>
      mailbox.mails.find(({ subject }) => subject === 'Reset your password for Lectern'),
    )
    expect(
      (await portal.post('password-reset/finish', { body: { token, password: 'writing by lamplight' } })).status,
    ).toBe(200)
    expect(await portal.database.passkey.count()).toBe(0)
    await until(() => mailbox.mails.some(({ subject }) => subject === 'Your password for Lectern was changed'))
    expect((await signIn()).status).toBe(401)
    await portal.close()
    await mailbox.stop()
  })
})

describe('the relying party of passkeys', () => {
  it.each([
    ['https://lectern.example.org/', 'lectern.example.org'],
    ['https://lectern.example.org:8443', 'lectern.example.org'],
    ['http://localhost:3000', 'localhost'],
    ['http://lectern.example.org', undefined],
    ['https://192.0.2.1', undefined],
    ['https://[2001:db8::1]', undefined],
  ])('of %s is %s', async (url, id) => {
    vi.stubEnv('BASE_URL', url)
    vi.stubEnv('INSECURE_HTTP', '1')
    vi.resetModules()
    expect((await import('@/lib/account')).getRelyingParty()?.id).toBe(id)
    vi.unstubAllEnvs()
  })
})
