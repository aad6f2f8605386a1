import { parseUrl } from './parse-url'

/** Returns whether a host name, as `URL` spells it, leads every machine to itself. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname)
}

/** Returns the host name in a Host header, as `URL` spells it; null where the header names none. */
export function readHostname(host: string): string | null {
  return /^[^\s/?#@\\]+$/.test(host) ? (parseUrl(`http://${host}`)?.hostname ?? null) : null
}

/**
 * Returns whether a Host header names this portal: by its base address or as this machine. Any other name may be
 * another site's that points here (DNS rebinding).
 */
export function isOwnHost(host: string, baseUrl: string): boolean {
  const hostname = readHostname(host)
  return hostname !== null && (hostname === new URL(baseUrl).hostname || isLoopback(hostname))
}
