import type { Root, RootContent } from 'mdast'
import { SourceLines } from '../dialects/source-lines'
import { fromHtmlTag } from './read-tag'
import { htmlNames } from './html-names'
import { parseMarkdown } from './markdown'
import { splitHtml, type Edit } from './split-html'
import { walk } from './walk'

/**
 * Repairs source text that other Markdown programs accept and CommonMark does not: headings without a
 * space, tags with sloppy quotes, HTML indented like code, `markdown="1"`.
 */
export function repairSource(source: string): { source: string; tree: Root } {
  source = openMarkdown(source)
  let tree = parseMarkdown(source)
  // A repair can reveal the next, such as a tag in a repaired heading; three rounds usually suffice.
  for (let round = 0; round < 12; round++) {
    const edits = [
      ...splitHtml(tree, source),
      ...findHeadings(tree, source),
      ...findIndentedHtml(tree, source),
      ...findMarkdownInHtml(tree, source),
      ...findLazyTags(tree, source),
    ]
    if (edits.length === 0) break
    source = applyEdits(source, edits)
    tree = parseMarkdown(source)
  }
  return { source, tree }
}

function applyEdits(source: string, edits: Edit[]): string {
  let from = 0
  let result = ''
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < from) continue
    result += source.slice(from, start) + text
    from = end
  }
  return result + source.slice(from)
}

const span = (node: { position?: RootContent['position'] }) => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
})

