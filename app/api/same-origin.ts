import { readEnv } from '@/lib/env'
import { isOwnHost } from '@/lib/own-host'
import { HttpError } from './http-error'

/**
 * Refuses what another site's page sent with a reader's cookies. Browsers put the page's origin into
 * `Origin` on every POST, and its relation to us into `Sec-Fetch-Site`; neither can be forged by a page.
 */
export function requireSameOrigin(request: Request): void {
  const { baseUrl } = readEnv()
  const host = request.headers.get('host')
  // The server requires and checks it too; here it holds for the development server as well.
  if (host !== null && !isOwnHost(host, baseUrl))
    throw new HttpError(421, `This portal answers to ${new URL(baseUrl).host}, not to ${host}.`)
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (!origin || !listOrigins(new URL(baseUrl), host).includes(origin) || (site !== null && site !== 'same-origin'))
    throw new HttpError(403, 'This came from another site, so it was not done. Open the portal itself and try again.')
}

/**
 * Lists the origins of the portal's own pages: its base address, and http under the name of this machine that it was
 * called by. But where it is known by https, http under the same name may be anybody between it and its reader.
 */
function listOrigins(own: URL, host: string | null): string[] {
  return host === null || host === own.host ? [own.origin] : [own.origin, `http://${host}`]
}
