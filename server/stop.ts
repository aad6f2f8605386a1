import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { finishPendingWork, logLostWork } from '../lib/after'
import { getLog, setStopping } from '../lib/observing'

/** How long a stop may take, in milliseconds: for open requests first, then for the work they started, such as mail. */
const gracePeriod = 20_000

/**
 * Stops the process gracefully on SIGINT, SIGTERM or SIGHUP: refuses new connections, answers open requests, finishes
 * pending work, then calls `close`. Logs work that the grace period cuts off, and exits with code 1.
 */
export function stopGracefully(server: Server, close: () => Promise<void>, grace = gracePeriod): void {
  let stopping = false
  let open = 0
  let onLastAnswer = () => {}
  for (const event of ['request', 'checkContinue', 'checkExpectation'])
    server.prependListener(event, (_: IncomingMessage, response: ServerResponse) => {
      open++
      if (stopping) response.shouldKeepAlive = false
      response.once('close', () => --open === 0 && onLastAnswer())
    })
  const stop = async () => {
    const end = performance.now() + grace
    const late = setTimeout(() => {
      getLog().error('The grace period has ended; open requests are cut off.')
      logLostWork()
      process.exit(1)
    }, grace)
    server.close()
    if (open > 0) await new Promise<void>((resolve) => (onLastAnswer = resolve))
    // Also those that browsers open in advance, on which Node would wait for a request.
    server.closeAllConnections()
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
