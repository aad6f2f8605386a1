import { toAddress } from '../../lib/base-path'
import type { Env } from '../../lib/env'
import type { CachedResponse, SharedResponse } from './cached-response'
import type { MakePage } from '../pages/make-page'
import type { Render, Rendered } from '../pages/render-with-next'
import type { ResponseCache } from './response-cache'
import { askEachTime, forever } from '../static-files'
import { isPage, nowhere } from './known-addresses'
import { writeText } from './made-files'
import { createVersioning } from './page-version'
import { speculationRulesPath } from './speculation-rules'

type Found = Promise<CachedResponse | null>

/** Creates the functions that return what Next renders from an address alone: cached, or rendered on the first request. */
export function createRenderedPages(
  env: Env,
  buildId: string,
  cache: ResponseCache,
  render: Render,
  makePage: MakePage,
) {
  const readVersion = createVersioning(env, buildId)
  const nameData = (address: string, version: string) => `/_page/${version}${address === '/' ? '/index' : address}.js`

  /** Renders a page; null if it is not the same for everyone. The data is null for a page of unknown form. */
  async function renderPage(address: string, version: string) {
    const { status, headers, body, data, policy } = await makePage({
      path: address,
      dataAddress: toAddress(nameData(address, version)),
    })
    if (status !== (address === nowhere ? 404 : 200) || policy === null || headers['set-cookie']) return null
    const page: SharedResponse = {
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
      body,
    }
    return { page, data: writeText(data && `pageLoader.start(${data})`, 'text/javascript; charset=utf-8', forever) }
  }

  /**
   * Returns a page. Caches its data separately, so that a browser that shows an older version of the page can still get
   * that version's data for a while.
   */
  async function getPage(address: string): Found {
    const version = await readVersion(address)
    const page = await cache.get(address, version, async () => {
      const rendered = await renderPage(address, version)
      // If the content changed during the rendering, the page may be of either version.
      if (!rendered || version !== (await readVersion(address))) return null
      if (rendered.data) void cache.get(nameData(address, version), '', async () => rendered.data)
      return rendered.page
    })
    return page ?? (version === (await readVersion(address)) ? null : getPage(address))
  }

  /** Returns a page's data: cached with the page, or rendered again if another process rendered the page. */
  function getData(address: string): Found {
    return cache.get(address, '', async () => {
      const name = /^\/_page\/[\w-]{16}(\/.+)\.js$/.exec(address)?.[1]
      const page = name === '/index' ? '/' : name
      if (page === undefined || !(await isPage(page))) return null
      const version = await readVersion(page)
      return nameData(page, version) === address ? ((await renderPage(page, version))?.data ?? null) : null
    })
  }

  /** Returns the router's data of a whole page. It does not depend on the requesting page, so one copy is kept. */
  async function getParts(address: string): Found {
    return cache.get(`parts of ${address}`, await readVersion(address), async () => {
      const rendered = await render(`${address}?_rsc`, { accept: '*/*', rsc: '1' })
      if (rendered.headers['content-type'] !== 'text/x-component') return null
      const vary = String(rendered.headers.vary ?? 'RSC, Accept-Encoding')
      return share(rendered, { 'Cache-Control': askEachTime, Vary: vary })
    })
  }

  /** Returns a feed, image or text. */
  async function getForPrograms(address: string): Found {
    const ofTopic = /^(\/[a-z0-9-]+)(?:\.md|\/og\.png)$/.exec(address)?.[1]
    return cache.get(address, await readVersion(ofTopic ?? '/'), async () => {
      const rendered = await render(address, { accept: '*/*' })
      const { 'cache-control': cacheControl, link } = rendered.headers
      const given = { ...(cacheControl && { 'Cache-Control': cacheControl }), ...(link && { Link: String(link) }) }
      return share(rendered, { ...given, Vary: 'Accept-Encoding' })
    })
  }

  return { getPage, getData, getParts, getForPrograms }
}

/** Returns Next's response with these headers; null if it is not the same for everyone. */
function share({ status, headers, body }: Rendered, given: Record<string, string>): SharedResponse | null {
  if (status !== 200 || headers['set-cookie']) return null
  const type = headers['content-type']
  return { headers: { ...(type && { 'Content-Type': String(type) }), ...given }, body }
}
