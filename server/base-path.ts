import type { IncomingMessage } from 'node:http'
import { getBasePath, toAddress } from '../lib/base-path'
import type { EarlyAnswer } from './guards'
import { isProbe } from './guards'

/**
 * Takes the portal's path off the target of a request, so that everything behind sees "/docker" for "/learn/docker".
 * Returns the answer to a request outside of it; probes ask the process itself and need not know the path.
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

/** Addresses that lead to another: of pages, with what leads there. */
const moved: [RegExp, to: string, status: number][] = [
  // A page has one address, without a slash at its end.
  [/^(.*[^/])\/+$/, '$1', 308],
  // The addresses that such pages had as generated files.
  [/^\/([^/]+)\.html$/, '/$1', 308],
  // A topic's Markdown has the address below alone.
  [/^\/([^/]+)\/markdown$/, '/$1.md', 308],
  // Where password managers look for the form.
  [/^\/\.well-known\/change-password$/, '/account#password', 307],
]

/** Returns the redirect to the address that a page has instead; null where this is the one. */
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
