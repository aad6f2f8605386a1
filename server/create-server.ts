import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getBasePath, toAddress } from '../lib/base-path'
import { addressHeader, resolveClientAddress } from '../lib/client-address'
import type { Env } from '../lib/env'
import { getLog, nameRoute, observeRequest } from '../lib/observing'
import { sendCachedResponse } from './page-cache/cached-response'
import { enterBasePath, findMoved } from './base-path'
import { createContentWebhook, webhookAddress } from './content-webhook'
import { handleConnectionEvents } from './connection-events'
import { renameFormerCookies } from './former-cookies'
import { guard, isUnreadable, normaliseTarget, sendEarlyAnswer, type EarlyAnswer } from './guards'
import type { PageCache } from './page-cache'
import { isMissing, nowhere } from './page-cache/known-addresses'
import type { MakePage } from './pages/make-page'
import { isForPage, sendPersonalPage } from './pages/send-personal-page'
import { createHeaderWriter } from './response-headers'

/**
 * Timeouts in milliseconds. Node checks them only every 30 seconds by default. `guard` checks the Host header, so that
 * a request without one gets our answer.
 */
const options = {
  requestTimeout: 50_000,
  headersTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
  requireHostHeader: false,
}

/** The parts of a built portal that answer instead of Next. */
export interface Pages {
  cache: PageCache
  makePage: MakePage
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Creates the server that answers every request: with a refusal, a cached response, a page rendered for this viewer, or
 * through Next. Every answer has the same headers and is logged and measured. In development, Next answers for all
 * pages.
 */
export function createPortalServer(env: Env, answerByNext: Handler, pages: Pages | null): Server {
  const { writeHeaders, nameNonce } = createHeaderWriter(env, pages === null)
  const answerWebhook = createContentWebhook(env)

  function handle(request: IncomingMessage, response: ServerResponse, refused?: EarlyAnswer): void {
    // Discards what the client sent in these headers: with a policy, it could choose the nonce.
    request.headers[addressHeader] =
      resolveClientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], env.trustedProxies) ??
      undefined
    delete request.headers['content-security-policy']
    normaliseTarget(request, env)
    const outside = enterBasePath(request)
    if (!outside && isUnreadable(request.url ?? '')) request.url = nowhere
    const refusal = refused ?? outside ?? guard(request, env) ?? renameFormerCookies(request)
    writeHeaders(request, response)
    // Tells Next's router the address without the portal's path, as if a proxy had rewritten the request.
    if (getBasePath() && request.headers.rsc !== undefined)
      response.setHeader('x-nextjs-rewritten-path', (request.url ?? '').split('?', 1)[0]!)
    // After an ignored Upgrade, Node's parser loses pipelined bytes, so nothing may follow on this connection.
    if (request.headers.upgrade) response.setHeader('Connection', 'close')
    // Must run before Node's own listener, which ends the connection.
    response.prependOnceListener('finish', () => stopReading(request))
    void observeRequest(request, response, async () => {
      if (refusal) return sendEarlyAnswer(response, refusal)
      if (request.headers.expect) response.writeContinue()
      if (request.method === 'POST' && nameRoute(request.url) === webhookAddress)
        return answerWebhook(request, response)
      const moved = findMoved(request.url ?? '')
      if (moved) return sendEarlyAnswer(response, moved)
      const cached = await pages?.cache.find(request).catch(logCacheFailure)
      if (cached) return sendCachedResponse(request, response, cached)
      if (await isMissing((request.url ?? '').split('?', 1)[0] ?? '')) request.url = nowhere
      if (pages && isForPage(request)) return sendPersonalPage(request, response, pages.makePage)
      nameNonce(request)
      if (getBasePath()) prefixRouterRedirect(response)
      await answerByNext(request, response)
    })
  }

  const server = createServer(options, handle)
  handleConnectionEvents(server, handle)
  return server
}

/** Adds the portal's path to redirects that Next sends its own router: to the same page with another "_rsc". */
function prefixRouterRedirect(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) =>
    setHeader(
      name,
      /^location$/i.test(name) && /[?&]_rsc(?:=|$)/.test(String(value)) ? toAddress(String(value)) : value,
    )
}

function logCacheFailure(error: unknown): void {
  getLog().error({ err: error }, 'The page cache failed; the page is rendered for this request only.')
}

/** How long a client that is still sending has to read the answer, in milliseconds. */
const linger = 2000

/**
 * Stops reading a request that was answered before its end. Keeps the connection open for a moment: a client that sends
 * on a closed one gets a reset and loses the answer (RFC 9112, 9.6).
 */
function stopReading(request: IncomingMessage): void {
  // Null if the client has hung up.
  const socket = request.socket as IncomingMessage['socket'] | null
  if (request.complete || !socket) return
  // Node calls this after an answer with "Connection: close".
  socket.destroySoon = () => void socket.end()
  setTimeout(() => socket.destroy(), linger).unref()
  // Runs after Node's own listener, which resumes the request to discard its data.
  process.nextTick(() => {
    request.unpipe()
    request.pause()
  })
}
