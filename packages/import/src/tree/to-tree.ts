import type { Element, ElementContent, Nodes, Root as HtmlRoot } from 'hast'
import { raw } from 'hast-util-raw'
import { defaultHandlers, toMdast, type Handle, type State } from 'hast-util-to-mdast'
import type { Code, FootnoteDefinition, Link, ListItem, Root } from 'mdast'
import { toHast, type Handlers } from 'mdast-util-to-hast'
import { codeLanguages, plainLanguages, SKIP, visit } from '@/lib/content'
import { droppedNames, embedNames, tagPattern } from './html-names'
import { chunksOf, withoutSpace, wordsOf } from './markdown'
import { ConversionError } from '../conversion-error'
import { repairSource } from './repair'
import { isBare, normaliseHtml } from './normalise-html'
import { markAlerts, readHeadingIds } from '../normalise/github-alerts'
import { dropDarkPictures } from '../normalise/dark-pictures'
import { elementHandlers, prepareElements } from '../normalise/elements'
import { shorten } from '../arrange/name-page'
import { countSource, partNames, type Parts } from '../report/count-parts'
import { splitDefinitions } from '../normalise/split-definitions'
import { walkHtml } from './walk'

/** Old anchors (`id`, `<a name>`), each with the number of its heading, from 0; -1 is the top. */
export type Anchors = Record<string, number>

/** Deepest nesting of blocks and emphasis. */
const maxDepth = 60

/**
 * Converts a source body to a tree of pure Markdown. HTML is parsed as HTML and converted to Markdown if possible, else to
 * its text. `indented` counts the blocks of code without fences, and `explained` the parts
 * that the notes say are left out or text. Throws a ConversionError if words would be lost.
 */
