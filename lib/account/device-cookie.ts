import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { nameCookie } from '../cookie-names'
import { readEnv, readSecret } from '../env'

/** Names of the cookie that marks a device the reader has signed in on. It grants no access. */
export const deviceCookie = nameCookie('browser')

/** Cookie lifetime in seconds; the longest that browsers allow. */
export const deviceCookieAge = 400 * 24 * 60 * 60

function sign(email: string, browser: string): string {
  return createHmac('sha256', readSecret(readEnv()))
    .update(`known-browser:${browser}:${email.trim().toLowerCase()}`)
    .digest('base64url')
}

/** Returns name and value of the cookie for a device the reader of that address just signed in on. */
export function makeDeviceCookie(email: string): { name: string; value: string } {
  const browser = randomBytes(12).toString('base64url')
  return { name: getName(), value: `${browser}.${sign(email, browser)}` }
}

/** Returns the id of the device with these cookies if the reader of that address signed in on it before; else null. */
export function findDevice(email: string, cookies: string): string | null {
  const found = cookies.split(/;\s*/).find((each) => each.startsWith(`${getName()}=`))
  const [browser = '', signature = ''] = found?.slice(getName().length + 1).split('.') ?? []
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(email, browser))]
  return browser && given.length === right.length && timingSafeEqual(given, right) ? browser : null
}

function getName(): string {
  return readEnv().baseUrl.startsWith('https:') ? deviceCookie.https : deviceCookie.http
}
