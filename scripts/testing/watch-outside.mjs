import { subscribe } from 'node:diagnostics_channel'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isIP } from 'node:net'

// Loaded into every process of the tests (outside.ts): writes down each connection that leads off this machine, and
// each name that another machine is asked for.

const here = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/
/** Nobody can have such a name, so there is nobody to be asked for it (RFC 6761, 6.4). */
const nobodys = /\.invalid$/
const note = (what) =>
  process.env.OUTSIDE_CALLS &&
  appendFileSync(process.env.OUTSIDE_CALLS, `${what}, by ${process.argv.slice(1).join(' ')}\n`)

// What has no port is a socket of this machine's own.
subscribe('net.client.socket', ({ socket }) =>
  socket.on(
    'connectionAttempt',
    (address, port) => port === undefined || here.test(address) || note(`${address} port ${port}`),
  ),
)

const { lookup } = dns
dns.lookup = (name, ...given) => {
  // Nobody is asked for what is an address already.
  if (name && name !== 'localhost' && !isIP(name) && !nobodys.test(name)) note(`the name ${name}`)
  return lookup(name, ...given)
}
syncBuiltinESMExports()
