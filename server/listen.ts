import type { Server } from 'node:http'
import { createServer } from 'node:net'
import type { Env } from '../lib/env'

/** Lets a server listen where the configuration says; on both addresses of "localhost", which are two. */
export function listen(server: Server, { port, host }: Pick<Env, 'port' | 'host'>): void {
  if (host !== 'localhost') return void server.listen(port, host ?? undefined)
  server.listen(port, '127.0.0.1')
  const other = createServer((socket) => server.emit('connection', socket))
  // A machine without IPv6 has the first alone.
  other.on('error', () => {}).listen(port, '::1')
  server.once('close', () => other.close())
}
