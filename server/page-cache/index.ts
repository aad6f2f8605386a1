import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { workerAddress } from '../../components/offline/keep-for-offline'
import { forPrograms, openPages } from '../../lib/addresses'
import { toAddress } from '../../lib/base-path'
import { getPortal, onContentChange } from '../../lib/content'
import type { Env } from '../../lib/env'
import { getLog, nameRoute } from '../../lib/observing'
import { resourceParameters } from '../../lib/resource-list'
import { sessionCookie } from '../../lib/session-cookie'
import { createCachedResponse, type CachedResponse } from '../cached-response'
import { policyForWorker } from '../csp'
import { ResponseCache } from '../response-cache'
import {
  askEachTime,
  forever,
  listStaticFiles,
  readServiceWorker,
  readStaticFile,
  readStyleSheet,
} from '../static-files'
import type { MakePage } from '../pages'
import { findFontScript, fontsPrefix } from '../pages/first-fonts'
import { restPrefix } from '../pages/loader'
import { absoluteAddresses } from '../pages/rewrite-page'
import type { Render } from '../pages/render'
import { withoutFonts } from '../pages/used-styles'
import { createVersioning } from './page-version'
import { speculationRules, speculationRulesPath } from './speculation-rules'

/** The maximum size of all responses in bytes: about 2,000 pages. */
const maxBytes = 128 * 2 ** 20
/** The same for preview images, which are larger than pages and requested less often. */
const maxPictureBytes = 16 * 2 ** 20
/** The key of the page for all unknown addresses; no topic can have this address. */
const missing = '/-'
/** An address without a route: Next answers with the 404 page. */
export const nowhere = '/_/nowhere'
/** How many recently used pages are rendered again after a content change, and the delay in milliseconds. */
const warmed = { pages: 100, after: 2000 }

/** Lectern's own icons. A portal with a logo serves that logo for the first two, and 404 for the others. */
const drawnIcons = new Set(['/favicon.ico', '/icon.svg'])
const softwareIcons = new Set([
  ...drawnIcons,
  ...['/apple-touch-icon.png', '/icon-192.png', '/icon-512.png', '/icon-maskable-512.png'],
])

/** The routes of topics and paths. */
const ofContent = new Set(['/[slug]', '/paths/[slug]'])
/** Returns the slug of a path's address; empty for any other address. */
const slugOfPath = (address: string) => /^\/paths\/([a-z0-9-]+)$/.exec(address)?.[1] ?? ''
/** The feeds, images and Markdown of a topic. */
const ofTopics = /^\/[a-z0-9-]+(?:\.md|\/feed\.(?:xml|json)|\/og\.png)$/
const sessionCookies = new RegExp(`(?:^|;\\s*)(?:${Object.values(sessionCookie).join('|').replaceAll('.', '\\.')})=`)

/** The cache of responses that are the same for everyone. */
export interface PageCache {
  /**
   * Returns the cached response, rendered on the first request. Returns null if the request has no such response, or if
   * rendering failed.
   */
  find(request: IncomingMessage): Promise<CachedResponse | null>
  /**
   * Renders the home page now, and recently used pages after each content change. Pauses while a request is being
   * answered.
   */
  keepWarm(isBusy: () => boolean): void
}

/**
 * Creates the cache of responses to signed-out visitors: pages, the router's data, files, feeds and images. Next
 * renders each from its address alone, on the first request.
 */
