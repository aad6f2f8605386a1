import type { IncomingMessage } from 'node:http'
import { forPrograms } from '../../lib/addresses'
import { deriveFromContent, getPortal } from '../../lib/content'
import type { Env } from '../../lib/env'
import { resourceParameters } from '../../lib/resource-list'
import { sessionCookie } from '../../lib/session-cookie'
import type { CachedResponse } from './cached-response'
import type { MakePage } from '../pages/make-page'
import type { Render } from '../pages/render-with-next'
import { ResponseCache } from './response-cache'
import { listStaticFiles, readStaticFile } from '../static-files'
import { keepWarm } from './keep-warm'
import { isMissing, isPage, nowhere } from './known-addresses'
import { findMaker } from './made-files'
import { createRenderedPages } from './rendered-pages'

/** The maximum size of all responses in bytes: about 2,000 pages. */
const maxBytes = 128 * 2 ** 20

/** The feeds, images and Markdown of a topic. */
const ofTopics = /^\/[a-z0-9-]+(?:\.md|\/feed\.(?:xml|json)|\/og\.png)$/
/** Lectern's own icons. A portal with a logo serves that logo for the first two, and 404 for the others. */
const drawnIcons = ['/favicon.ico', '/icon.svg']
const otherIcons = ['/apple-touch-icon.png', '/icon-192.png', '/icon-512.png', '/icon-maskable-512.png']
const sessionCookies = new RegExp(`(?:^|;\\s*)(?:${Object.values(sessionCookie).join('|').replaceAll('.', '\\.')})=`)

/** The cache of responses that are the same for everyone. */
export interface PageCache {
  /**
   * Returns the cached response, rendered on the first request. Returns null if the request has no such response, or if
   * rendering failed.
   */
  find(request: IncomingMessage): Promise<CachedResponse | null>
  /** Renders pages in advance (keep-warm.ts). */
  keepWarm(): void
}

/**
 * Creates the cache of responses to signed-out visitors: pages, the router's data, files, feeds and images. Next
 * renders each from its address alone, on the first request.
 */
export function createPageCache(env: Env, buildId: string, render: Render, makePage: MakePage): PageCache {
  const cache = new ResponseCache(maxBytes)
  const { getPage, getData, getParts, getForPrograms } = createRenderedPages(env, buildId, cache, render, makePage)

  async function find({ method, url = '/', headers }: IncomingMessage): Promise<CachedResponse | null> {
    if (method !== 'GET' && method !== 'HEAD') return null
    const [address = '', query] = url.split('?', 2)
    if ((await getPortal()).settings.logo) {
      if (drawnIcons.includes(address)) return getForPrograms('/logo.svg')
      if (otherIcons.includes(address)) return getPage(nowhere)
    }
    // Figures are part of the content.
    const file = deriveFromContent('static files', listStaticFiles).get(address)
    if (file) return cache.get(address, file.version, () => readStaticFile(address, file))
    const make = findMaker(address)
    if (make) return cache.get(address, '', async () => make(address))
    if (address.startsWith('/_page/')) return getData(address)
    if (forPrograms.includes(address) || ofTopics.test(address)) return getForPrograms(address)
    const hasSession = headers.cookie !== undefined && sessionCookies.test(headers.cookie)
    if (headers.rsc !== undefined) {
      const isForParts = headers['next-router-prefetch'] === undefined && !query?.replace(/&?_rsc=[^&]*/, '')
      return isForParts && !hasSession && (await isPage(address)) ? getParts(address) : null
    }
    if (await isMissing(address)) return getPage(nowhere)
    if (hasSession || headers.authorization !== undefined || !(await isPage(address))) return null
    // The only page whose query changes what it shows.
    const isFiltered =
      address === '/resources' && [...new URLSearchParams(query).keys()].some((key) => resourceParameters.includes(key))
    return isFiltered ? null : getPage(address)
  }

  return { find, keepWarm: () => keepWarm(getPage, () => cache.keys()) }
}
