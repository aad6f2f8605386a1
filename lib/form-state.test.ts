import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formStateCookie, parseFormState, serialiseFormState, type FormState } from './form-state'

const state: FormState = { message: 'That is not an e-mail address.', values: { name: 'Zoë; "x"', email: 'zoë@' } }

/** What the browser sends back of a Set-Cookie value, decoded as Next decodes it. */
function sendBack(setCookie: string): string {
  const [pair = ''] = setCookie.split(';')
  return decodeURIComponent(pair.slice(pair.indexOf('=') + 1))
}

describe('the state of a refused form', () => {
  // Vitest itself sets BASE_URL, to "/".
  beforeEach(() => void vi.stubEnv('BASE_URL', ''))
  afterEach(() => vi.unstubAllEnvs())

  it('comes back as it went', () => {
    expect(parseFormState(sendBack(serialiseFormState('/sign-up', state)))).toEqual(state)
  })

  it('comes back whatever was typed, and stays inside its cookie', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      // The one name that no field can have: it is dropped where objects are read.
      fc.property(text, fc.dictionary(text.filter((name) => name !== '__proto__'), text), (message, values) => {
        const cookie = serialiseFormState('/sign-up', { message, values })
        expect(cookie.split('; ').slice(1)).toEqual(['Path=/sign-up', 'Max-Age=60', 'HttpOnly', 'SameSite=Lax'])
        expect(cookie).toMatch(/^[!-~ ]+$/)
        expect(parseFormState(sendBack(cookie))).toEqual({ message, values: { ...values } })
      }),
    )
  })

  it('is for its page, for a minute, and not for scripts', () => {
    expect(serialiseFormState('/sign-in', state)).toMatch(new RegExp(`^${formStateCookie}=[^;]+; Path=/sign-in; Max-Age=60; HttpOnly; SameSite=Lax$`))
  })

  it('goes over https alone where the portal has it', () => {
    vi.stubEnv('BASE_URL', 'https://learn.example.org')
    expect(serialiseFormState('/sign-in', state)).toMatch(/; Secure$/)
  })

  it.each([
    undefined, '', 'x', '{', 'null', '7', '"text"', '[]', '{}', '{"message":7,"values":{}}', '{"message":"x"}', '{"values":{}}', '{"message":"x","values":"y"}',
    '{"message":"x","values":null}', '{"message":"x","values":[]}', '{"message":"x","values":{"email":7}}', '{"message":"x","values":{"email":{"a":"b"}}}',
  ])('is none where the cookie holds %j', (value) => {
    expect(parseFormState(value)).toBeNull()
  })

  it('leaves out what is none of it', () => {
    expect(parseFormState('{"message":"x","values":{"a":"b"},"more":1}')).toEqual({ message: 'x', values: { a: 'b' } })
  })
})
