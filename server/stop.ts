import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setStopping } from '../lib/observing'

/** How long requests that are being answered may take after the process was asked to end, in milliseconds. */
const patience = 20_000

/**
 * Ends the process when it is asked to: no new connections, what is being answered is answered, then out.
 * `close` ends what stands behind the server.
 */
export function stopGracefully(server: Server, close: () => Promise<void>): void {
  const idle = trackIdleConnections(server)
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      setStopping()
      const late = setTimeout(() => process.exit(1), patience).unref()
      server.close(() => {
        clearTimeout(late)
        void close().finally(() => process.exit(0))
      })
      for (const socket of idle) socket.destroy()
    })
}

/**
 * Returns the connections on which no request is being answered, kept up to date. `closeIdleConnections` leaves out those
 * that have not sent a whole head yet, as browsers open them in advance, and waits for them until they time out.
 */
function trackIdleConnections(server: Server): ReadonlySet<Socket> {
  const idle = new Set<Socket>()
  server.on('connection', (socket) => {
    idle.add(socket)
    socket.once('close', () => idle.delete(socket))
  })
  for (const event of ['request', 'checkContinue', 'checkExpectation'])
    server.on(event, ({ socket }: IncomingMessage, response: ServerResponse) => {
      idle.delete(socket)
      response.once('close', () => !socket.destroyed && idle.add(socket))
    })
  return idle
}
