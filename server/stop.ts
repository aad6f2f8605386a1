import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { finishPendingWork, logLostWork } from '../lib/after'
import { getLog, setStopping } from '../lib/observing'

/** How long a stop may take, in milliseconds: for open requests first, then for the work they started, such as mail. */
const gracePeriod = 20_000

/**
 * Stops the process gracefully on SIGINT, SIGTERM or SIGHUP: refuses new connections, answers open requests, finishes
 * pending work, then calls `close`. Logs work that the grace period cuts off, and exits with code 1.
 */
export function stopGracefully(server: Server, close: () => Promise<void>, grace = gracePeriod): void {
  const idle = trackIdleConnections(server)
  let stopping = false
  const stop = async () => {
    const end = performance.now() + grace
    const late = setTimeout(() => {
      getLog().error('The grace period has ended; open requests are cut off.')
      logLostWork()
      process.exit(1)
    }, grace)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of idle) socket.destroy()
    await closed
    clearTimeout(late)
    const isDone = await finishPendingWork(end - performance.now())
    if (!isDone) logLostWork()
    // Limited too, since a database client may hang.
    setTimeout(() => process.exit(1), Math.max(end - performance.now(), 1000)).unref()
    await close().catch((error: unknown) => getLog().error({ err: error }, 'The server did not close cleanly.'))
    process.exit(isDone ? 0 : 1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      setStopping()
      void stop()
    })
}

/**
 * Returns the set of connections without an open request, kept up to date. `closeIdleConnections` would wait for
 * connections that browsers open in advance and that have not sent a request yet.
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