/** Finds `##Title`. A single "#" needs a capital after it: "#1" and "#hashtag" are words. */
function findHeadings(tree: Root, source: string): Edit[] {
  const edits: Edit[] = []
  walk(tree, (paragraph, parent) => {
    if (paragraph.type !== 'paragraph' || parent?.type !== 'root') return
    const { start, end } = span(paragraph)
    for (const { index, 0: hashes } of source
      .slice(start, end)
      .matchAll(/^ {0,3}(?:#{2,6}(?=[^#\s])|#(?=\p{Lu}\p{L}))/gmu)) {
      const at = start + index
      // With blank lines, since a heading ends the paragraph before it.
      edits.push({ start: at, end: at + hashes.length, text: `${index > 0 ? '\n' : ''}${hashes.trim()} ` })
    }
  })
  return edits
}

/** Finds HTML indented by four after an empty line, which only CommonMark treats as code. */
function findIndentedHtml(tree: Root, source: string): Edit[] {
  const edits: Edit[] = []
  walk(tree, (code, parent, index) => {
    if (code.type !== 'code' || !parent) return
    const { start, end } = span(code)
    if (/^[ \t]*(```|~~~)/.test(source.slice(start, end))) return
    const tag = /^\s*<\/?([a-z][a-z0-9]*)[\s/>]/i.exec(code.value)
    if (!tag || !htmlNames.has(tag[1]?.toLowerCase() ?? '')) return
    const before = parent.children
      .slice(0, index)
      .filter((node) => node.type === 'html')
      .map((node) => node.value)
      .join('')
    if (
      count(before, /<(table|div|ul|ol|dl|section|article|figure|form|center|blockquote|tbody|thead|tr)\b/gi) <=
      count(before, /<\/(table|div|ul|ol|dl|section|article|figure|form|center|blockquote|tbody|thead|tr)\b/gi)
    )
      return
    const from = source.lastIndexOf('\n', start - 1) + 1
    edits.push({ start: from, end, text: source.slice(from, end).replace(/^[ \t]+/gm, '') })
  })
  return edits
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function findMarkdownInHtml(tree: Root, source: string): Edit[] {
  const edits: Edit[] = []
  walk(tree, (html, parent) => {
    if (html.type !== 'html' || parent?.type === 'paragraph') return
    const text = separateMarkdown(html.value)
    if (text === null) return
    const { start, end } = span(html)
    // In a list or a quotation, each line begins as this one does.
    const margin = source.slice(source.lastIndexOf('\n', start - 1) + 1, start).replace(/[^\s>]/g, ' ')
    edits.push({ start, end, text: text.replace(/\n/g, `\n${margin}`) })
  })
  return edits
}

/** Puts empty lines around the contents of an element with `markdown="1"`, which makes them Markdown. */
function separateMarkdown(html: string): string | null {
  if (!/^\s*<\w[^>]*\smarkdown(?=[\s=>])/i.test(html)) return null
  const inner =
    /^\s*(<(\w+)(?!\w)[^>]*?)\smarkdown(?:\s*=\s*(?!\s)["']?\w*(?!\w)["']?)?(?![\w-])([^>]*>)([\s\S]*?)(<\/\2\s*>\s*)?$/i.exec(
      html,
    )
  if (!inner) return null
  const [, open = '', , rest = '', content = '', close = ''] = inner
  const lines = content.replace(/^(?:[ \t]*\n)+|\s+$/g, '')
  const indents = lines.split('\n').flatMap((line) => (line.trim() ? (/^[ \t]*/.exec(line)?.[0].length ?? 0) : []))
  const words = lines.replace(new RegExp(`^[ \\t]{0,${Math.min(99, ...indents)}}`, 'gm'), '')
  return `${open}${rest}\n\n${words}\n\n${close.trim()}`
}

/** Tells whether a line is empty in Markdown, or outside the page. */
const isEmpty = (line = '') => /^[ \t]*$/.test(line)

/** HTML that continues over empty lines, in which tags mean nothing. */
const rawHtml = /<!--(?![^\n]*-->)|<[?!](?!--)|<textarea/i

/**
 * Does the same before the first parsing where the tag has a line of its own after an empty one, as most have: pages with
 * such tags are then parsed once.
 */
function openMarkdown(source: string): string {
  if (!/^<\w[^>]*\smarkdown[\s=>]/im.test(source) || rawHtml.test(source)) return source
  const code = new SourceLines(source).findCode()
  const lines = source.split('\n')
  const result: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (code[at] || !isEmpty(lines[at - 1]) || !/^<\w[^<>]*\smarkdown(?:[\s=][^<>]*)?>[ \t]*$/i.test(line)) {
      result.push(line)
      continue
    }
    let end = at + 1
    while (!isEmpty(lines[end])) end++
    const block = lines.slice(at, end).join('\n')
    result.push(separateMarkdown(block) ?? block)
    at = end - 1
  }
  return result.join('\n')
}

/** Finds `<a href="x"target=_blank">`, which browsers accept and CommonMark shows as text. */
function findLazyTags(tree: Root, source: string): Edit[] {
  const edits: Edit[] = []
  walk(tree, (node, parent) => {
    const block = node.type === 'html' && parent?.type !== 'paragraph'
    if (!block && node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return
    const { start, end } = span(node)
    const known =
      node.type === 'html'
        ? []
        : node.children.flatMap((child) =>
            child.type === 'html' || child.type === 'inlineCode' ? [span(child)] : nestedCode(child),
          )
    for (const { index, 0: text, 1: name = '' } of source
      .slice(start, end)
      .matchAll(/<\/?([a-z][a-z0-9]*)(?=[\s/>"])[^<>]*>/gi)) {
      const at = start + index
      if (source[at - 1] === '\\' || !htmlNames.has(name.toLowerCase())) continue
      if (known.some((part) => at >= part.start && at < part.end) || strictTag.test(text)) continue
      const repaired = fromHtmlTag(text)
      if (repaired !== null && repaired !== text) edits.push({ start: at, end: at + text.length, text: repaired })
    }
  })
  return edits
}

/** Matches a tag as CommonMark defines it. */
const strictTag =
  /^<(?:\/[a-z][\w-]*\s*|[a-z][\w-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?)>$/i

function nestedCode(node: RootContent): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  walk(node, (child) => {
    if (child.type === 'inlineCode' || child.type === 'html') found.push(span(child))
  })
  return found
}
