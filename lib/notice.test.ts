import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FormState } from './form-state'
import {
  expireNotice,
  readChangeNotice,
  readFormNotice,
  readGuestNotice,
  readMergeNotice,
  serialiseChangeNotice,
  serialiseFormNotice,
  serialiseGuestNotice,
  serialiseMergeNotice,
} from './notice'
import { readSigned, serialiseSigned } from './signed-cookie'

const state: FormState = {
  message: 'That isn’t an email address.',
  values: { name: 'Zoë; "x"', email: 'zoë@' },
  section: 'email',
}
const merge = { guest: 'a-guest', marks: 3, shared: 1, shortened: 0 }

/** Returns what a browser sends back of a `Set-Cookie` value. */
const sendBack = (setCookie: string) => `other=1; ${setCookie.split(';')[0]}`

describe('a notice for the next page', () => {
  beforeEach(() => {
    // Vitest sets BASE_URL to "/".
    vi.stubEnv('BASE_URL', '')
    vi.stubEnv('AUTH_SECRET', 'kR8vQ2mX5tZ9wB4nL7pD1sF6hJ3cG0yA')
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllEnvs()
  })

  it('is read unchanged on its own page', () => {
    expect(readFormNotice('/sign-up', sendBack(serialiseFormNotice('/sign-up', state)))).toEqual(state)
  })

  it('names a new guest’s first mark, to that guest alone', () => {
    const cookies = sendBack(serialiseGuestNotice('a-guest', 'a-tutorial'))
    expect(readGuestNotice('a-guest', cookies)).toBe('a-tutorial')
    expect(readGuestNotice('another', cookies)).toBeNull()
    expect([readMergeNotice('a-guest', cookies), readFormNotice('/shelf', cookies)]).toEqual([null, null])
    expect(readGuestNotice('a-guest', sendBack(serialiseMergeNotice('a-guest', merge)))).toBeNull()
    expect(readGuestNotice('a-guest', sendBack(expireNotice()))).toBeNull()
  })

  it('names a form’s change, on its page and to its reader alone', () => {
    const change = { page: '/shelf', resource: 'r', title: 'T', field: 'note' as const, before: 'Old', done: 'Done.' }
    const cookies = sendBack(serialiseChangeNotice('a-reader', change))
    expect(readChangeNotice('a-reader', '/shelf', cookies)).toEqual(change)
    expect(readChangeNotice('a-reader', '/', cookies)).toBeNull()
    expect(readChangeNotice('another', '/shelf', cookies)).toBeNull()
    expect(readFormNotice('/shelf', cookies)).toBeNull()
    // What a cookie can't hold can't be put back by it.
    const long = serialiseChangeNotice('a-reader', { ...change, title: '語'.repeat(200), before: '\u0000'.repeat(200) })
    expect(long.length).toBeLessThan(4096)
    expect(readChangeNotice('a-reader', '/shelf', sendBack(long))?.before).toBe('\u0000'.repeat(200))
    const longer = sendBack(serialiseChangeNotice('a-reader', { ...change, before: 'x'.repeat(201) }))
    expect(readChangeNotice('a-reader', '/shelf', longer)).toEqual({ ...change, before: undefined })
  })

  it('preserves all typed text inside its cookie', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      // The only name that no field can have: reading an object drops it.
      fc.property(
        text,
        fc.dictionary(
          text.filter((name) => name !== '__proto__'),
          text,
        ),
        (message, values) => {
          const cookie = serialiseFormNotice('/sign-up', { message, values })
          expect(cookie.split('; ').slice(1)).toEqual(['Path=/', 'Max-Age=60', 'HttpOnly', 'SameSite=Lax'])
          expect(cookie).toMatch(/^[!-~ ]+$/)
          expect(readFormNotice('/sign-up', sendBack(cookie))).toEqual({ message, values: { ...values } })
        },
      ),
    )
  })

  const pages = [
    '/account',
    '/account/deleted',
    '/sign-in',
    '/sign-in/code',
    '/sign-up',
    '/confirm-email',
    '/forgot-password',
    '/reset-password',
  ]
  const pairs = pages.flatMap((from) => pages.filter((to) => to !== from).map((to) => [from, to] as const))
  it.each(pairs)('of %s is not shown on %s', (from, to) => {
    const cookies = sendBack(serialiseFormNotice(from, state))
    expect(readFormNotice(to, cookies)).toBeNull()
    expect(readFormNotice(from, cookies)).toEqual(state)
  })

  it('of one form is replaced by that of the next, on any pages', () => {
    const name = (cookie: string) => cookie.split('=')[0]
    const cookies = [
      serialiseFormNotice('/sign-in', state),
      serialiseFormNotice('/sign-in/code', state),
      serialiseFormNotice('/account/deleted', state),
      serialiseMergeNotice('ada', merge),
      expireNotice(),
    ]
    expect(new Set(cookies.map(name)).size).toBe(1)
    expect(new Set(cookies.map((cookie) => /; Path=[^;]+/.exec(cookie)?.[0]))).toEqual(new Set(['; Path=/']))
  })

  it('about a guest’s marks is only for the reader who received them', () => {
    const cookies = sendBack(serialiseMergeNotice('ada', merge))
    expect([
      readMergeNotice('ada', cookies),
      readMergeNotice('bea', cookies),
      readFormNotice('/account', cookies),
    ]).toEqual([merge, null, null])
    expect(readMergeNotice('ada', sendBack(serialiseFormNotice('/account', state)))).toBeNull()
  })

  it('expires after a minute, even if the browser keeps it', () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const cookies = sendBack(serialiseFormNotice('/sign-in', state))
    vi.setSystemTime(Date.now() + 59_000)
    expect(readFormNotice('/sign-in', cookies)).toEqual(state)
    vi.setSystemTime(Date.now() + 2000)
    expect(readFormNotice('/sign-in', cookies)).toBeNull()
  })

  it('is limited to this host on https', () => {
    vi.stubEnv('BASE_URL', 'https://learn.example.org')
    const cookie = serialiseFormNotice('/sign-in', state)
    expect(cookie).toMatch(/^__Host-portal-notice=[^;]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax; Secure$/)
    expect(readFormNotice('/sign-in', sendBack(cookie))).toEqual(state)
    // Another host of the same domain could set a cookie without the prefix.
    expect(readFormNotice('/sign-in', sendBack(cookie.replace('__Host-', '')))).toBeNull()
  })

  it('is ignored if any part of it is forged', () => {
    const value = sendBack(serialiseFormNotice('/sign-in', state)).split('portal-notice~3000=')[1] ?? ''
    const [payload = '', signature = ''] = value.split('.')
    const forged = Buffer.from(
      JSON.stringify({
        until: Date.now() + 60_000,
        content: { page: '/sign-in', form: { ...state, message: 'Call this number.' } },
      }),
    ).toString('base64url')
    const values = [
      '',
      'x',
      '.',
      '{}',
      payload,
      `${payload}.`,
      `.${signature}`,
      `${forged}.${signature}`,
      `${payload}x.${signature}`,
      `${payload}.${signature.slice(1)}`,
      `${payload}.${signature}x`,
      forged,
      encodeURIComponent(JSON.stringify({ message: 'x', values: {} })),
    ]
    for (const each of values)
      expect([each, readFormNotice('/sign-in', `portal-notice~3000=${each}`)]).toEqual([each, null])
    expect(readFormNotice('/sign-in', `portal-form~3000=${value}`)).toBeNull()
    expect(readFormNotice('/sign-in', `portal-notice~3000=${value}`)).toEqual(state)
    // The same content signed for another purpose, or with another secret.
    const other = serialiseSigned({ purpose: 'other', maxAge: 60 }, { page: '/sign-in', form: state }).replace(
      'portal-other~3000',
      'portal-notice~3000',
    )
    expect(readFormNotice('/sign-in', sendBack(other))).toBeNull()
    vi.stubEnv('AUTH_SECRET', 'aK8vQ2mX5tZ9wB4nL7pD1sF6hJ3cG0yB')
    expect(readFormNotice('/sign-in', `portal-notice~3000=${value}`)).toBeNull()
  })

  it.each([
    null,
    7,
    'text',
    [],
    {},
    { page: '/sign-in' },
    { page: '/sign-in', form: { message: 7, values: {} } },
    { page: '/sign-in', form: { message: 'x', values: { a: 7 } } },
    { form: state },
  ])('is ignored if it contains %j', (content) => {
    expect(readFormNotice('/sign-in', sendBack(serialiseSigned({ purpose: 'notice', maxAge: 60 }, content)))).toBeNull()
    expect(readSigned({ purpose: 'notice', maxAge: 60 }, '')).toBeUndefined()
  })
})
