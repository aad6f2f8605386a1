import { restPrefix } from '../../components/inline/scripts'
import { workerAddress } from '../../components/offline/keep-for-offline'
import { toAddress } from '../../lib/base-path'
import { createCachedResponse, type CachedResponse } from './cached-response'
import { policyForWorker } from '../csp'
import { findFontScript, fontsPrefix } from '../pages/first-fonts'
import { absoluteAddresses } from '../pages/rewrite-page'
import { withoutFonts } from '../pages/used-styles'
import { askEachTime, forever, readBuildFile, readStyleSheet } from '../static-files'
import { speculationRules, speculationRulesPath } from './speculation-rules'

const script = 'text/javascript; charset=utf-8'

type Make = (address: string, grown: (response: CachedResponse) => void) => Promise<CachedResponse | null>

/** Functions that make a file from files of the build, or return null, by the start of its address. */
const makers: Record<string, Make> = {
  [speculationRulesPath]: (_, grown) =>
    createText(speculationRules, 'application/speculationrules+json', 'public, max-age=86400', grown),
  // The service worker controls all pages, and may fetch from the portal only.
  [workerAddress]: (_, grown) =>
    createText(readBuildFile('portal/service-worker.js'), script, askEachTime, grown, {
      'Content-Security-Policy': policyForWorker,
      'Service-Worker-Allowed': toAddress('/'),
    }),
  [fontsPrefix]: (address, grown) => createText(findFontScript(address), script, forever, grown),
  [restPrefix]: async (address, grown) => {
    const name = address.slice(restPrefix.length)
    if (!/^[\w-]+\.css$/.test(name)) return null
    const original = toAddress(`/_next/static/chunks/${name}`)
    const sheet = readStyleSheet(original)
    const rest = sheet && absoluteAddresses(withoutFonts(sheet), original)
    return createText(rest, 'text/css; charset=utf-8', forever, grown)
  },
}

/** Returns the function that makes the file at this address; undefined for an address of another kind. */
export const findMaker = (address: string): Make | undefined =>
  Object.entries(makers).find(([start]) => address.startsWith(start))?.[1]

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
