import 'server-only'
import { isIP } from 'node:net'
import { readEnv } from '../env'

/** The WebAuthn relying party: this portal, by its address. */
export interface RelyingParty {
  id: string
  origin: string
}

/** Returns this portal as a relying party; null if browsers don't allow passkeys at its address: they need a host name, and https or localhost. */
export function getRelyingParty(): RelyingParty | null {
  const { protocol, hostname, origin } = new URL(readEnv().baseUrl)
  const isNamed = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  const isSecure = protocol === 'https:' || /(^|\.)localhost$/.test(hostname)
  return isNamed && isSecure ? { id: hostname, origin } : null
}
