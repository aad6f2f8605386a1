import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getBasePath, toAddress } from '../lib/base-path'
import { addressHeader, resolveClientAddress } from '../lib/client-address'
import type { Env } from '../lib/env'
import { getLog, observeRequest } from '../lib/observing'
import { sendCachedResponse, type CachedResponse } from './cached-response'
import { enterBasePath, findMoved } from './base-path'
import { handleConnectionEvents } from './connection-events'
import { guard, normaliseTarget, sendEarlyAnswer } from './guards'
import { isMissing, nowhere, type PageCache } from './page-cache'
import type { MakePage } from './pages'
import { isForPage, sendPersonalPage } from './pages/send-personal-page'
import { createHeaderWriter, listRefusalHeaders } from './response-headers'

/**
 * How long a connection may take, in milliseconds: a request is cut off within a minute of its first byte. Node looks
 * only now and then, every half minute unless told otherwise. The Host header is checked by `guard`, so that its
 * absence too gets an answer of ours.
 */
const options = {
  requestTimeout: 50_000,
  headersTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
  requireHostHeader: false,
}

/** What a built portal answers with beside Next. */
export interface Pages {
  cache: PageCache
  makePage: MakePage
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Returns the server that answers every connection: refusals of its own, what is the same for everyone from the cache,
 * pages of one visitor's made quiet, everything else through Next. Each answer has the same headers and is in the log
 * and the metrics. In development Next answers for all pages.
 */
export function createPortalServer(env: Env, answerByNext: Handler, pages: Pages | null): Server {
  const { writeHeaders, nameNonce, usePolicy } = createHeaderWriter(env, pages === null)
  let answering = 0

  function handle(request: IncomingMessage, response: ServerResponse): void {
    // Headers of these names from outside are thrown away; whoever sends a policy would choose the nonce.
    request.headers[addressHeader] =
      resolveClientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], env.trustedProxies) ??
      undefined
    delete request.headers['content-security-policy']
    normaliseTarget(request, env)
    const refusal = enterBasePath(request) ?? guard(request, env)
    writeHeaders(request, response)
    // Next's router takes the path for what a proxy in front has put there.
    if (getBasePath() && request.headers.rsc !== undefined)
      response.setHeader('x-nextjs-rewritten-path', (request.url ?? '').split('?', 1)[0]!)
    // Pipelined bytes that come with an ignored Upgrade are lost in Node's parser, so nothing may follow on this connection.
    if (request.headers.upgrade) response.setHeader('Connection', 'close')
    // Must run before Node's own listener, which ends the connection.
    response.prependOnceListener('finish', () => stopReading(request))
    answering++
    response.once('close', () => answering--)
    void observeRequest(request, response, async () => {
      if (refusal) return sendEarlyAnswer(response, refusal)
      if (request.headers.expect) response.writeContinue()
      const cached = pages && (await findCached(pages.cache, request))
      if (cached) {
        const policy = cached.headers['Content-Security-Policy']
        if (policy) usePolicy(response, policy)
        return sendCachedResponse(request, response, cached)
      }
      if (await isMissing((request.url ?? '').split('?', 1)[0] ?? '')) request.url = nowhere
      const moved = findMoved(request.url ?? '')
      if (moved) return sendEarlyAnswer(response, moved)
      if (pages && isForPage(request)) return sendPersonalPage(request, response, pages.makePage, usePolicy)
      nameNonce(request)
      if (getBasePath()) prefixRouterRedirect(response)
      await answerByNext(request, response)
    })
  }

  const server = createServer(options, handle)
  handleConnectionEvents(server, handle, () => listRefusalHeaders(env))
  server.once('listening', () => pages?.cache.keepWarm(() => answering > 0))
  return server
}

/** Next itself redirects its router, to the same page with another "_rsc", and knows of no path. */
function prefixRouterRedirect(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) =>
    setHeader(
      name,
      /^location$/i.test(name) && /[?&]_rsc(?:=|$)/.test(String(value)) ? toAddress(String(value)) : value,
    )
}

/** Where the cache fails, the page is made for this request alone. */
async function findCached(cache: PageCache, request: IncomingMessage): Promise<CachedResponse | null> {
  try {
    return await cache.find(request)
  } catch (error) {
    getLog().error({ err: error }, 'The page cache could not answer; the page is made for this request alone.')
    return null
  }
}

/** How long somebody who still sends has time to hear the answer, in milliseconds. */
const linger = 2000

/**
 * What is answered before it was sent to its end is not read to its end. The connection stays for a moment: whoever
 * sends on one that is gone is told so at once, and the answer that came before is lost (RFC 9112, 9.6).
 */
function stopReading(request: IncomingMessage): void {
  // None, where the other side has hung up.
  const socket = request.socket as IncomingMessage['socket'] | null
  if (request.complete || !socket) return
  // What Node does once an answer with "Connection: close" is written.
  socket.destroySoon = () => void socket.end()
  setTimeout(() => socket.destroy(), linger).unref()
  // After that Node would read on, to throw it away.
  process.nextTick(() => {
    request.unpipe()
    request.pause()
  })
}
