import { lookup as lookUpName, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector } from 'undici'

// Anyone can propose addresses in a pull request, and their servers choose the redirects. Neither may make this machine
// connect to a host behind the firewall.

/** Thrown for addresses that must not be visited. Its message tells an editor why. */
export class RefusedAddressError extends Error {
  override name = 'RefusedAddressError'
  /** `unchecked`: readers may reach it, but this check does not try; `unreachable`: not on the public web. */
  constructor(
    readonly kind: 'unchecked' | 'unreachable',
    message: string,
  ) {
    super(message)
  }
}

/** Options of the guarded client. */
export interface GuardOptions {
  /** Allows an IP address and port that would be refused. */
  allow?: (address: string, port: number) => boolean
  /** Resolves names. */
  lookup?: LookupFunction
  /** Time limit for connecting, in milliseconds. */
  connectTimeout?: number
}

const ports = new Set([80, 443])
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/** Tells whether an IP address is public; false if it can't be parsed. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  // Deprecated IPv4-in-IPv6 forms (::127.0.0.1) count as unicast, but lie outside global unicast.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast))
}

/** Throws a RefusedAddressError for schemes other than http and https, and for credentials. */
export function requireWebAddress(url: URL): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RefusedAddressError('unreachable', `${url.protocol} addresses are not web addresses`)
  if (url.username || url.password)
    throw new RefusedAddressError('unchecked', 'addresses with a name or password are not checked')
}

/**
 * Creates an HTTP client that connects only to public addresses, on ports 80 and 443. It checks the address the
 * socket gets, at each connection, so redirects and DNS rebinding can't bypass it. Fails with a RefusedAddressError.
 */
export function createGuardedAgent({
  allow = () => false,
  lookup = lookUpName as LookupFunction,
  connectTimeout = 5000,
}: GuardOptions = {}): Agent {
  const connectors = new Map<number, buildConnector.connector>()
  return new Agent({
    maxHeaderSize: 64 * 1024,
    connect: (options, callback) => {
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
      const judge = (address: string) => judgeAddress(address, port, allow)
      // An IP address is not looked up.
      const literal = options.hostname.replace(/^\[|\]$/g, '')
      const refused = isIP(literal) ? judge(literal) : null
      if (refused) return callback(refused, null)
      const connector =
        connectors.get(port) ?? buildConnector({ timeout: connectTimeout, lookup: guardLookup(lookup, judge) })
      connectors.set(port, connector)
      connector(options, callback)
    },
  })
}

function judgeAddress(
  address: string,
  port: number,
  allow: (address: string, port: number) => boolean,
): RefusedAddressError | null {
  if (allow(address, port)) return null
  if (!isPublicAddress(address))
    return new RefusedAddressError('unreachable', `${address} is not an address of the public internet`)
  return ports.has(port)
    ? null
    : new RefusedAddressError('unchecked', `port ${port} is not checked, only 80 and 443 are`)
}

/** Wraps a lookup: keeps the addresses that pass, and fails if none does. */
function guardLookup(lookup: LookupFunction, judge: (address: string) => RefusedAddressError | null): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, [])
      const addresses = found as LookupAddress[]
      const passing = addresses.filter(({ address }) => judge(address) === null)
      const [first] = passing
      if (!first)
        return callback(addresses[0] ? judge(addresses[0].address) : new Error(`${hostname} has no address`), [])
      if (options.all) callback(null, passing)
      else callback(null, first.address, first.family)
    })
  }
}