export function toTree(
  body: string,
  notes: string[],
): { tree: Root; anchors: Anchors; indented: number; explained: Parts } {
  const { source, tree: parsed } = repairSource(body)
  refuseDepth(parsed)
  dropTocMarker(parsed, notes)
  normaliseHtml(parsed, source)
  splitDefinitions(parsed)
  readHeadingIds(parsed)
  markAlerts(parsed)
  const explained = countRawMarkdown(parsed, notes)
  let indented = 0
  const unknown = new Set<string>()
  visit(parsed, 'code', (code) => {
    const isFenced = /^[`~]/.test(source.slice(code.position?.start.offset ?? 0).trimStart())
    if (!isFenced) indented++
    const named = readLanguage(code, isFenced)
    Object.assign(code, { lang: null, meta: null }, named)
    if (named.plain) unknown.add(named.plain)
  })
  if (unknown.size) notes.push(`Code in ${[...unknown].join(', ')} is shown without colours.`)
  // Cells beyond those of the head would be dropped.
  visit(parsed, 'table', (table) => {
    const columns = Math.max(...table.children.map((row) => row.children.length))
    table.align = Array.from({ length: columns }, (_, at) => table.align?.[at] ?? null)
  })
  const chunks = chunksOf(parsed)
  const html = raw(toHast(parsed, { allowDangerousHtml: true, handlers: toHtml }) as HtmlRoot) as HtmlRoot
  const anchors = tidyHtml(html, notes)
  explained.pictures += dropDarkPictures(html, notes)
  refuseDepth(html)
  requireChunks(chunks, htmlWords(html))
  prepareElements(html)
  const words = htmlWords(html)
  const tree = toMdast(html, {
    handlers: { ...fromHtml, ...elementHandlers },
    nodeHandlers: { comment: () => undefined },
  }) as Root
  if (wordsOf(tree) !== words)
    throw new ConversionError(
      `Its HTML can't be converted to Markdown without changing its words${describeDifference(words, wordsOf(tree))}.`,
    )
  return { tree, anchors, indented, explained }
}

/** Counts the parts that HTML holds as Markdown, which most generators show as it is written. */
function countRawMarkdown(tree: Root, notes: string[]): Parts {
  const raw: string[] = []
  visit(tree, 'html', (html, _index, parent) => {
    if (parent?.type !== 'paragraph')
      raw.push(html.value.replace(/<(pre|script|style)\b[^]*?<\/\1\s*>/gi, '').replace(tagPattern, ''))
  })
  const parts = countSource(raw.join('\n\n'))
  const found = partNames.filter((name) => parts[name] > 0).map((name) => `${name}: ${parts[name]}`)
  const [first = ''] = raw.flatMap((text) => text.split('\n').filter((line) => /\]\(|^\s*(?:#|`{3}|\|)/.test(line)))
  if (found.length)
    notes.push(
      `Markdown within HTML is kept as text, as generators show it (${found.join(', ')}): “${shorten(first.trim(), 60)}”. Put an empty line before it to convert it.`,
    )
  return parts
}

function refuseDepth(tree: Nodes | Root, depth = 0): void {
  if (depth > maxDepth)
    throw new ConversionError(`Lists, quotes or elements are nested more than ${maxDepth} deep. Reduce the nesting.`)
  if ('children' in tree) for (const child of tree.children) refuseDepth(child as Nodes | Root, depth + 1)
}

function dropTocMarker(tree: Root, notes: string[]): void {
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    const [child] = paragraph.children
    if (
      !parent ||
      index === undefined ||
      paragraph.children.length !== 1 ||
      child?.type !== 'text' ||
      !/^\[TOC\]$/i.test(child.value.trim())
    )
      return
    notes.push('[TOC] is left out: the portal has its own table of contents.')
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

// Footnotes, bare links, code languages and the names of files have no HTML equivalent; attributes carry them through.
const toHtml: Handlers = {
  footnoteReference: (_state, node: { identifier: string }) => ({
    type: 'element',
    tagName: 'sup',
    properties: { dataFootnote: node.identifier },
    children: [],
  }),
  footnoteDefinition: (state, node: FootnoteDefinition) => ({
    type: 'element',
    tagName: 'section',
    properties: { dataFootnote: node.identifier },
    children: state.all(node),
  }),
  link: (state, node: Link) => ({
    type: 'element',
    tagName: 'a',
    properties: {
      href: node.url,
      ...(node.title ? { title: node.title } : {}),
      ...(isBare(node) ? { dataBare: 'true' } : {}),
    },
    children: state.all(node),
  }),
  code: (_state, { lang, meta, value }: Code) => ({
    type: 'element',
    tagName: 'pre',
    properties: meta ? { dataMeta: meta } : {},
    children: [
      {
        type: 'element',
        tagName: 'code',
        properties: lang ? { className: [`language-${lang}`] } : {},
        children: [{ type: 'text', value: `${value}\n` }],
      },
    ],
  }),
}

/** Languages that only other programs know, with the one of the portal that reads most like them. */
const alike: Record<string, string> = {
  html: 'go-html-template gotmpl liquid jinja jinja2 django twig erb ejs handlebars hbs mustache htm xhtml astro',
  markdown: 'markdoc rmd',
  xml: 'rss atom svg xsl xslt plist',
  json: 'json5 jsonc jsonl geojson webmanifest',
  bash: 'zsh ksh fish shellscript',
  console: 'shell-session sh-session bash-session terminal',
  powershell: 'ps ps1 pwsh',
  javascript: 'mjs cjs node es6',
  typescript: 'mts cts',
  python: 'python3 py3 ipython',
  css: 'postcss less',
  scss: 'sass',
  ini: 'properties dotenv env cfg conf editorconfig',
  terraform: 'hcl tf',
  kotlin: 'kt kts',
  go: 'golang',
  diff: 'patch udiff',
  graphql: 'gql',
  c: 'h',
  cpp: 'hpp cc cxx',
  sql: 'mysql postgresql postgres pgsql plsql sqlite',
  text: [...plainLanguages, 'none', 'no-highlight', 'nohighlight', 'output'].join(' '),
}
const languages = new Map([
  ...Object.entries(alike).flatMap(([language, others]) => others.split(' ').map((each) => [each, language] as const)),
  ...[...codeLanguages, 'text'].map((each) => [each, each] as const),
])

/**
 * Returns the language of code and its file's name, from its fence in any spelling; or from a first line `:::python`.
 * A language that the portal can't highlight becomes plain text, and is named as `plain`.
 */
function readLanguage(
  { lang, meta, value }: Code,
  isFenced: boolean,
): { lang?: string; meta?: string; value: string; plain?: string } {
  const info = `${lang ?? ''} ${meta ?? ''}`.trim()
  const first = isFenced ? null : /^:::([\w+#-]+)[ \t]*(?:hl_lines=.*)?(?:\n|$)/.exec(value)
  const named =
    /^\{?\s*\.?([\w+#-]+)(?![\w=])/.exec(info)?.[1] ?? /[{\s]\.([\w+#-]+)/.exec(info)?.[1] ?? first?.[1] ?? ''
  const [, , title] = /(?:^|[\s{,])(?:title|file_?name|file)\s*[=:]\s*(["'])(?!\s*\1)([^"]+?)\1/i.exec(info) ?? []
  if (!named && !title) return { value }
  const language = languages.get(named.toLowerCase())
  return {
    lang: language ?? 'text',
    ...(title && { meta: `title="${title.trim()}"` }),
    value: value.slice(first?.[0].length ?? 0),
    ...(named && language === undefined && { plain: named }),
  }
}

const fromHtml = {
  // The library spreads out an item with a list inside by the items of that list.
  li: (state: State, node: Element) => {
    const item = defaultHandlers.li(state, node) as ListItem
    const holds = (names: RegExp) =>
      node.children.some((child) => child.type === 'element' && names.test(child.tagName))
    if (holds(/^[ou]l$/)) item.spread = holds(/^p$/)
    return item
  },
  a: (state: State, node: Element) => {
    const children = state.all(node)
    if (typeof node.properties.href !== 'string' || !node.properties.href.trim()) return children
    return {
      type: 'link' as const,
      url: node.properties.href.trim(),
      title: typeof node.properties.title === 'string' ? node.properties.title : null,
      children: children as Link['children'],
      ...(node.properties.dataBare ? { data: { bare: true } as Link['data'] } : {}),
    }
  },
  sup: (state: State, node: Element) => {
    const identifier = node.properties.dataFootnote
    return typeof identifier === 'string'
      ? { type: 'footnoteReference' as const, identifier, label: identifier }
      : state.all(node)
  },
  section: (state: State, node: Element) => {
    const identifier = node.properties.dataFootnote
    const children = state.toFlow(state.all(node))
    return typeof identifier === 'string'
      ? {
          type: 'footnoteDefinition' as const,
          identifier,
          label: identifier,
          children: children as FootnoteDefinition['children'],
        }
      : children
  },
  pre: (state: State, node: Element) => {
    const code = defaultHandlers.pre!(state, node) as Code
    return typeof node.properties.dataMeta === 'string' ? { ...code, meta: node.properties.dataMeta } : code
  },
  // Browsers add quotation marks that the author did not write.
  q: (state: State, node: Element) => state.all(node),
} as unknown as Record<string, Handle>

const cellBlocks = /^(p|div|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|pre|center|section|article|figure|figcaption|hr)$/

/** Removes elements that can't be shown, prepares the rest so that no word is lost, and returns the old anchors. */
function tidyHtml(html: HtmlRoot, notes: string[]): Anchors {
  visit(html, (node, index, parent) => {
    if (!parent || index === undefined) return
    if (node.type === 'comment' || node.type === 'doctype') {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    if (node.type !== 'element') return
    const checkbox = node.tagName === 'input' && node.properties.type === 'checkbox' && index === 0
    if (droppedNames.has(node.tagName) && !checkbox) {
      const link = toLink(node)
      if (link) {
        notes.push(`An embedded <iframe> (${String(node.properties.src)}) becomes a link.`)
        parent.children.splice(index, 1, link)
        return [SKIP, index + 1]
      }
      if (embedNames.has(node.tagName))
        notes.push(
          `An embedded <${node.tagName}>${typeof node.properties.src === 'string' ? ` (${node.properties.src})` : ''} is left out.`,
        )
      else if (node.tagName === 'script') notes.push('A <script> is left out.')
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    // The caption becomes a paragraph before its table; elements without a Markdown form become their children.
    if (node.tagName === 'caption') node.tagName = 'p'
    if (/^(menu|dir)$/.test(node.tagName)) node.tagName = 'ul'
    if (/^(dialog|optgroup|option|form|fieldset|legend|main|nav)$/.test(node.tagName)) node.tagName = 'div'
    if (node.tagName === 'a' || /^(sup|section)$/.test(node.tagName)) return
    if (node.tagName === 'code' && node.children.some((child) => child.type === 'element' && child.tagName === 'a')) {
      const parts = splitCode(node)
      parent.children.splice(index, 1, ...parts)
      return [SKIP, index + parts.length]
    }
  })
  visit(html, 'element', (table, index, parent) => {
    if (table.tagName !== 'table' || !parent || index === undefined) return
    const captions = table.children.filter(
      (child): child is Element => child.type === 'element' && child.tagName === 'p',
    )
    visit(table, 'element', (cell) => {
      if (cell.tagName === 'td' || cell.tagName === 'th') cell.children = flattenCell(cell.children)
    })
    table.children = table.children.filter((child) => !captions.includes(child as Element))
    parent.children.splice(index, 0, ...captions)
    return [SKIP, index + captions.length + 1]
  })
  return findAnchors(html)
}

/** Returns a link to a page that a frame embeds, named as the frame is. */
function toLink({ tagName, properties: { src, title } }: Element): Element | null {
  if (tagName !== 'iframe' || typeof src !== 'string' || !/^(?:https:)?\/\/[^/\s]+\.[^/\s]+\/\S*$/i.test(src))
    return null
  const href = src
    .replace(/^\/\//, 'https://')
    .replace(
      /^https:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*$/i,
      'https://www.youtube.com/watch?v=$1',
    )
  const words = typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : ''
  return {
    type: 'element',
    tagName: 'a',
    properties: { href, ...(words ? {} : { dataBare: 'true' }) },
    children: [{ type: 'text', value: words || href }],
  }
}

/** Splits code at its links, around which Markdown has code and not in it. */
function splitCode({ children }: Element): ElementContent[] {
  const toCode = (inner: ElementContent[]): Element => ({
    type: 'element',
    tagName: 'code',
    properties: {},
    children: inner,
  })
  return children.flatMap((child): ElementContent[] => {
    if (child.type === 'element' && child.tagName === 'a') return [{ ...child, children: [toCode(child.children)] }]
    if (child.type !== 'text') return [toCode([child])]
    return child.value
      .split(/^(\s+)|(\s+)$/)
      .filter(Boolean)
      .map((value) => (value.trim() ? toCode([{ type: 'text', value }]) : { type: 'text', value }))
  })
}

/** Flattens a table cell to one line, since Markdown allows no blocks in it. */
function flattenCell(children: ElementContent[]): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child]
    const space = { type: 'text' as const, value: ' ' }
    if (child.tagName === 'br') return [space]
    if (child.tagName === 'table') return [space, ...flattenCell(child.children), space]
    if (/^(tbody|thead|tfoot|tr|td|th)$/.test(child.tagName) || cellBlocks.test(child.tagName))
      return [space, ...flattenCell(child.children), space]
    child.children = flattenCell(child.children)
    return [child]
  })
}

/** Elements that hold a paragraph's words, or a line of a table or list. */
const paragraphs = /^(?:p|li|dt|dd|td|th|pre|figcaption|summary)$/

/** Finds old anchors: one among words or around them leads to their section's heading, any other to what follows. */
function findAnchors(html: HtmlRoot): Anchors {
  const anchors: Anchors = {}
  let headings = 0
  /** Names after which no words or pictures have come yet. */
  let held: string[] = []
  const settle = (heading: number) => {
    for (const name of held) anchors[name] = heading
    held = []
  }
  const see = (node: HtmlRoot | ElementContent, isAmongWords: boolean, isInHeading: boolean): void => {
    if (node.type === 'text' && node.value.trim()) settle(isInHeading ? headings : headings - 1)
    if (node.type !== 'element' && node.type !== 'root') return
    const isHeading = node.type === 'element' && /^h[1-6]$/.test(node.tagName)
    let isWordy = isAmongWords
    if (node.type === 'element') {
      isWordy = !isHeading && (isAmongWords || (paragraphs.test(node.tagName) && htmlWords(node) !== ''))
      for (const name of [node.properties.id, node.tagName === 'a' || isHeading ? node.properties.name : undefined])
        if (typeof name === 'string' && !Object.hasOwn(anchors, name) && !held.includes(name)) held.push(name)
      if (isWordy || node.tagName === 'img') settle(headings - 1)
    }
    for (const child of node.children) see(child as ElementContent, isWordy, isInHeading || isHeading)
    if (isHeading && htmlWords(node) !== '') settle(headings++)
  }
  see(html, false, false)
  settle(headings - 1)
  return anchors
}

function htmlWords(html: HtmlRoot | Element): string {
  const words: string[] = []
  walkHtml(html, (node) => {
    if (node.type === 'text') words.push(node.value)
  })
  return withoutSpace(words.join(''))
}

/** Throws unless the HTML contains every text of the source, in order. */
function requireChunks(chunks: string[], words: string): void {
  let from = 0
  for (const chunk of chunks) {
    const at = words.indexOf(chunk, from)
    if (at < 0) throw new ConversionError(`Its HTML hides text near “${chunk.slice(0, 60)}”. Close the tags before it.`)
    from = at + chunk.length
  }
}

/** Describes where two texts differ, for an error message. */
export function describeDifference(before: string, after: string): string {
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  return `, near “${before.slice(Math.max(0, at - 20), at + 40)}”`
}
