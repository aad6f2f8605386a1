import type { Server } from 'node:http'
import { createServer } from 'node:net'
import type { Env } from '../lib/env'
import { explainListening } from '../lib/explain-listening'

/**
 * Lets a server listen where the configuration says; on both addresses of "localhost", which are two. Throws an
 * UserFacingError if it can't.
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
  // A machine without IPv6 has the first alone.
  other.on('error', () => {}).listen(port, '::1')
  server.once('close', () => other.close())
}
