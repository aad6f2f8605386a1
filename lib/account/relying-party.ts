import 'server-only'
import { isIP } from 'node:net'
import { readEnv } from '../env'

/** Whom a passkey is made for: this portal, by its address. */
export interface RelyingParty {
  id: string
  origin: string
}

/** This portal, as passkeys know it; null where browsers make none for it: they ask for https or localhost, and for a name. */
export function getRelyingParty(): RelyingParty | null {
  const { protocol, hostname, origin } = new URL(readEnv().baseUrl)
  const isNamed = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  const isSecure = protocol === 'https:' || /(^|\.)localhost$/.test(hostname)
  return isNamed && isSecure ? { id: hostname, origin } : null
}
