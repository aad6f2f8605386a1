import type { IncomingMessage } from 'node:http'
import { getBasePath, toAddress } from '../lib/base-path'
import type { EarlyAnswer } from './guards'
import { isProbe } from './guards'

/**
 * Strips the portal's path from the request target, so that later code sees "/docker" for "/learn/docker". Returns an
 * answer if the target is outside that path, otherwise null. Probes are also accepted without the path.
 */
export function enterBasePath(request: IncomingMessage): EarlyAnswer | null {
  const basePath = getBasePath()
  const { url = '' } = request
  if (!basePath || !url.startsWith('/') || isProbe(url)) return null
  const rest = url.startsWith(basePath) ? url.slice(basePath.length) : null
  if (rest?.startsWith('/')) {
    request.url = rest
    return null
  }
  request.url = '/_/outside'
  if (rest === '' || rest?.startsWith('?')) return redirect(308, `${basePath}/${rest}`)
  return { status: 404, message: `There is nothing here. This portal is at ${basePath}/.` }
}

/** Redirects between addresses of pages: a pattern, its replacement and the status. */
const moved: [RegExp, to: string, status: number][] = [
  // A page has one address, without a slash at its end.
  [/^(.*[^/])\/+$/, '$1', 308],
  // Pages had these addresses when the site was generated as files.
  [/^\/([^/]+)\.html$/, '/$1', 308],
  // The route that renders a topic's Markdown; its public address ends in ".md".
  [/^\/([^/]+)\/markdown$/, '/$1.md', 308],
  // Where password managers look for the form.
  [/^\/\.well-known\/change-password$/, '/account#password', 307],
]

/** Returns a redirect to the canonical address of a page; null if the request already uses it. */
export function findMoved(url: string): EarlyAnswer | null {
  const [path = '', query] = url.split(/\?(.*)/s, 2)
  const clean = path.replace(/[\\/]+/g, '/')
  const [pattern, to, status] = moved.find(([pattern]) => pattern.test(clean)) ?? [/^$/, '', 308]
  const address = clean.replace(pattern, to)
  if (address === path) return null
  const [page, fragment = ''] = address.split(/(?=#)/)
  return redirect(status, toAddress(`${page}${query === undefined ? '' : `?${query}`}${fragment}`))
}

function redirect(status: number, location: string): EarlyAnswer {
  return { status, message: location, headers: { Location: location } }
}
