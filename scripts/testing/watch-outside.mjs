import { subscribe } from 'node:diagnostics_channel'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isIP } from 'node:net'

// Loaded into each process of the tests (outside.ts). Records each connection to another machine, and each name that is
// looked up.

const here = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/
/** Reserved names that never resolve (RFC 6761, 6.4). */
const nobodys = /\.invalid$/
const note = (what) =>
  process.env.OUTSIDE_CALLS &&
  appendFileSync(process.env.OUTSIDE_CALLS, `${what}, by ${process.argv.slice(1).join(' ')}\n`)

// Without a port, it is a local socket.
subscribe('net.client.socket', ({ socket }) =>
  socket.on(
    'connectionAttempt',
    (address, port) => port === undefined || here.test(address) || note(`${address} port ${port}`),
  ),
)

const { lookup } = dns
dns.lookup = (name, ...given) => {
  // An IP address needs no lookup.
  if (name && name !== 'localhost' && !isIP(name) && !nobodys.test(name)) note(`the name ${name}`)
  return lookup(name, ...given)
}
syncBuiltinESMExports()
