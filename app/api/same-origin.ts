import { readEnv } from '@/lib/env'
import { isOwnHost } from '@/lib/own-host'
import { t } from '@/messages/generated/refusals'
import { HttpError } from './http-error'

/**
 * Refuses requests by other sites' pages with a reader's cookies. Browsers set `Origin` and `Sec-Fetch-Site` on every
 * POST, and pages can't forge them.
 */
export function requireSameOrigin(request: Request): void {
  const { baseUrl } = readEnv()
  const host = request.headers.get('host')
  // The server checks it too; this is for the development server.
  if (host !== null && !isOwnHost(host, baseUrl))
    throw new HttpError(421, `This portal answers to ${new URL(baseUrl).host}, not to ${host}.`)
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (!origin || !listOrigins(new URL(baseUrl), host).includes(origin) || (site !== null && site !== 'same-origin'))
    throw new HttpError(403, t('fromOtherSite'))
}

/**
 * Lists the origins of the portal's own pages: its base address, and plain http if the request used another name of
 * this machine. Plain http at the base address's own host is left out: anyone on the network could answer there.
 */
function listOrigins(own: URL, host: string | null): string[] {
  return host === null || host === own.host ? [own.origin] : [own.origin, `http://${host}`]
}
