import { createHash } from 'node:crypto'
import { writeFontRequest } from '../../components/inline/scripts'
import { pageLeft } from '../../components/layout/optional-fonts'
import { toAddress } from '../../lib/base-path'
import { listStaticFiles, readBuildFile } from '../static-files'

/** The prefix of the addresses of font scripts. */
export const fontsPrefix = '/_page/fonts/'

/** The fonts that Next preloads, by the page: addresses below `/_next/`. */
interface FontManifest {
  app: Record<string, string[]>
}

/** The fonts of the first paint. */
export interface FirstFonts {
  /** The address of the script that contains them. */
  address: string
  /** The script. A font created from bytes is ready before layout; a font loaded from a URL may not be. */
  script: string
  /** The inline script in the page's head that requests it. */
  request: string
}

let known: FirstFonts | null | undefined

/** Returns the script for the fonts that Next preloads, the same on all pages; null for a build without. */
export function getFirstFonts(): FirstFonts | null {
  if (known === undefined) known = readFirstFonts()
  return known
}

function readFirstFonts(): FirstFonts | null {
  const { app } = JSON.parse(
    readBuildFile('server/next-font-manifest.json')?.toString() ?? '{"app":{}}',
  ) as FontManifest
  const addresses = [...new Set(Object.values(app).flat())].map((file) => toAddress(`/_next/${file}`))
  const sheet = [...listStaticFiles().keys()]
    .map((address) => (/\.css$/.test(address) ? readBuildFile(address) : ''))
    .join('')
  const faces = addresses.flatMap((address) => {
    const bytes = readBuildFile(address)
    const rule = sheet.match(/@font-face\s*\{[^{}]*\}/g)?.find((each) => each.includes(address.split('/').at(-1)!))
    const read = (name: string) => new RegExp(`${name}:\\s*["']?([^;"'}]+)`).exec(rule ?? '')?.[1]
    const family = read('font-family')
    if (!bytes || !family) return []
    const descriptors = { weight: read('font-weight'), unicodeRange: read('unicode-range') }
    // Differs from the name in app/globals.css: browsers would also fetch every other file that is declared under the
    // same name.
    return [[`${family}-now`, bytes.toString('base64'), descriptors] as const]
  })
  if (faces.length === 0) return null
  // After the first paint, a font would shift the text, so it waits until the reader goes to another page.
  const script = `{const add=()=>{for(const[f,b,d]of ${JSON.stringify(faces)})document.fonts.add(new FontFace(f,Uint8Array.from(atob(b),c=>c.charCodeAt()),d));document.documentElement.dataset.fonts="now"}
document.documentElement.dataset.fonts!="now"||performance.getEntriesByName("first-paint").length?document.addEventListener("${pageLeft}",add,{once:true}):add()}`
  const address = `${fontsPrefix}${createHash('sha256').update(script).digest('base64url').slice(0, 16)}.js`
  return { address, script, request: writeFontRequest(toAddress(address), addresses) }
}
