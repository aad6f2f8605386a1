/**
 * Parses an address, or returns null where it is none. `URL.canParse` is not used anywhere: after a few thousand calls
 * Node 20 and 22 refuse every host with a letter such as "ü", as in AikidoSec/firewall-node#1086.
 */
export function parseUrl(text: string, base?: string | URL): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
