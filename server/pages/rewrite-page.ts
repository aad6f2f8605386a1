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
  /** The script that requests the page's fonts; empty if it has none. */
  fontRequest: string
  /** Returns the rules of a style sheet that a page uses; null for an unknown style sheet. */
  pickStyles: (address: string, html: string) => string | null
}

/**
 * Rewrites a page that Next rendered: inlines the styles that it uses, requests its fonts early, and defers all scripts
 * until the first interaction (components/inline/page-loader.ts). Returns null if the page has an unknown form; it works unchanged.
 */
export function rewritePage(
  html: string,
  { nonce, dataAddress, fontRequest, pickStyles }: RewriteOptions,
): RewrittenPage | null {
  const tags = matchTags(nonce)
  const words = html.replaceAll(tags, '')
  const styles: string[] = []
  const sheets: string[] = []
  const flight: string[] = []
  let bootstrap: string | null = null
  let waits = 0
  let written = ''
  let from = 0
  for (const match of html.matchAll(tags)) {
    const [tag, link, script = '', text = ''] = match
    written += html.slice(from, match.index)
    from = match.index + tag.length
    const address = /\s(?:src|href)="([^"]*)"/.exec(link ?? script)?.[1]
    if (link !== undefined) {
      if (link.includes('as="script"')) continue
      const sheet = link.includes('rel="stylesheet"') ? address : undefined
      if (sheet !== undefined) sheets.push(sheet)
      const rules = sheet === undefined ? null : pickStyles(sheet, words)
      if (sheet === undefined || rules === null || rules.includes('</style')) written += link
      else {
        const style = absoluteAddresses(rules, sheet)
        styles.push(style)
        // The whole style sheet stays disabled until scripts start; React considers it loaded.
        written += `<style>${style}</style>${link.replace(/\/?>$/, ' disabled=""/>')}`
      }
    } else if (address !== undefined) {
      // For browsers without modules, of which none is supported.
      if (script.includes(' noModule=')) continue
      if (!script.includes(' async=')) return null
      waits++
      written += `<script type="${waiting}" src="${address}"></script>`
    } else {
      const told = /^\(globalThis\["TURBOPACK"\].*?\)\.push\((\{.*\})\);?\s*$/s.exec(text)?.[1]
      const part = /^\(?self\.__next_f(?:=self\.__next_f\|\|\[\]\))?\.push\((\[.*\])\)$/s.exec(text)?.[1]
      if (told && bootstrap === null) bootstrap = told
      else if (part) flight.push(part)
      // Any other inline script streams a part of the page later.
      else return null
    }
  }
  written += html.slice(from)
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
  // Goes after the head script, which allows our scripts in browsers with Trusted Types.
  const rewritten = withoutNonce(written.slice(0, end), nonce).replace(
    `<script>${headScript}</script>`,
    (head) => head + (fontRequest && `<script>${fontRequest}</script>`),
  )
  return {
    html: `${rewritten}${own}${rest && `<noscript>${rest}</noscript>`}</body></html>`,
    data,
    scripts: [...(fontRequest ? [fontRequest] : []), loader],
    styles,
  }
}

/**
 * Matches Next's tags by the nonce of this page, which authors can't know. Captures a link, or a script's opening tag and
 * its text.
 */
export function matchTags(nonce: string): RegExp {
  const rest = `[^<>]* nonce="${nonce}"[^<>]*>`
  return new RegExp(`(<link${rest})|(<script${rest})(.*?)</script>`, 'gs')
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
