import { openPages } from '../../lib/addresses'
import { getPortal } from '../../lib/content'
import { nameRoute } from '../../lib/observing'

/** An address without a route: Next answers with the 404 page. */
export const nowhere = '/_/nowhere'

/** The routes of topics and paths. */
const ofContent = ['/[slug]', '/paths/[slug]']
/**
 * Addresses that Next would take for a topic or a path, including invalid slugs such as `/Git` or
 * `/virtual_environments`. Addresses that begin with `/__` are Next's.
 */
const asOfContent = /^\/(?:paths\/)?(?!__)[^/]+$/
/** Returns the slug of a path's address; empty for any other address. */
const slugOfPath = (address: string) => /^\/paths\/([a-z0-9-]+)$/.exec(address)?.[1] ?? ''

/** Lectern's own icons. A portal with a logo serves that logo for the first two, and 404 for the others. */
const drawnIcons = ['/favicon.ico', '/icon.svg']
const otherIcons = ['/apple-touch-icon.png', '/icon-192.png', '/icon-512.png', '/icon-maskable-512.png']

/** Returns whether an address is a page that is the same for everyone who is signed out. */
export async function isPage(address: string): Promise<boolean> {
  const { topics, paths } = await getPortal()
  return (
    openPages.includes(address) || address === nowhere || topics.has(address.slice(1)) || paths.has(slugOfPath(address))
  )
}

/** Returns whether an address may be a page's that is the same for everyone who is signed out, or was one. */
export const mayBePage = (address: string): boolean =>
  ofContent.includes(nameRoute(address)) || openPages.includes(address)

/** Returns what a portal with a logo serves in place of an icon: the logo or nothing; undefined for another address. */
export async function replaceIcon(address: string): Promise<'logo' | 'nothing' | undefined> {
  const isDrawn = drawnIcons.includes(address)
  if ((!isDrawn && !otherIcons.includes(address)) || (await getPortal()).settings.logo === null) return
  return isDrawn ? 'logo' : 'nothing'
}

/**
 * Returns whether an address looks like a topic or path that does not exist, or is an icon that the portal's logo
 * replaces. Next would answer it with an empty page filled by script.
 */
export async function isMissing(address: string): Promise<boolean> {
  if (otherIcons.includes(address)) return (await replaceIcon(address)) === 'nothing'
  const route = nameRoute(address)
  if (route === 'other') return asOfContent.test(address)
  if (!ofContent.includes(route) || (await isPage(address))) return false
  return !(await getPortal()).moves.topics.has(address.slice(1))
}
