import { openPages } from '../../lib/addresses'
import { getPortal } from '../../lib/content'
import { nameRoute } from '../../lib/observing'

/** An address without a route: Next answers with the 404 page. */
export const nowhere = '/_/nowhere'

/** Returns the slug of a path's address; empty for any other address. */
const slugOfPath = (address: string) => /^\/paths\/([a-z0-9-]+)$/.exec(address)?.[1] ?? ''

/** Returns whether an address is a page that is the same for everyone who is signed out, or the 404 page. */
export async function isPage(address: string): Promise<boolean> {
  const { topics, paths } = await getPortal()
  const isFixed = openPages.includes(address) || address === nowhere
  return isFixed || topics.has(address.slice(1)) || paths.has(slugOfPath(address))
}

/**
 * Returns whether an address has no route, or looks like a topic or path that does not exist. Next would answer the
 * latter with an empty page filled by script.
 */
export async function isMissing(address: string): Promise<boolean> {
  const route = nameRoute(address)
  // Those are Next's own; the development server has more of them.
  if (route === 'other') return !/^\/(?:__|_next\/)/.test(address)
  if (!['/[slug]', '/paths/[slug]'].includes(route) || (await isPage(address))) return false
  return !(await getPortal()).moves.topics.has(address.slice(1))
}
