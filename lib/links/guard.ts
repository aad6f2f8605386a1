import { lookup as lookUpName, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector } from 'undici'

// Addresses in the content come from anybody's pull request, and where they redirect to from anybody
// at all: none of them may make this machine knock at a door behind the firewall.

/** An address that is not connected to. Its message says why, to an editor. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress'
  /** `unchecked`: a reader may well get there, only this check does not; `unreachable`: no reader of the public web does. */
  constructor(
    readonly kind: 'unchecked' | 'unreachable',
    message: string,
  ) {
    super(message)
  }
}

export interface GuardOptions {
  /** Lets through an IP address and port that would be refused. */
  allow?: (address: string, port: number) => boolean
  /** How names are resolved. */
  lookup?: LookupFunction
  /** How long connecting may take, in milliseconds. */
  connectTimeout?: number
}

const ports = new Set([80, 443])
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/** Whether an IP address is one of the public internet; false for anything that can't be read as one. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  // Old spellings of IPv4 in IPv6 (::127.0.0.1) pass for unicast, and lie outside what is given out.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast))
}

/** What can be told before connecting. Throws a RefusedAddress for other schemes, and for names and passwords. */
export function requireWebAddress(url: URL): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RefusedAddress('unreachable', `${url.protocol} is no address of the web`)
  if (url.username || url.password)
    throw new RefusedAddress('unchecked', 'addresses with a name or password are not checked')
}

/**
 * An HTTP client that connects to public addresses only, on ports 80 and 443. It judges the very
 * address that the socket is then given, at each connection: whatever a name resolved to before, or
 * wherever a redirect leads, changes nothing. Fails with a RefusedAddress.
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
      // No name is looked up where the address is a number.
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
): RefusedAddress | null {
  if (allow(address, port)) return null
  if (!isPublicAddress(address))
    return new RefusedAddress('unreachable', `${address} is not an address of the public internet`)
  return ports.has(port) ? null : new RefusedAddress('unchecked', `port ${port} is not checked, only 80 and 443 are`)
}

/** Keeps of a name's addresses those that pass; fails where none does. */
function guardLookup(lookup: LookupFunction, judge: (address: string) => RefusedAddress | null): LookupFunction {
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
