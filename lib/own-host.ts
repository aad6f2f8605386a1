import { parseUrl } from './parse-url'

/** Returns whether a host name, as `URL` spells it, is that of the local machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname)
}

/** Returns the host name in a Host header, as `URL` spells it; null if the header is invalid. */
export function readHostname(host: string): string | null {
  return /^[^\s/?#@\\]+$/.test(host) ? (parseUrl(`http://${host}`)?.hostname ?? null) : null
}

/**
 * Returns whether a Host header names this portal: by its base address or as the local machine. Any other name may
 * belong to another site that points here (DNS rebinding).
 */
export function isOwnHost(host: string, baseUrl: string): boolean {
  const hostname = readHostname(host)
  return hostname !== null && (hostname === new URL(baseUrl).hostname || isLoopback(hostname))
}
