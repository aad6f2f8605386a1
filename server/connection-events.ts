import { IncomingMessage, STATUS_CODES, ServerResponse, type OutgoingHttpHeaders, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { getLog, getMetrics } from '../lib/observing'
import { t } from '@/messages/generated/server'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** How long a refused client has to read the answer before its connection is destroyed, in milliseconds. */
const lingerMs = 2000

/** The status for each parser error; 400 for any other. */
const statusOfError: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Handles the events for which Node would answer by itself or leave a connection open: CONNECT, `Expect` and parser
 * errors. `headers` returns the headers of answers to parser errors. Ignores `Upgrade`, as RFC 9110, 7.8 allows:
 * without a listener for "upgrade", Node passes such requests to `handle`.
 */
export function handleConnectionEvents(server: Server, handle: Handler, headers: () => OutgoingHttpHeaders): void {
  server.on('checkContinue', handle)
  server.on('checkExpectation', handle)
  server.on('connect', (request, socket) => {
    // Node no longer listens to the socket; without this, a reset would end the process.
    socket.on('error', () => {})
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket as never)
    response.on('finish', () => endSoon(socket))
    handle(request, response)
  })

  const latest = new WeakMap<Duplex, ServerResponse>()
  for (const event of ['request', 'checkContinue', 'checkExpectation'])
    server.prependListener(
      event,
      ({ socket }: IncomingMessage, response: ServerResponse) => void latest.set(socket, response),
    )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // The parser reports an error for each further packet too.
    if (socket.writableEnded) return
    const response = latest.get(socket)
    const isAnswering = response !== undefined && response.headersSent && !response.writableFinished
    const isSilent = (socket as IncomingMessage['socket']).bytesRead === 0
    if (!socket.writable || isAnswering || isSilent || error.code === 'ECONNRESET') return void socket.destroy()
    const status = statusOfError[error.code ?? ''] ?? 400
    socket.end(writeRefusal(status, headers()))
    setTimeout(() => socket.destroy(), lingerMs).unref()
    getMetrics().requests.inc({ method: 'other', route: 'other', status: '4xx' })
    getLog().debug(
      { method: 'other', route: 'other', status, code: error.code },
      'Refused a request that is not valid HTTP.',
    )
  })
}

/** Sends the written data and destroys the connection without waiting for the other side. */
function endSoon(socket: Duplex): void {
  socket.end(() => socket.destroy())
}

/** The answers to requests that are not valid HTTP. Browsers get only the last. */
const messages: Record<number, () => string> = {
  400: () => 'This is not a valid HTTP request.',
  408: () => 'The request took too long to arrive.',
  413: () => 'The request is too large.',
  431: () => t('headersTooLarge'),
}

function writeRefusal(status: number, headers: OutgoingHttpHeaders): string {
  const body = messages[status]?.() ?? ''
  const all = {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    Date: new Date().toUTCString(),
    Connection: 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}
