import { readEnv } from '@/lib/env'
import { Refusal } from './refusal'

/**
 * Refuses what another site's page sent with a reader's cookies. Browsers put the page's origin into
 * `Origin` on every POST, and its relation to us into `Sec-Fetch-Site`; neither can be forged by a page.
 */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const ours = [new URL(readEnv().baseUrl).origin, originOfHost(request)]
  if (!origin || !ours.includes(origin) || (site !== null && site !== 'same-origin'))
    throw new Refusal(403, 'This came from another site, so it was not done. Open the portal itself and try again.')
}

/** The portal under the address it was called by: http, as the process itself listens, whatever its name. */
function originOfHost(request: Request): string {
  return `http://${request.headers.get('host')}`
}
