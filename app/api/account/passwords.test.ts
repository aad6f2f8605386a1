import { monitorEventLoopDelay } from 'node:perf_hooks'
import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sampledProviders } from '@/scripts/testing/databases'
import { startMailbox } from '@/scripts/testing/mailbox'
import { openPortal, toNotice, type TestPortal, type TestReader } from '@/scripts/testing/portal'

vi.unmock('@node-rs/argon2')

const letters = (length: number) =>
  'the quick brown fox jumps over the lazy dog, and the dog sleeps on; ten more came to see it, and went home again when it did not wake up'.slice(
    0,
    length,
  )
const emojis = Array.from('😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰')

describe.each(sampledProviders)('a password on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let count = 0

  beforeAll(async () => {
    portal = await openPortal(provider)
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    ada = await portal.signUp(`ada-${++count}@example.org`)
  })

  const signUp = (password: string, email = `bea-${++count}@example.org`) =>
    portal.post('sign-up', { body: { name: 'Bea', email, password } })
  const signIn = async (email: string, password: string) =>
    (await portal.post('sign-in', { body: { email, password } })).status
  const readHash = async ({ id }: { id: string }) =>
    (await portal.database.account.findFirstOrThrow({ where: { userId: id } })).password!

  it('A1: is stored as argon2id with 19 MiB and two passes, and an older hash is replaced at the next sign-in', async () => {
    const [, memory, time, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/
      .exec(await readHash(ada))!
      .map(Number)
    expect([memory! >= 19_456, time! >= 2, lanes! >= 1]).toEqual([true, true, true])

    const old = await hash(ada.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await portal.database.account.updateMany({ where: { userId: ada.id }, data: { password: old } })
    expect([await signIn(ada.email, 'not the password'), await readHash(ada)]).toEqual([401, old])
    expect(await signIn(ada.email, ada.password)).toBe(200)
    expect(await readHash(ada)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await signIn(ada.email, ada.password)).toBe(200)
  })

  it('A1: is checked for sixteen readers at once without blocking the portal', async () => {
    // One by one, since a slow machine refuses some of sixteen sign-ups at once too.
    const readers: TestReader[] = []
    for (let index = 0; index < 16; index++) readers.push(await portal.signUp(`many-${count}-${index}@example.org`))
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const began = performance.now()
    const statuses = await Promise.all(readers.map(({ email, password }) => signIn(email, password)))
    // A slow machine refuses the requests that would wait longest; none fails or is lost.
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2)
    const took = performance.now() - began
    delay.disable()
    // On an otherwise idle machine.
    if (process.env.LONG)
      expect([statuses, took < 2000, delay.max / 1e6 < 300]).toEqual([Array(16).fill(200), true, true])
  })

  it.each<[string, string, number]>([
    ['eleven characters', letters(11), 422],
    ['twelve', letters(12), 200],
    ['sixty-four', letters(64), 200],
    ['a hundred and twenty-eight', letters(128), 200],
    ['a hundred and twenty-nine', letters(129), 422],
    ['eleven emoji', emojis.slice(0, 11).join(''), 422],
    ['fifteen emoji', emojis.join(''), 200],
    ['eighty emoji', `${emojis.join('')} `.repeat(5), 200],
    ['only small letters', 'thereisnothingelsehere', 200],
    ['only digits', '482915730618', 200],
    ['spaces at its ends', '  two words here  ', 200],
    ['half an emoji', `${letters(20)}\ud83d`, 422],
  ])('A2: is accepted or refused by its length: %s', async (_, password, status) => {
    const answer = await signUp(password, `len-${++count}@example.org`)
    expect(answer.status).toBe(status)
    if (status === 422)
      expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(
        /^The password (must be at (least 12|most 128) characters long|contains an invalid character\. Enter it again)\.$/,
      )
    else
      expect([
        await signIn(`len-${count}@example.org`, password),
        await signIn(`len-${count}@example.org`, password.slice(1)),
      ]).toEqual([200, 401])
  })

  it('A2: is the same if typed on another keyboard', async () => {
    expect((await signUp('cafe\u0301 au lait, please', 'keys@example.org')).status).toBe(200)
    expect(await signIn('keys@example.org', 'caf\u00e9 au lait, please')).toBe(200)
    expect(await signIn('keys@example.org', 'cafe au lait, please')).toBe(401)
  })

  it('A2: is refused with the reason at sign-up and on a change if it is easy to guess', async () => {
    for (const [password, reason] of [
      ['password1234', 'lists that attackers try'],
      ['abababababab', 'repeated characters'],
      ['lectern-lectern', 'portal’s name'],
      [`guessable.reader`, 'your email address'],
    ] as const) {
      const email = 'guessable.reader@example.org'
      const made = await signUp(password, email)
      expect([made.status, await made.text()]).toEqual([422, expect.stringContaining(reason)])
      await portal.database.user.update({ where: { id: ada.id }, data: { email } })
      const changed = await portal.post('account/password', {
        body: { currentPassword: ada.password, newPassword: password },
        cookie: ada.cookie,
      })
      expect([changed.status, await changed.text()]).toEqual([422, expect.stringContaining(reason)])
      await portal.database.user.update({ where: { id: ada.id }, data: { email: ada.email } })
    }
    const asForm = await portal.post('sign-up', {
      body: { name: 'Bea', email: 'x@example.org', password: 'password1234' },
      asForm: true,
    })
    expect([asForm.status, asForm.headers.get('location')]).toEqual([303, '/sign-up?again=1&next=%2F'])
    expect(toNotice(asForm)).toContain('lists that attackers try')
  })
})

it('A2: a password reset refuses a password that is easy to guess, and the link still works', async () => {
  const mailbox = await startMailbox()
  const portal = await openPortal('sqlite', { SMTP_URL: mailbox.url, MAIL_FROM: 'lectern@example.org' })
  try {
    const ada = await portal.signUp('ada.lovelace@example.org')
    const token = await portal.makeResetLink(ada)
    const finish = async (password: string) =>
      (await portal.post('password-reset/finish', { body: { token, password } })).status
    expect([
      await finish('password1234'),
      await finish('ada.lovelace'),
      await finish('ada.lovelace, and more'),
    ]).toEqual([422, 422, 200])
  } finally {
    await portal.close()
    await mailbox.stop()
  }
})
