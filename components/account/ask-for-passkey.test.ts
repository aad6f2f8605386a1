import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askForPasskey, explain, fillFromPasskey, type Kind } from './ask-for-passkey'

const unreachable = 'The portal can’t be reached just now. Try again in a moment.'
const creation = {
  challenge: 'Y2hhbGxlbmdl',
  rp: { name: 'Lectern', id: 'localhost' },
  user: { id: 'cjE', name: 'ada@example.org', displayName: 'Ada' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
}
const request = { challenge: 'Y2hhbGxlbmdl', rpId: 'localhost', allowCredentials: [] }

/** What stands in for a browser's passkeys: it makes one of any options that it is given. */
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

describe('what a browser is asked for a passkey', () => {
  beforeEach(() => {
    make.mockClear()
    vi.stubGlobal('PublicKeyCredential', Credential)
    vi.stubGlobal('navigator', { credentials: { create: make, get: make } })
  })
  afterEach(() => void vi.unstubAllGlobals())

  const ask = (kind: Kind, answer: () => Response | Promise<Response>) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => answer()),
    )
    return askForPasskey(kind, '/start').catch(explain)
  }

  it('comes from the portal', async () => {
    expect(await ask('add', () => Response.json(creation))).toBe(JSON.stringify({ made: creation }))
    expect(await ask('sign-in', () => Response.json(request))).toBe(JSON.stringify({ made: request }))
    expect(await ask('confirm', () => Response.json(request))).toBe(JSON.stringify({ made: request }))
  })

  const misshapen: [string, Kind, unknown][] = [
    ['null', 'sign-in', null],
    ['null', 'add', null],
    ['a list', 'confirm', [request]],
    ['nothing', 'sign-in', {}],
    ['no challenge', 'sign-in', { ...request, challenge: undefined }],
    ['a challenge that is an object', 'sign-in', { ...request, challenge: {} }],
    ['no portal', 'sign-in', { ...request, rpId: undefined }],
    ['what the browser can’t read', 'sign-in', { ...request, allowCredentials: 'all' }],
    ['no user', 'add', { ...creation, user: undefined }],
    ['a user without a name', 'add', { ...creation, user: { id: 'cjE' } }],
    ['no portal', 'add', { ...creation, rp: null }],
    ['no algorithms', 'add', { ...creation, pubKeyCredParams: undefined }],
    ['what signs in', 'add', request],
    ['an error that is a text', 'sign-in', { error: 'no' }],
    ['an error whose words are an object', 'add', { error: { message: { en: 'no' } } }],
  ]
  it.each(misshapen)('is not asked where it is %s (%s)', async (_, kind, json) => {
    expect(await ask(kind, () => Response.json(json))).toBe(unreachable)
    expect(await ask(kind, () => Response.json(json, { status: 500 }))).toBe(unreachable)
    expect(make).not.toHaveBeenCalled()
  })

  it('is not asked where it is a page of the network in between, or no answer', async () => {
    expect(await ask('sign-in', () => new Response('<h1>Welcome</h1>'))).toBe(unreachable)
    expect(await ask('sign-in', () => new Response('<h1>Bad gateway</h1>', { status: 502 }))).toBe(unreachable)
    expect(await ask('sign-in', () => Response.json(request, { status: 500 }))).toBe(unreachable)
    expect(await ask('sign-in', () => Promise.reject(new TypeError('Failed to fetch')))).toBe(unreachable)
    expect(make).not.toHaveBeenCalled()
  })

  it('is refused in the portal’s words', async () => {
    const refusal = { error: { message: 'You are signed out. Sign in and try again.', signIn: '/sign-in' } }
    expect(await ask('add', () => Response.json(refusal, { status: 401 }))).toBe(refusal.error.message)
  })

  it('is not offered where an address is filled in either, if it is misshapen', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => Response.json([])),
    )
    expect(await fillFromPasskey('/start', new AbortController().signal)).toBeNull()
    expect(make).not.toHaveBeenCalled()
  })
})
