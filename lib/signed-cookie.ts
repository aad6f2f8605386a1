import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { getCookiePath, nameCookie } from './cookie-names'
import { readEnv, readSecret } from './env'

/** A cookie that only the portal can create: its name and signature contain its purpose. */
export interface SignedCookie {
  /** As in `notice`. */
  purpose: string
  /** Lifetime in seconds, enforced by the browser and by the server. */
  maxAge: number
}

/** Returns the cookie's name. */
export function nameSignedCookie({ purpose }: SignedCookie): string {
  const { https, http } = nameCookie(purpose)
  return isSecure() ? https : http
}

/** Returns the cookie's value for that content, which must survive JSON. */
export function sign(cookie: SignedCookie, content: unknown): string {
  const payload = Buffer.from(JSON.stringify({ until: Date.now() + cookie.maxAge * 1000, content })).toString(
    'base64url',
  )
  return `${payload}.${seal(cookie, payload)}`
}

/** Returns the `Set-Cookie` value for that content. */
export function serialiseSigned(cookie: SignedCookie, content: unknown): string {
  return serialise(cookie, sign(cookie, content), cookie.maxAge)
}

/** Returns the `Set-Cookie` value that removes the cookie. */
export function expireSigned(cookie: SignedCookie): string {
  return serialise(cookie, '', 0)
}

/** Returns the content of the cookie in a `Cookie` header; undefined if it is missing, altered or expired. */
export function readSigned(cookie: SignedCookie, cookies: string): unknown {
  const name = `${nameSignedCookie(cookie)}=`
  const value = cookies.split(/;\s*/).find((each) => each.startsWith(name))
  const [payload = '', signature = ''] = value?.slice(name.length).split('.') ?? []
  const [given, right] = [Buffer.from(signature), Buffer.from(seal(cookie, payload))]
  if (!payload || given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const { until, content } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    until: number
    content: unknown
  }
  return until > Date.now() ? content : undefined
}

function seal({ purpose }: SignedCookie, payload: string): string {
  return createHmac('sha256', readSecret(readEnv())).update(`cookie:${purpose}:${payload}`).digest('base64url')
}

function serialise(cookie: SignedCookie, value: string, age: number): string {
  return `${nameSignedCookie(cookie)}=${value}; Path=${getCookiePath()}; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`
}

const isSecure = () => readEnv().baseUrl.startsWith('https:')
