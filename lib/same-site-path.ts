import { parseUrl } from './parse-url'

/** A placeholder origin, to check whether a path stays on it. */
const here = 'http://portal.invalid'

/**
 * Returns the path, query and fragment of a text that leads to this site; `fallback` for anything else (another host,
 * `//host`, a backslash, a scheme), so that forms can't redirect people to other sites.
 */
export function toSameSitePath(text: unknown, fallback = '/'): string {
  if (typeof text !== 'string' || !text.startsWith('/') || text.length > 500) return fallback
  const url = parseUrl(text, here)
  // "/.//host" is a path here, but becomes "//host" when its dots are resolved.
  return url?.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : fallback
}
