import { restPrefix } from '../../components/inline/scripts'
import { workerAddress } from '../../components/offline/keep-for-offline'
import { toAddress } from '../../lib/base-path'
import type { SharedResponse } from './cached-response'
import { policyForWorker } from '../csp'
import { fontsPrefix, getFirstFonts } from '../pages/first-fonts'
import { absoluteAddresses } from '../pages/rewrite-page'
import { withoutFonts } from '../pages/used-styles'
import { askEachTime, forever, readBuildFile, readStyleSheet } from '../static-files'
import { speculationRules, speculationRulesPath } from './speculation-rules'

const script = 'text/javascript; charset=utf-8'

type Make = (address: string) => SharedResponse | null

/** Functions that make a file from files of the build, or return null, by the start of its address. */
const makers: Record<string, Make> = {
  [speculationRulesPath]: () =>
    writeText(speculationRules, 'application/speculationrules+json', 'public, max-age=86400'),
  // The service worker controls all pages, and may fetch from the portal only.
  [workerAddress]: () =>
    writeText(readBuildFile('portal/service-worker.js'), script, askEachTime, {
      'Content-Security-Policy': policyForWorker,
      'Service-Worker-Allowed': toAddress('/'),
    }),
  [fontsPrefix]: (address) => {
    const fonts = getFirstFonts()
    return writeText(fonts?.address === address ? fonts.script : null, script, forever)
  },
  [restPrefix]: (address) => {
    const name = address.slice(restPrefix.length)
    if (!/^[\w-]+\.css$/.test(name)) return null
    const original = toAddress(`/_next/static/chunks/${name}`)
    const sheet = readStyleSheet(original)
    const rest = sheet && absoluteAddresses(withoutFonts(sheet), original)
    return writeText(rest, 'text/css; charset=utf-8', forever)
  },
}

/** Returns the function that makes the file at this address; undefined for an address of another kind. */
export const findMaker = (address: string): Make | undefined =>
  Object.entries(makers).find(([start]) => address.startsWith(start))?.[1]

/** Returns a response with a text; null without one. */
export function writeText(
  text: string | Buffer | null | undefined,
  type: string,
  cacheControl: string,
  more: Record<string, string> = {},
): SharedResponse | null {
  if (!text) return null
  const headers = { 'Content-Type': type, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding', ...more }
  return { headers, body: Buffer.from(text) }
}
