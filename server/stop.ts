import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { finishPendingWork, logLostWork } from '../lib/after'
import { getLog, setStopping } from '../lib/observing'

/** Milliseconds that a stop may take: open requests first, then the work they left behind, such as mail. */
const gracePeriod = 20_000

/**
 * Ends the process on SIGINT, SIGTERM or SIGHUP: no new connections, open requests are answered, pending work is
 * finished, then `close` ends what the server depends on. Work that the grace period cuts off is logged; exit code 1.
 */
export function stopGracefully(server: Server, close: () => Promise<void>, grace = gracePeriod): void {
  const idle = trackIdleConnections(server)
  let stopping = false
  const stop = async () => {
    const end = performance.now() + grace
    const late = setTimeout(() => {
      getLog().error('The grace period of the stop is over; open requests are cut off.')
      logLostWork()
      process.exit(1)
    }, grace)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of idle) socket.destroy()
    await closed
    clearTimeout(late)
    const isDone = await finishPendingWork(end - performance.now())
    if (!isDone) logLostWork()
    // Also limited, since a client of the database may hang.
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
