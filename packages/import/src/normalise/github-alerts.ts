import type { Blockquote, Heading, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { visit } from '@/lib/content'
import { cleanTitle, toNotice } from '../dialects/notices'

/**
 * Marks quotations that are alerts (`> [!NOTE]`, or `> **Note:**`), which become notices. Obsidian's may have a title.
 */
export function markAlerts(tree: Root): void {
  visit(tree, 'blockquote', (quote: Blockquote) => {
    markBold(quote)
    const [paragraph] = quote.children
    const first = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
    if (paragraph?.type !== 'paragraph' || first?.type !== 'text') return
    const [mark, kind = '', title = ''] = /^\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)(?:\n|$)/.exec(first.value) ?? []
    if (!mark) return
    // A title with markup goes on after this text.
    const isWhole = mark.endsWith('\n') || paragraph.children.length === 1
    first.value = isWhole ? first.value.slice(mark.length) : `${title}${first.value.slice(mark.length)}`
    if (!first.value) paragraph.children.shift()
    if (paragraph.children[0]?.type === 'break') paragraph.children.shift()
    if (!paragraph.children.length) quote.children.shift()
    const { element, attributes } = toNotice(kind, isWhole ? cleanTitle(title) : '')
    quote.data = { hName: 'lectern-notice', hProperties: { ...attributes, kind: element } } as Blockquote['data']
  })
}

/** Marks a quotation that begins with the bold name of a notice and a colon, or alone on its line. */
function markBold(quote: Blockquote): void {
  const [paragraph] = quote.children
  if (paragraph?.type !== 'paragraph') return
  const [strong, after] = paragraph.children
  if (strong?.type !== 'strong' || (!after && quote.children.length === 1)) return
  const [, kind = '', colon] = /^(Note|Warning|Tip|Important|Caution)s?(:?)$/i.exec(toString(strong)) ?? []
  if (!kind || (after && after.type !== 'text' && !colon && after.type !== 'break')) return
  if (after?.type === 'text') {
    if (!colon && !/^\s*(?::|\n)/.test(after.value)) return
    after.value = after.value.replace(/^\s*:?\s*/, '')
  }
  paragraph.children.splice(0, after?.type === 'break' || (after?.type === 'text' && !after.value) ? 2 : 1)
  if (!paragraph.children.length) quote.children.shift()
  const { element, attributes } = toNotice(kind)
  quote.data = { hName: 'lectern-notice', hProperties: { ...attributes, kind: element } } as Blockquote['data']
}

/** Reads the ids that headings end in (`## Title {#id}`), which links lead to. */
export function readHeadingIds(tree: Root): void {
  visit(tree, 'heading', (heading: Heading) => {
    const last = heading.children.at(-1)
    if (last?.type !== 'text') return
    const [mark, id] = /\s*\{\s*#([\w:.-]+)[^{}]*\}\s*$/.exec(last.value) ?? []
    if (!mark || !id) return
    last.value = last.value.slice(0, -mark.length)
    heading.data = { hProperties: { id } } as Heading['data']
  })
}
