import { workerAddress } from '../../components/offline/keep-for-offline'
import { toAddress } from '../../lib/base-path'
import { createCachedResponse, type CachedResponse } from '../cached-response'
import { policyForWorker } from '../csp'
import { findFontScript, fontsPrefix } from '../pages/first-fonts'
import { restPrefix } from '../pages/loader'
import { absoluteAddresses } from '../pages/rewrite-page'
import { withoutFonts } from '../pages/used-styles'
import { askEachTime, forever, readServiceWorker, readStyleSheet } from '../static-files'
import { speculationRules, speculationRulesPath } from './speculation-rules'

const script = 'text/javascript; charset=utf-8'

/** Returns whether an address is that of a file which the server makes from files of the build. */
export const isMadeFile = (address: string): boolean =>
  [speculationRulesPath, workerAddress].includes(address) ||
  [restPrefix, fontsPrefix].some((each) => address.startsWith(each))

/** Makes the file at such an address; null if there is none. */
export async function makeFile(
  address: string,
  grown: (response: CachedResponse) => void,
): Promise<CachedResponse | null> {
  if (address === speculationRulesPath)
    return createText(speculationRules, 'application/speculationrules+json', 'public, max-age=86400', grown)
  if (address === workerAddress)
    // It controls all pages, and may fetch from the portal only.
    return createText(readServiceWorker(), script, askEachTime, grown, {
      'Content-Security-Policy': policyForWorker,
      'Service-Worker-Allowed': toAddress('/'),
    })
  if (address.startsWith(fontsPrefix)) return createText(findFontScript(address), script, forever, grown)
  const name = address.slice(restPrefix.length)
  if (!/^[\w-]+\.css$/.test(name)) return null
  const original = toAddress(`/_next/static/chunks/${name}`)
  const sheet = readStyleSheet(original)
  return createText(
    sheet && absoluteAddresses(withoutFonts(sheet), original),
    'text/css; charset=utf-8',
    forever,
    grown,
  )
}

/** Creates a response from a text; null without one. */
export async function createText(
  text: string | Buffer | null | undefined,
  type: string,
  cacheControl: string,
  grown: (response: CachedResponse) => void,
  more: Record<string, string> = {},
): Promise<CachedResponse | null> {
  if (!text) return null
  const headers = { 'Content-Type': type, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding', ...more }
  return createCachedResponse(Buffer.from(text), { headers }, grown)
}
