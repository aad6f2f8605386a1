import 'server-only'
import { createHash } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { z } from 'zod'
import { readEnv, readSecret } from '../env'
import { consumeRateLimit } from '../limits'

// What setting up a second factor shows once stands in a cookie of the browser that asked, sealed: the page
// can be loaded again meanwhile, and whoever else is signed in to the account sees none of it.

/** The cookie for it. */
export const secondFactorCookie = { https: '__Host-lectern-second-factor', http: 'lectern-second-factor' }

/** How long a setup may take, and how long new recovery codes are shown, in seconds. */
export const setUpAge = 10 * 60
export const codesAge = 60

const sealed = z.object({
  reader: z.string(),
  until: z.number(),
  /** What an app is told by a QR code, until the second factor is on. */
  uri: z.string().optional(),
  codes: z.array(z.string()),
})

/** What is shown once: the way to set an app up, then the recovery codes. */
export type ShownOnce = Pick<z.infer<typeof sealed>, 'uri' | 'codes'>

/** The `Set-Cookie` value that shows it to that reader, in this browser, for so many seconds. */
export async function sealShownOnce(reader: string, shown: ShownOnce, age: number): Promise<string> {
  const value = await symmetricEncrypt({
    key: getKey(),
    data: JSON.stringify({ reader, until: Date.now() + age * 1000, ...shown }),
  })
  return `${nameCookie()}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`
}

/**
 * As `openShownOnce`, for the page that shows it: recovery codes are given to the first page that asks, and
 * to no reload, no other tab and no copy of the cookie. `seen` says that they were.
 */
export async function takeShownOnce(reader: string, cookies: string): Promise<(ShownOnce & { seen?: boolean }) | null> {
  const shown = await openShownOnce(reader, cookies)
  if (!shown || shown.uri) return shown
  // One statement decides, for all processes together.
  const key = `shown-once:${createHash('sha256').update(shown.codes.join()).digest('base64url')}`
  return (await consumeRateLimit(key, { max: 1, window: codesAge * 2 })) === null ? shown : { codes: [], seen: true }
}

/** What these cookies show that reader; null where that is nothing, or over. */
export async function openShownOnce(reader: string, cookies: string): Promise<ShownOnce | null> {
  const value = cookies
    .split(/;\s*/)
    .find((each) => each.startsWith(`${nameCookie()}=`))
    ?.slice(nameCookie().length + 1)
  if (!value) return null
  try {
    const found = sealed.parse(JSON.parse(await symmetricDecrypt({ key: getKey(), data: value })))
    return found.reader === reader && found.until > Date.now() ? { uri: found.uri, codes: found.codes } : null
  } catch {
    return null
  }
}

// Of its own, so that nothing else that better-auth encrypts can be taken for it.
const getKey = () => `second-factor-cookie:${readSecret(readEnv())}`
const isSecure = () => readEnv().baseUrl.startsWith('https:')
const nameCookie = () => (isSecure() ? secondFactorCookie.https : secondFactorCookie.http)
