import ipaddr from 'ipaddr.js'

/**
 * The header in which the server tells the rest of the portal where a request comes from. It is written
 * anew on every request; what came under this name from outside is thrown away.
 */
export const addressHeader = 'x-lectern-address'

/**
 * The proxies between readers and this server, whose word about where a request comes from is taken:
 * how many there are, or their addresses and networks.
 */
export type TrustedProxies = number | readonly string[]

/** Where a request comes from; null where the server did not say. */
export function getClientAddress(headers: Headers): string | null {
  return normalise(headers.get(addressHeader) ?? '')
}

/**
 * The address a request comes from: the socket's, or where that is a trusted proxy's the one before it in
 * `X-Forwarded-For`, read from the right, where each proxy adds what it saw itself. Everything left of the
 * first address that is not trusted may be made up.
 */
export function resolveClientAddress(
  remoteAddress: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  trustedProxies: TrustedProxies,
): string | null {
  const forwarded = (typeof forwardedFor === 'string' ? [forwardedFor] : (forwardedFor ?? [])).flatMap((line) =>
    line.split(','),
  )
  const hops = [remoteAddress ?? '', ...forwarded.reverse()]
  const isTrusted =
    typeof trustedProxies === 'number'
      ? (_: string, hop: number) => hop < trustedProxies
      : (address: string) => trustedProxies.some((network) => isWithin(address, network))
  let address: string | null = null
  for (const [hop, text] of hops.entries()) {
    const next = normalise(text)
    // A proxy that names no address was asked by none that it knows.
    if (!next) break
    address = next
    if (!isTrusted(address, hop)) break
  }
  return address
}

/** Whether a text names an address or a network, as in `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text)
}

/**
 * What counts as one place to come from: an IPv4 address, and of IPv6 the first half, since whoever has one
 * address of a network there has all of it.
 */
export function toPlace(address: string | null): string {
  if (!address) return 'nowhere'
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`
}

function isWithin(address: string, network: string): boolean {
  const parsed = ipaddr.process(address)
  const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : [ipaddr.process(network), undefined]
  if (parsed.kind() !== base.kind()) return false
  return parsed.match(base, bits ?? (base.kind() === 'ipv4' ? 32 : 128))
}

/** One spelling for one address; null for what is none. Some proxies add the port. */
function normalise(text: string): string | null {
  const bare = /^\s*(?:\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+|(\S+))\s*$/.exec(text.slice(0, 100))
  const address = (bare?.[1] ?? bare?.[2] ?? bare?.[3] ?? '').replace(/%.*$/, '')
  // Not "127.1" or "0x7f000001", which are addresses to some programs only.
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)
    ? ipaddr.process(address).toString()
    : null
}
