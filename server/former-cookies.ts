import type { IncomingMessage } from 'node:http'
import { getBasePath, toAddress } from '../lib/base-path'
import { getCookiePath } from '../lib/cookie-names'
import { sessionCookie } from '../lib/session-cookie'
import type { EarlyAnswer } from './guards'

/** As long as a session lasts without a visit (lib/auth/index.ts), in seconds. */
const maxAge = 90 * 24 * 60 * 60

/**
 * Lets readers and guests of version 0.1 stay signed in, whose session cookie began with the software's name and did
 * not hold the port. Renames it in the request. For a page, returns a redirect to the same address that has the browser
 * store it by its present name; else null.
 */
export function renameFormerCookies(request: IncomingMessage): EarlyAnswer | null {
  const cookies = request.headers.cookie?.split(/;\s*/) ?? []
  const isSecure = cookies.some((each) => each.startsWith(nameFormer('https')))
  const [former, name] = isSecure
    ? [nameFormer('https'), `${sessionCookie.https}=`]
    : [nameFormer('http'), `${sessionCookie.http}=`]
  const found = cookies.find((each) => each.startsWith(former))
  if (!found || cookies.some((each) => each.startsWith(name))) return null
  const renamed = name + found.slice(former.length)
  request.headers.cookie = cookies.map((each) => (each === found ? renamed : each)).join('; ')
  if (request.method !== 'GET' || request.headers['sec-fetch-dest'] !== 'document') return null
  const rules = `; Path=${getCookiePath()}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    status: 307,
    message: '',
    headers: {
      // One slash: two would lead to another host.
      Location: toAddress((request.url ?? '').replace(/^\/+/, '/')),
      'Set-Cookie': [`${renamed}; Max-Age=${maxAge}${rules}`, `${former}; Max-Age=0${rules}`],
    },
  }
}

function nameFormer(scheme: 'https' | 'http'): string {
  const name = `lectern-session${getBasePath().replaceAll('/', '.')}=`
  if (scheme === 'http') return name
  return `${getBasePath() ? '__Secure-' : '__Host-'}${name}`
}
