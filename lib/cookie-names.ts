import { getBasePath } from './base-path'
import { parseUrl } from './parse-url'

/**
 * Returns the names of a cookie, by scheme: browsers drop "__Host-" cookies over plain http. One host may have several
 * portals, on other ports or below paths, and browsers send cookies to all ports: the name holds both. "__Host-" does
 * not allow a cookie of a path.
 */
export function nameCookie(name: string): { https: string; http: string } {
  const path = getBasePath()
  const port = readPort()
  // Neither a dot nor a tilde is in the port, and no dot in the path (lib/env.ts), so no two places give the same name.
  const http = `portal-${name}${port && `~${port}`}${path.replaceAll('/', '.')}`
  return { https: `${path ? '__Secure-' : '__Host-'}${http}`, http }
}

/** Returns the path that the portal's cookies are sent to. */
export const getCookiePath = (): string => getBasePath() || '/'

/** Returns the port in the portal's address, as in `readEnv`; "" if it is that of the scheme. */
function readPort(): string {
  const { BASE_URL, PORT = '3000' } = process.env
  return BASE_URL ? (parseUrl(BASE_URL)?.port ?? '') : PORT
}
