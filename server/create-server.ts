import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { addressHeader, resolveClientAddress } from '../lib/client-address'
import type { Env } from '../lib/env'
import { observeRequest } from '../lib/observing'
import { answerPrepared, findPrepared, readPrepared } from './answer-prepared'
import { createHeaderWriter } from './answer-headers'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * What answers connections: what was made at build from memory, everything else through Next. All of it
 * has the same headers, and stands in the log and the metrics.
 */
export function createPortalServer(env: Env, answerByNext: Handler): Server {
  const prepared = readPrepared()
  const writeHeaders = createHeaderWriter(env, prepared)
  return createServer({ requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 }, (request, response) => {
    // Whatever came under this name from outside is thrown away.
    request.headers[addressHeader] = resolveClientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], env.trustedProxies) ?? undefined
    const found = findPrepared(prepared, request)
    writeHeaders(request, response, found?.page !== undefined)
    void observeRequest(request, response, async () => {
      if (found) await answerPrepared(request, response, found)
      else if (!isReadable(request.url)) refuse(response)
      else await answerByNext(request, response)
    })
  })
}

/** An address that can't be decoded is the caller's mistake; Next itself would answer 500. */
function isReadable(url = '/'): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end('This address can’t be read: it holds a "%" that begins no valid character.')
}
