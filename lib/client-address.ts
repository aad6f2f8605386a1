import ipaddr from 'ipaddr.js'

/**
 * The header in which the server passes the client address to the rest of the portal. The server overwrites it on
 * each request, so that clients can't set it.
 */
export const addressHeader = 'x-lectern-address'

/**
 * The trusted proxies between readers and this server: their number, or their addresses and networks.
 */
export type TrustedProxies = number | readonly string[]

/** Returns the address a request comes from; null if it is unknown. */
export function getClientAddress(headers: Headers): string | null {
  return normalise(headers.get(addressHeader) ?? '')
}

/**
 * Returns the address a request comes from: that of the socket, or if that is a trusted proxy, the one before it in
 * `X-Forwarded-For`. Reads the header from the right, where each proxy adds the address it saw. Anything left of the
 * first untrusted address may be forged.
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
    // A proxy that names no address passes on no information.
    if (!next) break
    address = next
    if (!isTrusted(address, hop)) break
  }
  return address
}

/** Whether a text is an address or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text)
}

/**
 * Returns the key under which an address is rate-limited: an IPv4 address, or the /64 network of an IPv6 address,
 * since one subscriber usually has a whole /64.
 */
export function toRateLimitKey(address: string | null): string {
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

/** Returns one spelling per address; null for any other text. Removes the port that some proxies add. */
function normalise(text: string): string | null {
  const bare = /^\s*(?:\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+|(\S+))\s*$/.exec(text.slice(0, 100))
  const address = (bare?.[1] ?? bare?.[2] ?? bare?.[3] ?? '').replace(/%.*$/, '')
  // Rejects "127.1" and "0x7f000001", which only some programs accept.
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)
    ? ipaddr.process(address).toString()
    : null
}
