import { parseUrl } from './parse-url'

/** The path of an address without slashes at its end: "/learn", or "" where it has none. */
export const pathOf = (url = ''): string => parseUrl(url)?.pathname.replace(/\/+$/, '') ?? ''

/** In a browser: of a page, `data-base` of its root element (app/layout.tsx); of the service worker, its scope. */
const ofBrowser = readBrowser()

function readBrowser(): string | undefined {
  if (typeof document !== 'undefined') return document.documentElement.dataset.base ?? ''
  const { registration } = globalThis as { registration?: { scope: string } }
  return registration && pathOf(registration.scope)
}

/** Returns the path below which the portal is served, from BASE_URL: "/learn", or "" at the root of its host. */
export function getBasePath(): string {
  return ofBrowser ?? readBasePath(process.env.BASE_URL)
}

let last: { url?: string; path: string } = { path: '' }

function readBasePath(url?: string): string {
  if (last.url !== url) last = { url, path: pathOf(url) }
  return last.path
}

/**
 * Returns the address by which browsers reach a path of the portal: "/learn/docker" of "/docker". Whatever leads
 * elsewhere, or to a place on the same page, stays as it is.
 */
export function toAddress(path: string): string {
  return /^\/(?!\/)/.test(path) ? getBasePath() + path : path
}

/** Returns the path of an address within the portal: "/docker" of "/learn/docker"; null for any other address. */
export function toPath(address: string): string | null {
  const base = getBasePath()
  return address.startsWith(`${base}/`) ? address.slice(base.length) : null
}

/** Names something that the portal keeps in a browser's storage, which all portals of one host share. */
export function nameStored(name: string): string {
  const path = getBasePath()
  return path ? `${path}:${name}` : name
}
