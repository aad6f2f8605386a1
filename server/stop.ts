import type { Server } from 'node:http'
import { setStopping } from '../lib/observing'

/** How long requests that are being answered may take after the process was asked to end, in milliseconds. */
const patience = 20_000

/**
 * Ends the process when it is asked to: no new connections, what is being answered is answered, then out.
 * `close` ends what stands behind the server.
 */
export function stopGracefully(server: Server, close: () => Promise<void>): void {
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
      // Those that wait for a next request wait in vain.
      server.closeIdleConnections()
    })
}
