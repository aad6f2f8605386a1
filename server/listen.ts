import type { Server } from 'node:http'
import { createServer } from 'node:net'
import type { Env } from '../lib/env'
import { explainListening } from '../lib/explain-listening'

/**
 * Starts listening on the configured port and host; for "localhost", on both of its addresses. Throws a UserFacingError
 * on failure.
 */
export async function listen(server: Server, { port, host }: Pick<Env, 'port' | 'host'>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(explainListening(error, { port, host }))
    server.once('error', fail)
    server.listen(port, host === 'localhost' ? '127.0.0.1' : (host ?? undefined), () => {
      server.off('error', fail)
      resolve()
    })
  })
  if (host !== 'localhost') return
  const other = createServer((socket) => server.emit('connection', socket))
  // A machine without IPv6 has only the first.
  other.on('error', () => {}).listen(port, '::1')
  server.once('close', () => other.close())
}
