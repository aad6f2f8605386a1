import { Parser } from 'htmlparser2'
import { headScript } from '../../components/layout/head-script'
import { loader, waiting } from './loader'

/** A page as it is sent, and what React needs to know of it once its scripts start. */
export interface QuietPage {
  html: string
  /** A script that hands React's data over, to be sent at its own address. */
  script: string
}

interface QuietOptions {
  scriptAddress: string
  /** The `Link` header of the page, which names its fonts. */
  links: string
  /** Gives the rules of a style sheet of the build that a page uses; null where there is no such sheet. */
  pickStyles: (address: string, html: string) => Promise<string | null>
}

interface Element {
  name: string
  attributes: Record<string, string>
  text: string
  /** Its place in the HTML; of a script, up to the end of its closing tag. */
  start: number
  end: number
}

/**
 * Makes a page quiet: the styles that it uses are put into it, its fonts are asked for where they can come in time, and all of
 * Next's scripts wait until a reader reaches for what needs them (loader.ts). React's data goes into a script of its
 * own, at `scriptAddress`. Returns null for a page that does not have the form that we expect of Next; it works as
 * Next wrote it.
 *
 * Read with a parser, not with patterns: what authors write may hold anything, in titles of links too.
 */
export async function makeQuiet(
  html: string,
  { scriptAddress, links, pickStyles }: QuietOptions,
): Promise<QuietPage | null> {
  const elements = findElements(html)
  const inner = elements.filter(
    ({ name, attributes, text }) => name === 'script' && !attributes.src && !attributes.type && text !== headScript,
  )
  // Those for browsers without modules are none for today's.
  const outer = elements.filter(
    ({ name, attributes }) => name === 'script' && attributes.src && !('nomodule' in attributes),
  )
  const end = elements.findLast(({ name }) => name === '/body')
  // Something of the page comes later, by a script within it.
  const isStreamed = /<template id="[BP]:|<div hidden="" id="S:/.test(html)
  const isKnown =
    inner.some(({ text }) => text.includes('self.__next_f')) &&
    outer.length > 0 &&
    outer.every(({ attributes }) => 'async' in attributes) &&
    !isStreamed &&
    end !== undefined &&
    /^<\/body>\s*<\/html>\s*$/.test(html.slice(end.start))
  if (!isKnown) return null

  const fonts = links.split(',').flatMap((link) => (/as="?font/.test(link) ? (/<([^<>]*)>/.exec(link)?.[1] ?? []) : []))
  const sheets = new Map<Element, string>()
  for (const element of elements) {
    if (element.name !== 'link' || element.attributes.rel !== 'stylesheet') continue
    const sheet = await inlineSheet(html, element, pickStyles)
    if (sheet) sheets.set(element, sheet)
  }
  const quiet = replace(html, elements, (element) => {
    const { name, attributes } = element
    if (sheets.has(element)) return sheets.get(element)!
    if (name === 'link' && attributes.rel === 'preload' && attributes.as === 'script') return ''
    if (inner.includes(element)) return ''
    if (outer.includes(element)) return `<script type="${waiting}" src="${attributes.src}"></script>`
    if (element === end) return `<script data-page="${scriptAddress}">${loader}</script></body>`
    return null
  })
  return {
    html: fonts.length
      ? quiet.replace('<meta name="viewport"', (meta) => `<script>${askForFonts(fonts)}</script>${meta}`)
      : quiet,
    script: inner.map(({ text }) => text).join(';\n'),
  }
}

/**
 * Asks for the page's fonts at once, where an answer can come before they are left out (`font-display: optional`
 * gives them 100 ms): a browser shows nothing while it waits for one that was asked for early. Where the connection
 * is known to be slower they come with the styles that name them.
 */
const askForFonts = (addresses: string[]) =>
  `navigator.connection?.rtt>75||${JSON.stringify(addresses)}.forEach(h=>{const l=document.createElement("link");Object.assign(l,{rel:"preload",as:"font",crossOrigin:"",href:h});document.head.append(l)})`

/**
 * The rules that the page uses, and the link to the whole sheet, switched off until script starts. React takes what it
 * names for loaded.
 */
async function inlineSheet(
  html: string,
  { start, end, attributes }: Element,
  pickStyles: QuietOptions['pickStyles'],
): Promise<string | null> {
  const address = attributes.href ?? ''
  const rules = await pickStyles(address, html)
  const sheet = rules === null ? undefined : absoluteAddresses(rules, address)
  if (sheet === undefined || sheet.includes('</style')) return null
  return `<style>${sheet}</style>${html.slice(start, end).replace(/\/?>$/, ' disabled=""/>')}`
}

/** Makes the relative addresses of a style sheet absolute, which is at another address than its own now. */
export function absoluteAddresses(sheet: string, address: string): string {
  return sheet.replaceAll(
    /url\((\.[^)]+)\)/g,
    (_, file: string) => `url(${new URL(file, `https://portal${address}`).pathname})`,
  )
}

function findElements(html: string): Element[] {
  const elements: Element[] = []
  let open: Element | null = null
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name !== 'script' && name !== 'link') return
      const element = { name, attributes, text: '', start: parser.startIndex, end: parser.endIndex + 1 }
      elements.push(element)
      if (name === 'script') open = element
    },
    ontext(text) {
      if (open) open.text += text
    },
    onclosetag(name) {
      if (name === 'script' && open) {
        open.end = parser.endIndex + 1
        open = null
        // The parser calls an end that is implied one, too.
      } else if (name === 'body' && html.startsWith('</body', parser.startIndex))
        elements.push({ name: '/body', attributes: {}, text: '', start: parser.startIndex, end: parser.endIndex + 1 })
    },
  })
  parser.end(html)
  return elements
}

/** Puts other text in the place of elements; null leaves one as it is. */
function replace(html: string, elements: Element[], by: (element: Element) => string | null): string {
  let result = ''
  let at = 0
  for (const element of elements) {
    const text = by(element)
    if (text === null) continue
    result += html.slice(at, element.start) + text
    at = element.end
  }
  return result + html.slice(at)
}
