import { getBasePath, nameStored, toPath } from '@/lib/base-path'

/** The cache that holds a copy of each page a reader opened, as everyone sees it when signed out. */
export const pagesCache = nameStored('lectern-pages')
/** The cache that holds what those pages are made of: files whose address changes with their content. */
export const filesCache = nameStored('lectern-files')
/** The cache that holds the page that is shown where no copy is kept. */
export const offlineCache = nameStored('lectern-offline')
/** The path of the page that is shown where no copy is kept. */
export const offlinePath = '/offline'
/** The place in that page for the list of kept ones. */
export const listPlace = '<!--kept pages-->'

/** Tells whether a file has another address once it changes, so that a copy is always right. */
export const isLastingFile = ({ pathname }: URL): boolean =>
  /^\/(_next\/static|_page)\/(?!service-worker\.js$)/.test(toPath(pathname) ?? '')

/** Tells whether a response is a page that is the same for everyone; only such a page may be kept. */
export function isPublicPage({ status, redirected, headers }: Response): boolean {
  return (
    status === 200 &&
    !redirected &&
    /^text\/html\b/.test(headers.get('Content-Type') ?? '') &&
    /^public\b/.test(headers.get('Cache-Control') ?? '')
  )
}

/** Returns the addresses of the lasting files that a page names. */
export function listFiles(html: string): string[] {
  // The path needs no escaping (lib/env.ts).
  const file = new RegExp(`["'](${getBasePath()}/(?:_next/static|_page)/[^"'\\\\\\s]+)["']`, 'g')
  return [...new Set([...html.matchAll(file)].map(([, address = '']) => address.replaceAll('&amp;', '&')))]
}

/** Returns a kept page that says since when it is kept, in milliseconds since 1970 (offline-notice.tsx). */
export function markAsKept(html: string, keptAt: number): string {
  return html.replace(/<html\b/, `<html data-kept-at="${keptAt}"`)
}

/** Returns a page's title without the portal's name. */
export function readTitle(html: string): string {
  return /<title>(.*?)(?: · [^·<]*)?<\/title>/s.exec(html)?.[1] ?? ''
}

/** Returns the page for what is not kept, with links to what is; titles are HTML already. */
export function listKeptPages(html: string, kept: readonly { address: string; title: string }[]): string {
  if (kept.length === 0) return html
  const items = kept.map(({ address, title }) => `<li><a href="${address}">${title || address}</a></li>`)
  // A function: titles may contain "$&".
  return html.replace(listPlace, () => `<p>These are:</p><ul>${items.join('')}</ul>`)
}
