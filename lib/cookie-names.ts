import { getBasePath } from './base-path'

/**
 * Returns the names of a cookie, by scheme: browsers drop "__Host-" cookies over plain http. Below a path, where one
 * host may have several portals, its name holds the path too, and "__Host-" does not allow a cookie of a path.
 */
export function nameCookie(name: string): { https: string; http: string } {
  const path = getBasePath()
  // No dot is in the path (lib/env.ts), so no two paths give the same name.
  const http = name + path.replaceAll('/', '.')
  return { https: `${path ? '__Secure-' : '__Host-'}${http}`, http }
}

/** Returns the path that the portal's cookies are sent to. */
export const getCookiePath = (): string => getBasePath() || '/'
