import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readEnv, readSecret } from '../env'

/** The cookie by which a browser is known again that a reader signed in on. It opens nothing. */
export const knownBrowserCookie = { https: '__Host-lectern-browser', http: 'lectern-browser' }

/** As long as browsers keep a cookie. */
export const knownBrowserAge = 400 * 24 * 60 * 60

function sign(email: string, browser: string): string {
  return createHmac('sha256', readSecret(readEnv()))
    .update(`known-browser:${browser}:${email.trim().toLowerCase()}`)
    .digest('base64url')
}

/** The name and the value of the cookie for a browser on which the reader of that address just signed in. */
export function makeKnownBrowser(email: string): { name: string; value: string } {
  const browser = randomBytes(12).toString('base64url')
  return { name: nameCookie(), value: `${browser}.${sign(email, browser)}` }
}

/** The name of the browser whose cookies these are, where the reader of that address signed in on it before; else null. */
export function findKnownBrowser(email: string, cookies: string): string | null {
  const found = cookies.split(/;\s*/).find((each) => each.startsWith(`${nameCookie()}=`))
  const [browser = '', signature = ''] = found?.slice(nameCookie().length + 1).split('.') ?? []
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(email, browser))]
  return browser && given.length === right.length && timingSafeEqual(given, right) ? browser : null
}

function nameCookie(): string {
  return readEnv().baseUrl.startsWith('https:') ? knownBrowserCookie.https : knownBrowserCookie.http
}
