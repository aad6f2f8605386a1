import { getBasePath, nameStored, toPath } from '@/lib/base-path'

/** The cache of opened pages, each as a signed-out visitor sees it. */
export const pagesCache = nameStored('portal-pages')
/** The cache of the scripts, styles and fonts of those pages; their addresses change with their content. */
export const filesCache = nameStored('portal-files')
/** The cache of the offline page, which is shown instead of a page without a copy. */
export const offlineCache = nameStored('portal-offline')
/** The path of the page that is shown where no copy is kept. */
export const offlinePath = '/offline'
const listPlace = /<!--kept pages: (.*?)-->/

/**
 * Returns the placeholder in the offline page for the list of available pages. It holds the heading, which is HTML, as
 * a service worker does not know the portal's language.
 */
export const formatListPlace = (heading: string): string => `<!--kept pages: ${heading}-->`

/** Returns whether a file's address changes with its content, so that a copy is never out of date. */
export const isLastingFile = ({ pathname }: URL): boolean =>
  /^\/(_next\/static|_page)\/(?!service-worker\.js$)/.test(toPath(pathname) ?? '')

/** Returns whether a response is a page that is the same for everyone. Only such a page may be stored. */
export function isPublicPage({ status, redirected, headers }: Response): boolean {
  return (
    status === 200 &&
    !redirected &&
    /^text\/html\b/.test(headers.get('Content-Type') ?? '') &&
    /^public\b/.test(headers.get('Cache-Control') ?? '')
  )
}

/** Returns the addresses of the immutable files (`isLastingFile`) in a page's HTML. */
export function listFiles(html: string): string[] {
  // The path needs no escaping (lib/env.ts).
  const file = new RegExp(`["'](${getBasePath()}/(?:_next/static|_page)/[^"'\\\\\\s]+)["']`, 'g')
  return [...new Set([...html.matchAll(file)].map(([, address = '']) => address.replaceAll('&amp;', '&')))]
}

/** Adds the time of its copy to a page, in milliseconds since 1970 (kept-copy.ts reads it). */
export function markAsKept(html: string, keptAt: number): string {
  return html.replace(/<html\b/, `<html data-kept-at="${keptAt}"`)
}

/** Returns a page's title without the portal's name. */
export function readTitle(html: string): string {
  return /<title>(.*?)(?: · [^·<]*)?<\/title>/s.exec(html)?.[1] ?? ''
}

/** Returns the offline page with links to the available pages. Titles are HTML already. */
export function listKeptPages(html: string, kept: readonly { address: string; title: string }[]): string {
  if (kept.length === 0) return html
  const items = kept.map(({ address, title }) => `<li><a href="${address}">${title || address}</a></li>`)
  // A function: titles may contain "$&".
  return html.replace(listPlace, (_, heading: string) => `<p>${heading}</p><ul>${items.join('')}</ul>`)
}
