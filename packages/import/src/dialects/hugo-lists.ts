import { readFileSync } from 'node:fs'
import path from 'node:path'
import { stringify } from 'yaml'
import { dig, type SiteData } from '../read/site-data'
import { joinShortcodes } from './hugo'
import { readAttributes, type Attributes, type SourceLine, type SourceLines } from './source-lines'

/** A page that a list names. */
export interface ListedPage {
  /** Its path below the root of its site. */
  path: string
  fields: ReadonlyMap<string, string>
}

/** What the shortcodes of a site are filled with. */
export interface ListSource {
  folder: string
  pages: ListedPage[]
  data: SiteData
}

const alone = /^([ \t]*(?::[ \t]+)?)\{\{[<%]\s*([\w-]+)((?:\s[^{}]*?)?)\/?\s*[>%]\}\}(?:\{[^{}]*\})?[ \t]*$/
const within = /\{\{[<%]\s*([\w-]+)((?:\s[^{}<>%]*?)?)\/?\s*[>%]\}\}/g

/** Fills in the shortcodes that Hugo's own documentation fills from its pages, its data and its templates. */
export function insertLists(page: SourceLines, source: ListSource): void {
  if (!page.lines.some(({ text }) => /\{\{[<%]/.test(text))) return
  joinShortcodes(page)
  const code = page.findCode()
  page.lines = page.lines.flatMap((line, at): SourceLine[] => {
    if (code[at] || !line.text.includes('{{')) return [line]
    const [, indent = '', name = '', given = ''] = alone.exec(line.text) ?? []
    const lines = name ? writeLines(name, readAttributes(given), source) : null
    if (lines) return lines.map((text) => ({ text: text && indent + text, number: line.number }))
    const text = line.text.replace(
      within,
      (whole, word: string, inner: string) => writeWords(word, readAttributes(inner), source) ?? whole,
    )
    return [{ ...line, text }]
  })
}

function writeLines(name: string, attributes: Attributes, { folder, pages, data }: ListSource): string[] | null {
  if (/^(?:render-)?(?:list|table)-(?:of-)?pages-in-section$/.test(name)) {
    const listed = filterPages(pagesIn(attributes.path ?? '', pages), attributes, data)
    if (!listed.length) return null
    const { titleprefix: prefix = '', headingcolumn1: first, headingcolumn2: second } = attributes
    if (!name.includes('table')) return ['', ...listed.map((each) => writeEntry(each, prefix)), '']
    const rows = listed.map((each) => `| ${writeLink(each, prefix)} | ${describe(each).replaceAll('|', '\\|')} |`)
    return ['', `| ${first ?? 'Page'} | ${second ?? 'Description'} |`, '| --- | --- |', ...rows, '']
  }
  if (name === 'quick-reference')
    return pagesIn(attributes.section ?? attributes[0] ?? '', pages).flatMap((section) => {
      const own = pagesIn(toAddress(section), pages)
      return own.length
        ? ['', `## ${titleOf(section)}`, '', describe(section), '', ...own.map((each) => writeEntry(each)), '']
        : []
    })
  if (name === 'code-toggle' && (attributes.config || attributes.datakey)) return writeConfiguration(attributes, data)
  if (name === 'chroma-lexers') {
    const lexers = dig(data, 'docs.chroma.lexers')
    if (!Array.isArray(lexers)) return null
    const rows = (lexers as { Name?: string; Aliases?: string[] | null }[]).map(
      ({ Name = '', Aliases }) => `| ${Name} | ${(Aliases ?? []).map((each) => `\`${each}\``).join(', ')} |`,
    )
    return ['', '| Language | Identifiers |', '| --- | --- |', ...rows, '']
  }
  return Object.keys(attributes).length ? null : writeTemplate(readTemplate(folder, name))
}

/** Writes what a template says in a notice, or lists with an address each. */
function writeTemplate(template: string): string[] | null {
  const [, notice] =
    /^\{\{-?\s*\$text\s*:=\s*`([^`{}]+)`\s*-?\}\}\s*\{\{-?\s*partial\s+"[^"]*alert/.exec(template) ?? []
  if (notice) return ['', '{{% note %}}', notice.replace(/\s+/g, ' ').trim(), '{{% /note %}}', '']
  const links = [...template.matchAll(/\(dict\s+"([^"]+)"\s+"(\/[^"]*)"\)/g)]
  return links.length ? ['', ...links.map(([, words = '', to]) => `- [\`${words.trim()}\`](${to})`), ''] : null
}

function writeWords(name: string, attributes: Attributes, { folder, pages, data }: ListSource): string | null {
  const first = attributes[0] ?? ''
  if (name === 'eturl') {
    const urls = dig(data, 'embedded_template_urls') as Record<string, string> | undefined
    return urls?.base_url && urls[first] ? `${urls.base_url}/${urls[first]}` : null
  }
  if (name === 'get-page-desc') {
    const found = pages.find((each) => toAddress(each) === normalise(first))
    return found ? describe(found) : null
  }
  if (name === 'root-configuration-keys') {
    const config = Object.entries(dig(data, 'docs.config') ?? {}).filter(([, value]) => typeof value === 'object')
    const keys = config
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([key]) => {
        const found = pages.find((each) => toAddress(each) === normalise(`configuration/${key}`))
        return found ? `[\`${key}\`](/${found.path})` : `\`${key}\``
      })
    return keys.length ? new Intl.ListFormat('en').format(keys) : null
  }
  // What its template only writes, without conditions.
  const template = Object.keys(attributes).length ? '' : readTemplate(folder, name)
  return template && !/\{\{|\n|<script|<style/.test(template) ? template : null
}

/** Returns the template of a shortcode of the site's own. */
function readTemplate(folder: string, name: string): string {
  for (const place of ['layouts/_shortcodes', 'layouts/shortcodes'])
    try {
      return readFileSync(path.join(folder, place, `${name}.html`), 'utf8').trim()
    } catch {
      // Not in this folder.
    }
  return ''
}

/** Writes a part of the default configuration, which the documentation keeps as data. */
function writeConfiguration(attributes: Attributes, data: SiteData): string[] | null {
  const { config, datakey, skipheader, file = config ? 'hugo' : datakey } = attributes
  const value = dig(data, config ? `docs.config.${config}` : `docs.${datakey}`)
  if (value === undefined) return null
  const whole =
    config && skipheader !== 'true'
      ? config.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
      : value
  const text = stringify(whole, { lineWidth: 0 }).trimEnd()
  return ['', `\`\`\`\`yaml title="${file}.yaml"`, ...text.split('\n'), '````', '']
}

const normalise = (address: string) => `/${address.toLowerCase().replace(/^\/+|\/+$/g, '')}`

/** Returns the address of a page as shortcodes name it. */
function toAddress({ path: file }: ListedPage): string {
  return normalise(file.replace(/\.[^./]+$/, '').replace(/(?:^|\/)_?index$/i, ''))
}

/** Returns the pages and sections directly below a section, in Hugo's order. */
function pagesIn(section: string, pages: ListedPage[]): ListedPage[] {
  const parent = normalise(section)
  const weigh = ({ fields }: ListedPage) => Number(fields.get('weight')) || Infinity
  return pages
    .filter((each) => toAddress(each) !== '/' && path.posix.dirname(toAddress(each)) === parent)
    .sort((a, b) => (weigh(a) !== weigh(b) ? weigh(a) - weigh(b) : titleOf(a).localeCompare(titleOf(b), 'en')))
}

/** Keeps the pages that a filter of the data names, or the others. */
function filterPages(pages: ListedPage[], { filter, filtertype }: Attributes, data: SiteData): ListedPage[] {
  if (!filter) return pages
  const named = dig(data, `page_filters.${filter}`)
  if (!Array.isArray(named)) return []
  const addresses = new Set(named.map((each) => normalise(String(each))))
  return pages.filter((each) => addresses.has(toAddress(each)) === (filtertype !== 'exclude'))
}

const titleOf = ({ path: file, fields }: ListedPage) =>
  fields.get('linktitle') || fields.get('title') || (path.posix.basename(file).replace(/\.[^.]+$/, '') ?? '')
const describe = ({ fields }: ListedPage) => fields.get('description') ?? ''
const writeLink = (page: ListedPage, prefix = '') =>
  `[${`${prefix}${titleOf(page)}`.replace(/[[\]]/g, '\\$&')}](/${page.path.replace(/\s/g, '%20')})`

function writeEntry(page: ListedPage, prefix = ''): string {
  const words = describe(page)
  return `- ${writeLink(page, prefix)}${words ? `: ${words}` : ''}`
}
