import { IncomingMessage, ServerResponse, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { t } from '@/messages/generated/server'
import type { EarlyAnswer } from './guards'

type Handler = (request: IncomingMessage, response: ServerResponse, refusal?: EarlyAnswer) => void

/** How long a client has to read the last answer before its connection is destroyed, in milliseconds. */
const lingerMs = 2000

/** The answer for each parser error. Browsers get only that to headers that are too large. */
const answers: Record<string, () => EarlyAnswer> = {
  HPE_HEADER_OVERFLOW: () => ({ status: 431, message: t('headersTooLarge') }),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () => ({ status: 413, message: 'The request is too large.' }),
  ERR_HTTP_REQUEST_TIMEOUT: () => ({ status: 408, message: 'The request took too long to arrive.' }),
}
const otherError = () => ({ status: 400, message: 'This is not a valid HTTP request.' })

/**
 * Handles the events for which Node would answer by itself or leave a connection open: CONNECT, `Expect` and parser
 * errors. Ignores `Upgrade`, as RFC 9110, 7.8 allows: without a listener for "upgrade", Node passes such requests to
 * `handle`.
 */
export function handleConnectionEvents(server: Server, handle: Handler): void {
  server.on('checkContinue', handle)
  server.on('checkExpectation', handle)
  server.on('connect', (request, socket) => {
    // Node no longer listens to the socket; without this, a reset would end the process.
    socket.on('error', () => {})
    handle(request, createLastResponse(request, socket as Socket))
  })

  const latest = new WeakMap<object, ServerResponse>()
  for (const event of ['request', 'checkContinue', 'checkExpectation'])
    server.prependListener(
      event,
      ({ socket }: IncomingMessage, response: ServerResponse) => void latest.set(socket, response),
    )
  server.on('clientError', (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket
    // The parser reports an error for each further packet too.
    if (socket.writableEnded) return
    const open = latest.get(socket)
    const isAnswering = open !== undefined && open.headersSent && !open.writableFinished
    if (!socket.writable || isAnswering || socket.bytesRead === 0 || error.code === 'ECONNRESET')
      return void socket.destroy()
    // Gives the connection of a request whose body is not valid to the answer, and ends its own response.
    if (open && !open.writableFinished) {
      open.detachSocket(socket)
      open.destroy()
      open.emit('close')
    }
    const request = new IncomingMessage(socket)
    handle(request, createLastResponse(request, socket), (answers[error.code ?? ''] ?? otherError)())
  })
}

/** Creates a response to which Node gives no connection. The connection ends after it. */
function createLastResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => {
    socket.end()
    setTimeout(() => socket.destroy(), lingerMs).unref()
  })
  return response
}
