import { parseUrl } from './parse-url'

/** A made-up origin, only to see whether a path stays on it. */
const here = 'http://portal.invalid'

/**
 * The path, query and anchor of a text that leads nowhere but to this site; `fallback` for anything
 * else (another host, `//host`, a backslash, a scheme), so that no form can be used to send people away.
 */
export function toSameSitePath(text: unknown, fallback = '/'): string {
  if (typeof text !== 'string' || !text.startsWith('/') || text.length > 500) return fallback
  const url = parseUrl(text, here)
  // "/.//host" is a path here, and "//host" once its dots are taken away.
  return url?.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : fallback
}
