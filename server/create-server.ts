import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { addressHeader, resolveClientAddress } from '../lib/client-address'
import type { Env } from '../lib/env'
import { observeRequest } from '../lib/observing'
import { answerPrepared, findPrepared, readPrepared } from './answer-prepared'
import { createHeaderWriter } from './answer-headers'

/** How long a connection may take, in milliseconds: a request is cut off within a minute of its first byte. Node looks only now and then, every half minute unless told otherwise. */
const timeouts = { requestTimeout: 50_000, headersTimeout: 15_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5000 }

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * What answers connections: what was made at build from memory, everything else through Next. All of it
 * has the same headers, and stands in the log and the metrics.
 */
export function createPortalServer(env: Env, answerByNext: Handler): Server {
  const prepared = readPrepared()
  const writeHeaders = createHeaderWriter(env, prepared)
  return createServer(timeouts, (request, response) => {
    // Whatever came under this name from outside is thrown away.
    request.headers[addressHeader] = resolveClientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], env.trustedProxies) ?? undefined
    const found = findPrepared(prepared, request)
    writeHeaders(request, response, found?.page !== undefined)
    // Before Node hears of it, which would end the connection.
    response.prependOnceListener('finish', () => stopReading(request))
    void observeRequest(request, response, async () => {
      const refusal = found ? null : (judgeAddress(request.url) ?? judgeBody(request.headers))
      if (found) await answerPrepared(request, response, found)
      else if (refusal) response.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }).end(refusal.message)
      else await answerByNext(request, response)
    })
  })
}

/** What Next itself would answer with 500, or not at all; null for an address that it can be asked for. */
function judgeAddress(url = '/'): { status: number; message: string } | null {
  // As proxies are asked. It would say of another site where the answer is.
  if (!url.startsWith('/')) return { status: 400, message: 'This is no proxy: ask for an address that begins with a slash.' }
  try {
    // Its own name of a page, as in "/[slug]", Next takes for that page, and breaks.
    return decodeURIComponent(url.split('?', 1)[0] ?? '').includes('[') ? { status: 404, message: 'There is no such page.' } : null
  } catch {
    return { status: 400, message: 'This address can’t be read: it holds a "%" that begins no valid character.' }
  }
}

/** More than any write takes, in bytes; each has a limit of its own (app/api/read-body.ts). */
const mostBytes = 2 ** 20

/** A body that says itself that it is too large, or is packed in a way that nobody here unpacks. */
function judgeBody({ 'content-length': length, 'transfer-encoding': encoding }: IncomingMessage['headers']): { status: number; message: string } | null {
  if (Number(length) > mostBytes) return { status: 413, message: 'That is more than a form of this portal holds.' }
  return encoding && encoding.toLowerCase() !== 'chunked' ? { status: 501, message: 'A body can be sent in chunks, and in no other encoding.' } : null
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
