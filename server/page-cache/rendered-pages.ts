import { toAddress } from '../../lib/base-path'
import type { Env } from '../../lib/env'
import { createCachedResponse, type CachedResponse } from './cached-response'
import type { MakePage } from '../pages/make-page'
import type { Render, Rendered } from '../pages/render-with-next'
import { ResponseCache } from './response-cache'
import { askEachTime, forever } from '../static-files'
import { isPage, nowhere } from './known-addresses'
import { createText } from './made-files'
import { createVersioning } from './page-version'
import { speculationRulesPath } from './speculation-rules'

/** The maximum size of all preview images in bytes. They are larger than pages and requested less often. */
const maxPictureBytes = 16 * 2 ** 20
/** The key of the page for all unknown addresses; no topic can have this address. */
export const missing = '/-'

type Found = Promise<CachedResponse | null>

/** Creates the functions that return what Next renders from an address alone: cached, or rendered on the first request. */
export function createRenderedPages(
  env: Env,
  buildId: string,
  cache: ResponseCache,
  render: Render,
  makePage: MakePage,
) {
  const pictures = new ResponseCache(maxPictureBytes)
  const readVersion = createVersioning(env, buildId)
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
    const script = data && `pageLoader.start(${data})`
    return { page, data: await createText(script, 'text/javascript; charset=utf-8', forever, grown) }
  }

  /**
   * Returns a page. Caches its data separately, so that a browser that shows an older version of the page can still get
   * that version's data for a while.
   */
  async function getPage(address: string): Found {
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

  /** Returns a page's data: cached with the page, or rendered again if another process rendered the page. */
  async function getData(address: string): Found {
    const kept = cache.peek(address)
    if (kept) return kept
    const name = /^\/_page\/[\w-]{16}((?:\/paths)?\/[a-z0-9-]+)\.js$/.exec(address)?.[1]
    const page = name === '/index' ? '/' : name
    if (page === undefined || !(page === missing || (await isPage(page)))) return null
    const version = await readVersion(page)
    if (nameData(page, version) !== address) return null
    return cache.get(address, '', async (grown) => (await renderPage(page, version, grown))?.data ?? null)
  }

  /** Returns the router's data of a whole page. It does not depend on the requesting page, so one copy is kept. */
  async function getParts(address: string): Found {
    return cache.get(`parts of ${address}`, await readVersion(address), async (grown) => {
      const rendered = await render(`${address}?_rsc`, { Accept: '*/*', RSC: '1' })
      if (rendered.headers['content-type'] !== 'text/x-component') return null
      const vary = String(rendered.headers.vary ?? 'RSC, Accept-Encoding')
      return keep(rendered, { 'Cache-Control': askEachTime, Vary: vary }, grown)
    })
  }

  /** Returns a feed, image or text. */
  async function getForPrograms(address: string): Found {
    const store = address.endsWith('.png') ? pictures : cache
    const ofTopic = /^(\/[a-z0-9-]+)(?:\.md|\/og\.png)$/.exec(address)?.[1]
    return store.get(address, await readVersion(ofTopic ?? '/'), async (grown) => {
      const rendered = await render(address, { Accept: '*/*' })
      const { 'cache-control': cacheControl, link } = rendered.headers
      const given = { ...(cacheControl && { 'Cache-Control': cacheControl }), ...(link && { Link: String(link) }) }
      return keep(rendered, { ...given, Vary: 'Accept-Encoding' }, grown)
    })
  }

  return { getPage, getData, getParts, getForPrograms }
}

/** Creates a response from Next's; null if that is not the same for everyone. */
async function keep(
  { status, headers, body }: Rendered,
  given: Record<string, string>,
  grown: (response: CachedResponse) => void,
): Found {
  if (status !== 200 || headers['set-cookie']) return null
  const type = headers['content-type']
  return createCachedResponse(body, { headers: { ...(type && { 'Content-Type': type }), ...given } }, grown)
}