export function createPageCache(env: Env, buildId: string, render: Render, makePage: MakePage): PageCache {
  const cache = new ResponseCache(maxBytes)
  const pictures = new ResponseCache(maxPictureBytes)
  const readVersion = createVersioning(env, buildId)
  let files: ReturnType<typeof listStaticFiles> | null = null
  // Figures are part of the content. Listed at the next request, since several changes may come in a row.
  onContentChange(() => (files = null))

  const nameData = (address: string, version: string) => `/_page/${version}${address === '/' ? '/index' : address}.js`

  /** Renders a page. The data is null for a page of unknown form. */
  async function renderPage(address: string, version: string, grown: (response: CachedResponse) => void) {
    const { status, headers, body, data, policy } = await makePage({
      path: address === missing ? nowhere : address,
      dataAddress: toAddress(nameData(address, version)),
    })
    if (status !== (address === missing ? 404 : 200) || policy === null || headers['set-cookie']) return null
    const page = await createCachedResponse(
      body,
      {
        status,
        headers: {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': policy,
          'Cache-Control': status === 200 ? askEachTime : 'no-store',
          // "Cookie" would be correct too, but shared caches would keep a copy per reader. Cache-Control makes them
          // revalidate instead.
          Vary: 'RSC, Accept-Encoding',
          ...(status === 200 && { 'Speculation-Rules': `"${toAddress(speculationRulesPath)}"` }),
        },
      },
      grown,
    )
    return {
      page,
      data:
        data === null
          ? null
          : await createText(`pageLoader.start(${data})`, 'text/javascript; charset=utf-8', forever, grown),
    }
  }

  /**
   * Returns a page. Caches its data separately, so that a browser that shows an older version of the page can still get
   * that version's data for a while.
   */
  async function getPage(address: string): Promise<CachedResponse | null> {
    const version = await readVersion(address)
    return cache.get(address, version, async (grown) => {
      const rendered = await renderPage(address, version, grown)
      // The content changed during the rendering, so the page may be of either version.
      if (version !== (await readVersion(address))) return getPage(address)
      const data = rendered?.data
      if (data) void cache.get(nameData(address, version), '', async (weigh) => (weigh(data), data))
      return rendered?.page ?? null
    })
  }

  /** Returns the router's data of a whole page. It does not depend on the requesting page, so one copy is kept. */
  async function getParts(address: string): Promise<CachedResponse | null> {
    const version = await readVersion(address)
    return cache.get(`parts of ${address}`, version, async (grown) => {
      const { status, headers, body } = await render(`${address}?_rsc`, { Accept: '*/*', RSC: '1' })
      if (status !== 200 || headers['set-cookie'] || headers['content-type'] !== 'text/x-component') return null
      const kept = {
        'Content-Type': 'text/x-component',
        'Cache-Control': askEachTime,
        Vary: String(headers.vary ?? 'RSC, Accept-Encoding'),
      }
      return createCachedResponse(body, { headers: kept }, grown)
    })
  }

  /** Returns a page's data: cached with the page, or rendered again if another process rendered the page. */
  async function getData(address: string): Promise<CachedResponse | null> {
    const kept = cache.peek(address)
    if (kept) return kept
    const name = /^\/_page\/[\w-]{16}((?:\/paths)?\/[a-z0-9-]+)\.js$/.exec(address)?.[1]
    const page = name === '/index' ? '/' : name
    if (page === undefined || !(page === missing || (await isPage(page)))) return null
    const version = await readVersion(page)
    if (nameData(page, version) !== address) return null
    return cache.get(address, '', async (grown) => (await renderPage(page, version, grown))?.data ?? null)
  }

  /** Returns the script with a page's fonts. Rendering any page registers the font scripts of all pages. */
  async function getFonts(address: string): Promise<CachedResponse | null> {
    if (findFontScript(address) === undefined) await getPage('/')
    return cache.get(address, '', async (grown) => {
      const script = findFontScript(address)
      return script === undefined ? null : createText(script, 'text/javascript; charset=utf-8', forever, grown)
    })
  }

  /** Returns the service worker, which controls all pages and may fetch from the portal only. */
  function getWorker(): Promise<CachedResponse | null> {
    return cache.get(workerAddress, buildId, async (grown) => {
      const script = readServiceWorker()
      if (!script) return null
      const headers = {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Content-Security-Policy': policyForWorker,
        'Cache-Control': askEachTime,
        'Service-Worker-Allowed': toAddress('/'),
        Vary: 'Accept-Encoding',
      }
      return createCachedResponse(script, { headers }, grown)
    })
  }

  /** Returns the rest of a style sheet for a page that contains the part it uses. */
  async function getRestOfStyles(address: string): Promise<CachedResponse | null> {
    const name = address.slice(restPrefix.length)
    if (!/^[\w-]+\.css$/.test(name)) return null
    return cache.get(address, '', async (grown) => {
      const original = toAddress(`/_next/static/chunks/${name}`)
      const sheet = readStyleSheet(original)
      if (sheet === null) return null
      return createText(absoluteAddresses(withoutFonts(sheet), original), 'text/css; charset=utf-8', forever, grown)
    })
  }

  /** Returns a feed, image or text, rendered from the address alone. */
  async function getForPrograms(address: string): Promise<CachedResponse | null> {
    const store = address.endsWith('.png') ? pictures : cache
    const ofTopic = /^(\/[a-z0-9-]+)(?:\.md|\/og\.png)$/.exec(address)?.[1]
    return store.get(address, await readVersion(ofTopic ?? '/'), async (grown) => {
      const { status, headers, body } = await render(address, { Accept: '*/*' })
      if (status !== 200 || headers['set-cookie']) return null
      const kept = {
        'Content-Type': headers['content-type'],
        'Cache-Control': headers['cache-control'],
        Link: headers.link,
        Vary: 'Accept-Encoding',
      }
      const given = Object.entries(kept).flatMap(([name, value]) => (value ? [[name, String(value)]] : []))
      return createCachedResponse(body, { headers: Object.fromEntries(given) as Record<string, string> }, grown)
    })
  }

  async function isPage(address: string): Promise<boolean> {
    const { topics, paths } = await getPortal()
    return openPages.includes(address) || topics.has(address.slice(1)) || paths.has(slugOfPath(address))
  }

  async function find({ method, url = '/', headers }: IncomingMessage): Promise<CachedResponse | null> {
    if (method !== 'GET' && method !== 'HEAD') return null
    const [address = '', query] = url.split('?', 2)
    if (softwareIcons.has(address) && (await getPortal()).settings.logo !== null)
      return drawnIcons.has(address) ? getForPrograms('/logo.svg') : getPage(missing)
    files ??= listStaticFiles()
    const file = files.get(address)
    if (file) return cache.get(address, file.version, (grown) => readStaticFile(address, file, grown))
    if (address === speculationRulesPath)
      return cache.get(address, '', (grown) =>
        createText(speculationRules, 'application/speculationrules+json', 'public, max-age=86400', grown),
      )
    if (address.startsWith(restPrefix)) return getRestOfStyles(address)
    if (address.startsWith(fontsPrefix)) return getFonts(address)
    if (address === workerAddress) return getWorker()
    if (address.startsWith('/_page/')) return getData(address)
    if (forPrograms.includes(address) || ofTopics.test(address)) return getForPrograms(address)
    const hasSession = headers.cookie !== undefined && sessionCookies.test(headers.cookie)
    if (headers.rsc !== undefined) {
      const isForParts = headers['next-router-prefetch'] === undefined && !query?.replace(/&?_rsc=[^&]*/, '')
      return isForParts && !hasSession && (await isPage(address)) ? getParts(address) : null
    }
    if (await isMissing(address)) return getPage(missing)
    if (hasSession || headers.authorization !== undefined || !(await isPage(address))) return null
    // The only page whose query changes what it shows.
    if (
      query &&
      address === '/resources' &&
      [...new URLSearchParams(query).keys()].some((key) => resourceParameters.includes(key))
    )
      return null
    return getPage(address)
  }

  async function warm(addresses: string[], isBusy: () => boolean): Promise<void> {
    for (const address of addresses) {
      while (isBusy()) await wait(20, undefined, { ref: false })
      try {
        if (await isPage(address)) await getPage(address)
      } catch (error) {
        getLog().error({ err: error }, 'A page could not be rendered in advance; it will be rendered on request.')
      }
    }
  }

  function keepWarm(isBusy: () => boolean): void {
    void warm(['/'], isBusy)
    let due: ReturnType<typeof setTimeout> | undefined
    // The delay lets requests for the changed pages go first.
    onContentChange(() => {
      clearTimeout(due)
      due = setTimeout(() => {
        const lately = cache.keys().filter((key) => ofContent.has(nameRoute(key)) || openPages.includes(key))
        void warm(lately.slice(-warmed.pages).reverse(), isBusy)
      }, warmed.after).unref()
    })
  }

  return { find, keepWarm }
}

function createText(
  text: string,
  type: string,
  cacheControl: string,
  grown: (response: CachedResponse) => void,
): Promise<CachedResponse> {
  const headers = { 'Content-Type': type, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' }
  return createCachedResponse(Buffer.from(text), { headers }, grown)
}

/**
 * Addresses that Next would take for a topic or a path, including invalid slugs such as `/Git` or
 * `/virtual_environments`. Addresses that begin with `/__` are Next's.
 */
const asOfContent = /^\/(?:paths\/)?(?!__)[^/]+$/

/**
 * Whether an address looks like a topic or path that does not exist. Next would answer it with an empty page filled by
 * script.
 */
export async function isMissing(address: string): Promise<boolean> {
  if (softwareIcons.has(address) && !drawnIcons.has(address)) return (await getPortal()).settings.logo !== null
  const route = nameRoute(address)
  if (route === 'other') return asOfContent.test(address)
  if (!ofContent.has(route)) return false
  const { topics, paths, moves } = await getPortal()
  if (slugOfPath(address)) return !paths.has(slugOfPath(address))
  return !topics.has(address.slice(1)) && !moves.topics.has(address.slice(1))
}
