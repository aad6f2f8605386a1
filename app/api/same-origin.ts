import { readEnv } from '@/lib/env'
import { Refusal } from './refusal'

/**
 * Refuses what another site's page sent with a reader's cookies. Browsers put the page's origin into
 * `Origin` on every POST, and its relation to us into `Sec-Fetch-Site`; neither can be forged by a page.
 */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const ours = listOrigins(new URL(readEnv().baseUrl), request.headers.get('host'))
  if (!origin || !ours.includes(origin) || (site !== null && site !== 'same-origin'))
    throw new Refusal(403, 'This came from another site, so it was not done. Open the portal itself and try again.')
}

/**
 * The portal's own address, and that it was called by: http, as the process itself listens, whatever its
 * name. But where it is known by https, http under the same name may be anybody between it and its reader.
 */
function listOrigins(own: URL, host: string | null): string[] {
  return host === own.host ? [own.origin] : [own.origin, `http://${host}`]
}
