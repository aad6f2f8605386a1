import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { forPrograms, openPages } from '../../lib/addresses'
import { toAddress } from '../../lib/base-path'
import { getPortal, onContentChange } from '../../lib/content'
import type { Env } from '../../lib/env'
import { getLog, nameRoute } from '../../lib/observing'
import { resourceParameters } from '../../lib/resource-list'
import { sessionCookie } from '../../lib/session-cookie'
import { createCachedResponse, type CachedResponse } from '../cached-response'
import { ResponseCache } from '../response-cache'
import { askEachTime, forever, listStaticFiles, readStaticFile, readStyleSheet } from '../static-files'
import type { MakePage } from '../pages'
import { findFontScript, fontsPrefix } from '../pages/first-fonts'
import { restPrefix } from '../pages/loader'
import { absoluteAddresses } from '../pages/quiet-page'
import type { Render } from '../pages/render'
import { withoutFonts } from '../pages/used-styles'
import { createVersioning } from './page-version'
import { speculationRules, speculationRulesPath } from './speculation-rules'

/** Bytes of all that is kept: some 2,000 pages. */
const maxBytes = 128 * 2 ** 20
/** Of the pictures of links, which are larger than pages, and asked for less often. */
const maxPictureBytes = 16 * 2 ** 20
/** Stands for all pages that do not exist; no topic can have this address. */
const missing = '/-'
/** An address of no route: Next answers with the page for what does not exist. */
export const nowhere = '/_/nowhere'
/** How many of the pages that were asked for last are made again after a change, and how long after it. */
const warmed = { pages: 100, after: 2000 }

/** The pages of topics and of paths, by their routes. */
const ofContent = new Set(['/[slug]', '/paths/[slug]'])
/** The last part of a path's address; empty for any other. */
const slugOfPath = (address: string) => /^\/paths\/([a-z0-9-]+)$/.exec(address)?.[1] ?? ''
/** What programs ask for below a topic. */
const ofTopics = /^\/[a-z0-9-]+(?:\.md|\/feed\.(?:xml|json)|\/og\.png)$/
const sessionCookies = new RegExp(`(?:^|;\\s*)(?:${Object.values(sessionCookie).join('|').replaceAll('.', '\\.')})=`)

/** What the portal answers from memory. */
export interface PageCache {
  /** Returns the response that is the same for everyone; null where a request has none, or it could not be made. */
  find(request: IncomingMessage): Promise<CachedResponse | null>
  /** Makes the page that most come to first, and those asked for lately after each change, while nobody else is answered. */
  keepWarm(isBusy: () => boolean): void
}

/**
 * Creates the cache of what is the same for everyone who is signed out: pages, what Next's router makes of them, files,
 * and answers for programs. Each is rendered by Next from its address alone, once, when it is first asked for.
 */
export function createPageCache(env: Env, buildId: string, render: Render, makePage: MakePage): PageCache {
  const cache = new ResponseCache(maxBytes)
  const pictures = new ResponseCache(maxPictureBytes)
  const readVersion = createVersioning(env, buildId)
  let files = listStaticFiles()
  // Pictures come with the words that show them.
  onContentChange(() => (files = listStaticFiles()))

  const nameData = (address: string, version: string) => `/_page/${version}${address === '/' ? '/index' : address}.js`

  /** Renders a page; its data is null for one of unknown form. */
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
          // "Cookie" too would be true, and shared caches would then keep one copy for each reader: they are told to ask instead.
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
          : await createText(`lectern.start(${data})`, 'text/javascript; charset=utf-8', forever, grown),
    }
  }

  /** Returns a page. Its data is kept apart from it: a browser that shows an older page still finds it for a while. */
  async function getPage(address: string): Promise<CachedResponse | null> {
    const version = await readVersion(address)
    return cache.get(address, version, async (grown) => {
      const rendered = await renderPage(address, version, grown)
      // The content changed meanwhile: it may be of either.
      if (version !== (await readVersion(address))) return getPage(address)
      const data = rendered?.data
      if (data) void cache.get(nameData(address, version), '', async (weigh) => (weigh(data), data))
      return rendered?.page ?? null
    })
  }

  /** Returns what Next's router makes a page of: all of it, whatever page it comes from, so that there is one of each. */
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

  /** Returns a page's data: kept with the page, or made again where another process made the page. */
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

  /** Returns a script that brings fonts; which there is, any page tells. */
  async function getFonts(address: string): Promise<CachedResponse | null> {
    if (findFontScript(address) === undefined) await getPage('/')
    return cache.get(address, '', async (grown) => {
      const script = findFontScript(address)
      return script === undefined ? null : createText(script, 'text/javascript; charset=utf-8', forever, grown)
    })
  }

  /** Returns a style sheet of the build for a page that has the part of it that it shows. */
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

  /** Returns what programs ask for. Whoever asks, the route is told nothing but the address. */
  async function getForPrograms(address: string): Promise<CachedResponse | null> {
    const place = address.endsWith('.png') ? pictures : cache
    const ofTopic = /^(\/[a-z0-9-]+)(?:\.md|\/og\.png)$/.exec(address)?.[1]
    return place.get(address, await readVersion(ofTopic ?? '/'), async (grown) => {
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
    const file = files.get(address)
    if (file) return cache.get(address, file.version, (grown) => readStaticFile(address, file, grown))
    if (address === speculationRulesPath)
      return cache.get(address, '', (grown) =>
        createText(speculationRules, 'application/speculationrules+json', 'public, max-age=86400', grown),
      )
    if (address.startsWith(restPrefix)) return getRestOfStyles(address)
    if (address.startsWith(fontsPrefix)) return getFonts(address)
    if (address.startsWith('/_page/')) return getData(address)
    if (forPrograms.includes(address) || ofTopics.test(address)) return getForPrograms(address)
    const hasSession = headers.cookie !== undefined && sessionCookies.test(headers.cookie)
    if (headers.rsc !== undefined) {
      const isForParts = headers['next-router-prefetch'] === undefined && !query?.replace(/&?_rsc=[^&]*/, '')
      return isForParts && !hasSession && (await isPage(address)) ? getParts(address) : null
    }
    if (await isMissing(address)) return getPage(missing)
    if (hasSession || headers.authorization !== undefined || !(await isPage(address))) return null
    // The one page whose query asks for another.
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
        getLog().error({ err: error }, 'A page was not made ready; it is made when it is asked for.')
      }
    }
  }

  function keepWarm(isBusy: () => boolean): void {
    void warm(['/'], isBusy)
    let due: ReturnType<typeof setTimeout> | undefined
    // Whoever looks at what was just written comes first.
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

/** What Next takes for a topic or a path: also what no slug looks like, such as `/Git` or `/virtual_environments`. `/__…` is its own. */
const asOfContent = /^\/(?:paths\/)?(?!__)[^/]+$/

/** Tells whether an address would be a topic's or a path's and is none's. Next would answer it with an empty page that script fills. */
export async function isMissing(address: string): Promise<boolean> {
  const route = nameRoute(address)
  if (route === 'other') return asOfContent.test(address)
  if (!ofContent.has(route)) return false
  const { topics, paths, moves } = await getPortal()
  if (slugOfPath(address)) return !paths.has(slugOfPath(address))
  return !topics.has(address.slice(1)) && !moves.topics.has(address.slice(1))
}
