import type { Html, Root } from 'mdast'
import { htmlNames } from './html-names'
import { walk } from './walk'

/** A replacement of the source text from `start` to `end`. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** Elements that begin a block of HTML in every Markdown program; others mostly begin a paragraph. */
const blockNames = new Set(
  (
    'address article aside base body blockquote caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html ' +
    'iframe legend li link main menu menuitem meta nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul'
  ).split(' '),
)
const voidNames = new Set('base col frame hr link meta param track'.split(' '))
const rawNames = /^(pre|script|style|textarea)$/
const startsBlock = /^\s*(?:#{1,6}(?:\s|$)|[-*+]\s|\d{1,9}[.)]\s|>|```|~~~|\||$)/
const tag = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w-]*)(?![\w-])(?:"[^"]*"|'[^']*'|[^"'<>])*>/g

/**
 * Finds places where CommonMark ends HTML differently than authors expect: Markdown in the line after a tag is
 * Markdown, and `<pre>`, `<script>` and comments continue over empty lines.
 */
export function splitHtml(tree: Root, source: string): Edit[] {
  const edits: Edit[] = []
  walk(tree, (html, parent) => {
    if (html.type !== 'html') return
    // In a quotation each line has a prefix.
    if (parent?.type !== 'root' && parent?.type !== 'listItem') return
    const edit = partRaw(html, source) ?? partMarkdown(html, source)
    if (edit) edits.push(edit)
  })
  return edits
}

/** Adds an empty line before a `<pre>` inside other HTML that continues over an empty line. */
function partRaw(html: Html, source: string): Edit | undefined {
  const { offset: start = 0, column = 1 } = html.position?.start ?? {}
  const end = html.position?.end.offset ?? 0
  const text = source.slice(start, end)
  for (const { 0: open, 1: name, index } of text.matchAll(/<!--|<(pre|script|style|textarea)(?=[\s>])/gi)) {
    const close = name ? new RegExp(`</${name}`, 'i') : /-->/
    const behind = index + open.length
    if (index === 0 || close.test(text.slice(behind)) || !close.test(source.slice(start + behind))) continue
    return { start: start + index, end: start + index, text: `\n\n${' '.repeat(column - 1)}` }
  }
  return undefined
}

function partMarkdown(html: Html, source: string): Edit | undefined {
  const start = html.position?.start.offset ?? 0
  const text = source.slice(start, html.position?.end.offset ?? start)
  const name = /^<\/?([a-z][\w-]*)/i.exec(text)?.[1]?.toLowerCase()
  const at = text.indexOf('\n')
  if (!name || at < 0 || rawNames.test(name) || !htmlNames.has(name)) return undefined
  if (blockNames.has(name)) {
    const closed = findClosed(text)
    return closed === undefined ? undefined : { start: start + closed, end: start + closed, text: '\n' }
  }
  // Only a tag in its line and no text after it: nothing is lost.
  if (!text.replace(tag, '').trim()) return undefined
  return {
    start: start + at,
    end: start + at + 1,
    text: startsBlock.test(text.slice(at + 1).split('\n', 1)[0] ?? '') ? '\n\n' : ' ',
  }
}

/** Returns the end of the first line after which no block of HTML is open and text follows. */
function findClosed(text: string): number | undefined {
  let depth = 0
  let from = 0
  for (const { 0: whole, 1: slash, 2: name = '', index } of text.matchAll(tag)) {
    const line = findLineEnd(text, from, index)
    if (depth <= 0 && line !== undefined) return line
    from = index + whole.length
    if (!blockNames.has(name.toLowerCase()) && !rawNames.test(name.toLowerCase())) continue
    if (slash) depth--
    else if (!voidNames.has(name.toLowerCase())) depth++
  }
  return depth <= 0 ? findLineEnd(text, from, text.length) : undefined
}

/** Returns the end of a line between two tags, if the next one begins with text. */
function findLineEnd(text: string, from: number, to: number): number | undefined {
  const between = text.slice(from, to)
  return from > 0 && /^[ \t]*\n\s*\S/.test(between) ? from + between.indexOf('\n') : undefined
}
