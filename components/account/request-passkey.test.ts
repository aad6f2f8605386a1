import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { autofillPasskey, explainPasskeyError, requestPasskey, type PasskeyPurpose } from './request-passkey'

const unreachable = 'The portal can’t be reached. Try again in a moment.'
const creation = {
  challenge: 'Y2hhbGxlbmdl',
  rp: { name: 'Lectern', id: 'localhost' },
  user: { id: 'cjE', name: 'ada@example.org', displayName: 'Ada' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
}
const request = { challenge: 'Y2hhbGxlbmdl', rpId: 'localhost', allowCredentials: [] }

/** A fake of a browser's passkeys that accepts any options. */
class Credential {
  constructor(readonly options: unknown) {}
  toJSON() {
    return { made: this.options }
  }
  static parseCreationOptionsFromJSON = (json: object) => json
  static parseRequestOptionsFromJSON = (json: object & { allowCredentials?: unknown }) => {
    if (!Array.isArray(json.allowCredentials)) throw new DOMException('', 'EncodingError')
    return json
  }
  static isConditionalMediationAvailable = async () => true
}

const make = vi.fn(async ({ publicKey }: { publicKey: unknown }) => new Credential(publicKey))

describe('requestPasskey', () => {
  beforeEach(() => {
    make.mockClear()
    vi.stubGlobal('PublicKeyCredential', Credential)
    vi.stubGlobal('navigator', { credentials: { create: make, get: make } })
  })
  afterEach(() => void vi.unstubAllGlobals())

  const ask = (purpose: PasskeyPurpose, answer: () => Response | Promise<Response>) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => answer()),
    )
    return requestPasskey(purpose, '/start').catch(explainPasskeyError)
  }

  it('passes the portal’s options to the browser', async () => {
    expect(await ask('add', () => Response.json(creation))).toBe(JSON.stringify({ made: creation }))
    expect(await ask('sign-in', () => Response.json(request))).toBe(JSON.stringify({ made: request }))
    expect(await ask('confirm', () => Response.json(request))).toBe(JSON.stringify({ made: request }))
  })

  const malformed: [string, PasskeyPurpose, unknown][] = [
    ['null', 'sign-in', null],
    ['null', 'add', null],
    ['a list', 'confirm', [request]],
    ['an empty object', 'sign-in', {}],
    ['options without a challenge', 'sign-in', { ...request, challenge: undefined }],
    ['options whose challenge is an object', 'sign-in', { ...request, challenge: {} }],
    ['options without a relying party', 'sign-in', { ...request, rpId: undefined }],
    ['options that the browser can’t read', 'sign-in', { ...request, allowCredentials: 'all' }],
    ['options without a user', 'add', { ...creation, user: undefined }],
    ['options whose user has no name', 'add', { ...creation, user: { id: 'cjE' } }],
    ['options without a relying party', 'add', { ...creation, rp: null }],
    ['options without algorithms', 'add', { ...creation, pubKeyCredParams: undefined }],
    ['options for signing in', 'add', request],
    ['an error that is a text', 'sign-in', { error: 'no' }],
    ['an error whose message is an object', 'add', { error: { message: { en: 'no' } } }],
  ]
  it.each(malformed)('does not ask the browser after %s (%s)', async (_, purpose, json) => {
    expect(await ask(purpose, () => Response.json(json))).toBe(unreachable)
    expect(await ask(purpose, () => Response.json(json, { status: 500 }))).toBe(unreachable)
    expect(make).not.toHaveBeenCalled()
  })

  it('does not ask the browser after a captive portal’s page, an error or no response', async () => {
    expect(await ask('sign-in', () => new Response('<h1>Welcome</h1>'))).toBe(unreachable)
    expect(await ask('sign-in', () => new Response('<h1>Bad gateway</h1>', { status: 502 }))).toBe(unreachable)
    expect(await ask('sign-in', () => Response.json(request, { status: 500 }))).toBe(unreachable)
    expect(await ask('sign-in', () => Promise.reject(new TypeError('Failed to fetch')))).toBe(unreachable)
    expect(make).not.toHaveBeenCalled()
  })

  it('reports the portal’s message if it refuses', async () => {
    const refusal = { error: { message: 'You’re signed out. Sign in to continue.', signIn: '/sign-in' } }
    expect(await ask('add', () => Response.json(refusal, { status: 401 }))).toBe(refusal.error.message)
  })

  it('offers no autofill after malformed options', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => Response.json([])),
    )
    expect(await autofillPasskey('/start', new AbortController().signal)).toBeNull()
    expect(make).not.toHaveBeenCalled()
  })
})
