/// <reference lib="webworker" />
import { CacheExpiration, CacheFirst, ExpirationPlugin, Serwist, type RouteHandlerCallbackOptions } from 'serwist'
import { toAddress } from '@/lib/base-path'
import {
  filesCache,
  isLastingFile,
  isPublicPage,
  listFiles,
  listKeptPages,
  markAsKept,
  offlineCache,
  offlinePath,
  pagesCache,
  readTitle,
} from './kept-pages'

// Shows pages offline. Stores the public copy of each opened page, fetched without cookies, so that a shared browser
// never stores a reader's own page. Pages come from the server whenever it answers.

declare const self: ServiceWorkerGlobalScope

const maxPages = 100
const maxFiles = 400
/** A visit replaces a copy that is older than this, in milliseconds. */
const renewAfter = 60 * 60 * 1000

const files = new CacheFirst({
  cacheName: filesCache,
  plugins: [new ExpirationPlugin({ maxEntries: maxFiles, maxAgeFrom: 'last-used', purgeOnQuotaError: true })],
})
const pageExpiration = new CacheExpiration(pagesCache, { maxEntries: maxPages })

const serwist = new Serwist({
  skipWaiting: true,
  clientsClaim: true,
  navigationPreload: true,
  runtimeCaching: [
    { matcher: ({ request, sameOrigin }) => sameOrigin && request.mode === 'navigate', handler: answerPage },
    { matcher: ({ url, sameOrigin }) => sameOrigin && isLastingFile(url), handler: files },
  ],
})
serwist.addEventListeners()

self.addEventListener('install', (event) => event.waitUntil(keepOfflinePage()))
// The router opened a page without a browser navigation, or the page was opened before this worker was active.
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if (typeof event.data?.opened === 'string') event.waitUntil(keepPage(event.data.opened, event))
})

async function answerPage({ event, request, url }: RouteHandlerCallbackOptions): Promise<Response> {
  try {
    const response = ((await (event as FetchEvent).preloadResponse) as Response | undefined) ?? (await fetch(request))
    if (response.ok) event.waitUntil(keepPage(url.pathname, event))
    return response
  } catch {
    return answerOffline(url.pathname)
  }
}

/** Stores the public copy of a page and the files it needs. Stores no page with a reader's data. */
async function keepPage(pathname: string, event: ExtendableEvent): Promise<void> {
  const cache = await caches.open(pagesCache)
  const kept = await cache.match(pathname)
  if (kept && Date.now() - readDate(kept) < renewAfter) return
  const response = await fetch(pathname, { credentials: 'omit', headers: { Accept: 'text/html' } })
  if (!isPublicPage(response)) return void (await cache.delete(pathname))
  for (const address of listFiles(await response.clone().text()))
    await files.handle({ event, request: new Request(address) })
  await cache.put(pathname, response)
  await pageExpiration.updateTimestamp(new URL(pathname, location.origin).href)
  await pageExpiration.expireEntries()
}

async function keepOfflinePage(): Promise<void> {
  const cache = await caches.open(offlineCache)
  await cache.add(new Request(toAddress(offlinePath), { credentials: 'omit', cache: 'reload' }))
}

async function answerOffline(pathname: string): Promise<Response> {
  const pages = await caches.open(pagesCache)
  const kept = await pages.match(pathname)
  if (kept) return new Response(markAsKept(await kept.text(), readDate(kept)), kept)
  const offline = await (await caches.open(offlineCache)).match(toAddress(offlinePath))
  if (!offline) return Response.error()
  const list = await Promise.all(
    (await pages.keys()).map(async ({ url }) => ({
      address: new URL(url).pathname,
      title: readTitle((await (await pages.match(url))?.text()) ?? ''),
    })),
  )
  return new Response(listKeptPages(await offline.text(), list), { status: 503, headers: offline.headers })
}

const readDate = ({ headers }: Response): number => Date.parse(headers.get('Date') ?? '') || 0
