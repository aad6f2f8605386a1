import { headScript } from '../../components/layout/head-script'
import { loader, waiting } from './loader'

/** A page as it is sent, and what React needs to know of it once its scripts start. */
export interface QuietPage {
  html: string
  /** JSON: what the bundler is told, or null, and React's data after it. */
  data: string
  /** The texts of the scripts and style sheets that were put into it. */
  scripts: string[]
  styles: string[]
}

interface QuietOptions {
  /** What Next wrote on each tag of its own, and no author can know. */
  nonce: string
  /** Where the page's data will be; it goes into the page itself where there is none. */
  dataAddress?: string
  /** Gives the script that asks for the page's fonts, by the addresses of its style sheets; empty where it has none. */
  askForFonts: (sheets: string[]) => string
  /** Gives the rules of a style sheet of the build that a page uses; null where there is no such sheet. */
  pickStyles: (address: string, html: string) => Promise<string | null>
}

/**
 * Makes a page quiet: the styles that it uses are put into it, its fonts are asked for where they can come in time, and
 * all of Next's scripts wait until a reader reaches for what needs them (loader.ts). Returns null for a page that does
 * not have the form that we expect of Next; it works as Next wrote it.
 */
export async function makeQuiet(
  html: string,
  { nonce, dataAddress, askForFonts, pickStyles }: QuietOptions,
): Promise<QuietPage | null> {
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
        // The whole sheet, switched off until script starts. React takes what it names for loaded.
        put.set(tag, `<style>${style}</style>${tag.start.replace(/\/?>$/, ' disabled=""/>')}`)
      }
    } else if (address !== undefined) {
      // Those for browsers without modules are none for today's.
      if (tag.start.includes(' noModule=')) continue
      if (!tag.start.includes(' async=')) return null
      waits++
      put.set(tag, `<script type="${waiting}" src="${address}"></script>`)
    } else {
      const told = /^\(globalThis\["TURBOPACK"\].*?\)\.push\((\{.*\})\);?\s*$/s.exec(tag.text)?.[1]
      const part = /^\(?self\.__next_f(?:=self\.__next_f\|\|\[\]\))?\.push\((\[.*\])\)$/s.exec(tag.text)?.[1]
      if (told && bootstrap === null) bootstrap = told
      else if (part) flight.push(part)
      // Something of the page comes later, by a script within it.
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
  const own =
    dataAddress === undefined
      ? `<script type="application/json" id="page-data">${data}</script><script>${loader}</script>`
      : `<script data-page="${dataAddress}">${loader}</script>`
  const request = askForFonts(sheets)
  // After the script that lets browsers with Trusted Types take our own.
  const quiet = withoutNonce(written.slice(0, end), nonce).replace(
    `<script>${headScript}</script>`,
    (head) => head + (request && `<script>${request}</script>`),
  )
  return { html: `${quiet}${own}</body></html>`, data, scripts: [...(request ? [request] : []), loader], styles }
}

/** A tag that Next wrote by itself, for a script or a link. */
export interface Tag {
  name: 'script' | 'link'
  /** The opening tag; of a script, its text and what closes it too. */
  start: string
  text: string
  rest: string
  /** Where it stands in the HTML. */
  from: number
  to: number
}

/** Finds the tags that Next wrote: on each is the nonce, which it was given for this page alone, so that no author can write one. */
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

/** Returns HTML of Next's without the nonce: the same page is the same bytes, whoever made it. */
export function withoutNonce(html: string, nonce: string): string {
  return html.replaceAll(` nonce="${nonce}"`, '').replaceAll(nonce, '')
}

/** Makes the relative addresses of a style sheet absolute, which is at another address than its own now. */
export function absoluteAddresses(sheet: string, address: string): string {
  return sheet.replaceAll(
    /url\((\.[^)]+)\)/g,
    (_, file: string) => `url(${new URL(file, `https://portal${address}`).pathname})`,
  )
}
