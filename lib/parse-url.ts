/**
 * Parses an address; returns null for any other text. Replaces `URL.canParse`: after a few thousand calls Node 20 and
 * 22 refuse all hosts with a letter such as "ü", as in AikidoSec/firewall-node#1086.
 */
export function parseUrl(text: string, base?: string | URL): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
