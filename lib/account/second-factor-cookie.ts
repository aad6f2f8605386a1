import 'server-only'
import { createHash } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { z } from 'zod'
import { getCookiePath, nameCookie } from '../cookie-names'
import { readEnv, readSecret } from '../env'
import { consumeRateLimit } from '../rate-limit'

// Values shown once while setting up two-factor authentication are kept in an encrypted cookie. Reloading the
// page works, and no other session of the account sees them.

/** Names of the cookie, by scheme. */
export const secondFactorCookie = nameCookie('second-factor')

/** Time limit of a setup in seconds. */
export const setUpAge = 10 * 60
/** Time in seconds for which new recovery codes can be shown. */
export const codesAge = 60

const sealed = z.object({
  reader: z.string(),
  until: z.number(),
  /** The URI in the QR code, until two-factor authentication is on. */
  uri: z.string().optional(),
  codes: z.array(z.string()),
})

/** Values shown once: the setup URI, then the recovery codes. */
export type ShownOnce = Pick<z.infer<typeof sealed>, 'uri' | 'codes'>

/** Returns the `Set-Cookie` value that shows these to a reader in this browser for `age` seconds. */
export async function sealShownOnce(reader: string, shown: ShownOnce, age: number): Promise<string> {
  const value = await symmetricEncrypt({
    key: getKey(),
    data: JSON.stringify({ reader, until: Date.now() + age * 1000, ...shown }),
  })
  return `${getName()}=${value}; Path=${getCookiePath()}; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`
}

/**
 * Opens the cookie like `openShownOnce`, and shows recovery codes to the first request only: not to a reload,
 * another tab or a copy of the cookie. `seen` says that they were shown before.
 */
export async function takeShownOnce(reader: string, cookies: string): Promise<(ShownOnce & { seen?: boolean }) | null> {
  const shown = await openShownOnce(reader, cookies)
  if (!shown || shown.uri) return shown
  // One statement decides across all processes.
  const key = `shown-once:${createHash('sha256').update(shown.codes.join()).digest('base64url')}`
  return (await consumeRateLimit(key, { max: 1, window: codesAge * 2 })) === null ? shown : { codes: [], seen: true }
}

/** Returns the values that the cookies show this reader; null if there are none or they expired. */
export async function openShownOnce(reader: string, cookies: string): Promise<ShownOnce | null> {
  const value = cookies
    .split(/;\s*/)
    .find((each) => each.startsWith(`${getName()}=`))
    ?.slice(getName().length + 1)
  if (!value) return null
  try {
    const found = sealed.parse(JSON.parse(await symmetricDecrypt({ key: getKey(), data: value })))
    return found.reader === reader && found.until > Date.now() ? { uri: found.uri, codes: found.codes } : null
  } catch {
    return null
  }
}

// A separate key, so that nothing else better-auth encrypts can pass as this cookie.
const getKey = () => `second-factor-cookie:${readSecret(readEnv())}`
const isSecure = () => readEnv().baseUrl.startsWith('https:')
const getName = () => (isSecure() ? secondFactorCookie.https : secondFactorCookie.http)
