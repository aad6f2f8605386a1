import type { Blockquote, Heading, Root } from 'mdast'
import { visit } from '@/lib/content'
import { cleanTitle, toNotice } from '../dialects/notices'

/** Marks quotations that are alerts (`> [!NOTE]`), which become notices. Obsidian's may have a title. */
export function markAlerts(tree: Root): void {
  visit(tree, 'blockquote', (quote: Blockquote) => {
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
