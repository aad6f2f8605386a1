import { createHash } from 'node:crypto'
import { pageLeft } from '../../components/layout/optional-fonts'
import { nameStored, toAddress } from '../../lib/base-path'
import { readBuildFile } from '../static-files'

/** The prefix of the addresses of font scripts. */
export const fontsPrefix = '/_page/fonts/'

/** The longest round trip, in milliseconds, for which the first paint waits for fonts. */
const quick = 75

/** The fonts of the first paint. */
export interface FirstFonts {
  /** The address of the script that contains them. */
  address: string
  /** The script. A font created from bytes is ready before layout; a font loaded from a URL may not be. */
  script: string
  /** The inline script in the page's head that requests it. */
  request: string
}

const known = new Map<string, FirstFonts>()

/**
 * Returns the script for the fonts that a page preloads; null if there are none. `addresses` are those of the font
 * files; `readSheet` returns the style sheet that declares them.
 */
export function prepareFirstFonts(addresses: string[], readSheet: () => string): FirstFonts | null {
  const key = addresses.join()
  const prepared = known.get(key) ?? prepare(addresses, readSheet())
  if (prepared) known.set(key, prepared)
  return prepared
}

/** Returns the font script at an address that a page has named. */
export function findFontScript(address: string): string | undefined {
  return [...known.values()].find((fonts) => fonts.address === address)?.script
}

function prepare(addresses: string[], sheet: string): FirstFonts | null {
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
  return { address, script, request: askForFonts(toAddress(address), addresses) }
}

/**
 * On a fast connection, or with the script in the browser's cache, the first paint waits for the script with the fonts.
 * On a slow one the page appears without them, and the script is loaded after that, for later pages. Either way no
 * font file is loaded for the same letters. A browser that does not report its round trip preloads the files instead.
 */
const askForFonts = (address: string, files: string[]) =>
  `((d,c,key)=>{const add=(tag,more)=>d.head.append(Object.assign(d.createElement(tag),more)),{dataset}=d.documentElement
if(!(c?.rtt>=0)){for(const href of ${JSON.stringify(files)})add("link",{rel:"preload",as:"font",crossOrigin:"",href});return}
let now=c.rtt<=${quick}
try{now||=localStorage[key]=="${address}"}catch{}
const load=()=>add("script",{src:"${address}",blocking:now?"render":"",fetchPriority:now?"auto":"low",onload(){try{localStorage[key]="${address}"}catch{}},onerror(){if(now)delete dataset.fonts}})
dataset.fonts=now?"now":"later"
if(now)load()
else if(!c.saveData)addEventListener("load",()=>new PerformanceObserver((l,o)=>{o.disconnect();load()}).observe({type:"paint",buffered:true}))
})(document,navigator.connection,"${nameStored('portal-fonts')}")`
