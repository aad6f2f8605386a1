import { headScript, restPrefix, waiting, writePageLoader } from '../../components/inline/scripts'
import { toAddress } from '../../lib/base-path'

/** A page as sent, and the data that React needs once its scripts start. */
export interface RewrittenPage {
  html: string
  /** A JSON array: the bundler's data or null, then React's data. */
  data: string
  /** The scripts and style sheets that were inlined. */
  scripts: string[]
  styles: string[]
}

interface RewriteOptions {
  /** The nonce on Next's tags, which authors can't know. */
  nonce: string
  /** The address of the page's data. Without one, the page contains its data. */
  dataAddress?: string
  /** The script that requests the fonts of a page with styles; empty if there are none. */
  fontRequest: string
  /** Returns the rules of a style sheet that a page uses; null for an unknown style sheet. */
  pickStyles: (address: string, html: string) => Promise<string | null>
}

/**
 * Rewrites a page that Next rendered: inlines the styles that it uses, requests its fonts early, and defers all scripts
 * until the first interaction (components/inline/page-loader.ts). Returns null if the page has an unknown form; it works unchanged.
 */
export async function rewritePage(
  html: string,
  { nonce, dataAddress, fontRequest, pickStyles }: RewriteOptions,
): Promise<RewrittenPage | null> {
  const tags = findTags(html, nonce)
  const words = cut(html, tags).join('')
  const styles: string[] = []
  const sheets: string[] = []
  const flight: string[] = []
  let bootstrap: string | null = null
  let waits = 0
  const put = new Map<Tag, string>()
  for (const tag of tags) {
    const address = /\s(?:src|href)="([^"]*)"/.exec(tag.start)?.[1]
    if (tag.name === 'link') {
      if (tag.start.includes('as="script"')) put.set(tag, '')
      else if (tag.start.includes('rel="stylesheet"') && address !== undefined) {
        sheets.push(address)
        const rules = await pickStyles(address, words)
        if (rules === null || rules.includes('</style')) continue
        const style = absoluteAddresses(rules, address)
        styles.push(style)
        // The whole style sheet stays disabled until scripts start; React considers it loaded.
        put.set(tag, `<style>${style}</style>${tag.start.replace(/\/?>$/, ' disabled=""/>')}`)
      }
    } else if (address !== undefined) {
      // For browsers without modules, of which none is supported.
      if (tag.start.includes(' noModule=')) {
        put.set(tag, '')
        continue
      }
      if (!tag.start.includes(' async=')) return null
      waits++
      put.set(tag, `<script type="${waiting}" src="${address}"></script>`)
    } else {
      const told = /^\(globalThis\["TURBOPACK"\].*?\)\.push\((\{.*\})\);?\s*$/s.exec(tag.text)?.[1]
      const part = /^\(?self\.__next_f(?:=self\.__next_f\|\|\[\]\))?\.push\((\[.*\])\)$/s.exec(tag.text)?.[1]
      if (told && bootstrap === null) bootstrap = told
      else if (part) flight.push(part)
      // Any other inline script streams a part of the page later.
      else return null
      put.set(tag, '')
    }
  }
  const written = cut(html, tags)
    .flatMap((part, index) => {
      const tag = tags[index]
      return tag ? [part, put.get(tag) ?? tag.start + tag.rest] : [part]
    })
    .join('')
  const end = written.lastIndexOf('</body>')
  if (waits === 0 || flight.length === 0 || !/^<\/body>\s*<\/html>\s*$/.test(written.slice(end))) return null

  const data = withoutNonce(`[${[bootstrap ?? 'null', ...flight].join()}]`, nonce)
  const loader = writePageLoader()
  const own =
    dataAddress === undefined
      ? `<script type="application/json" id="page-data">${data}</script><script>${loader}</script>`
      : `<script data-page="${dataAddress}">${loader}</script>`
  // Without script, browsers request the rest of the styles at once; it blocks nothing before it.
  const rest = sheets.map((sheet) => `<link rel="stylesheet" href="${toRest(sheet)}">`).join('')
  const request = sheets.length > 0 ? fontRequest : ''
  // Goes after the head script, which allows our scripts in browsers with Trusted Types.
  const rewritten = withoutNonce(written.slice(0, end), nonce).replace(
    `<script>${headScript}</script>`,
    (head) => head + (request && `<script>${request}</script>`),
  )
  return {
    html: `${rewritten}${own}${rest && `<noscript>${rest}</noscript>`}</body></html>`,
    data,
    scripts: [...(request ? [request] : []), loader],
    styles,
  }
}

/** A script or link tag that Next wrote. */
export interface Tag {
  name: 'script' | 'link'
  /** The opening tag. `text` is a script's text; `rest` is that and the closing tag. */
  start: string
  text: string
  rest: string
  /** Its position in the HTML. */
  from: number
  to: number
}

/** Finds Next's tags by the nonce of this page, which authors can't know. */
export function findTags(html: string, nonce: string): Tag[] {
  const tags: Tag[] = []
  const mark = ` nonce="${nonce}"`
  for (let at = html.indexOf(mark); at >= 0; at = html.indexOf(mark, tags.at(-1)!.to)) {
    const from = html.lastIndexOf('<', at)
    const opened = html.indexOf('>', at) + 1
    const start = html.slice(from, opened)
    const isScript = start.startsWith('<script')
    const closed = isScript ? html.indexOf('</script>', opened) : opened
    const to = isScript ? closed + '</script>'.length : opened
    tags.push({
      name: isScript ? 'script' : 'link',
      start,
      text: html.slice(opened, closed),
      rest: html.slice(opened, to),
      from,
      to,
    })
  }
  return tags
}

/** Returns the HTML before, between and after the tags. */
function cut(html: string, tags: Tag[]): string[] {
  return [...tags, null].map((tag, index) => html.slice(tags[index - 1]?.to ?? 0, tag?.from))
}

/** Returns the address of a style sheet without its fonts. */
const toRest = (sheet: string): string => sheet.replace(/.*\//, () => toAddress(restPrefix))

/** Removes the nonce from Next's HTML, so that the same page always has the same bytes. */
export function withoutNonce(html: string, nonce: string): string {
  return html.replaceAll(` nonce="${nonce}"`, '').replaceAll(nonce, '')
}

/** Makes the relative addresses in a style sheet absolute, since its rules are served at another address. */
export function absoluteAddresses(sheet: string, address: string): string {
  return sheet.replaceAll(
    /url\((\.[^)]+)\)/g,
    (_, file: string) => `url(${new URL(file, `https://portal${address}`).pathname})`,
  )
}
