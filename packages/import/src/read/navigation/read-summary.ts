import type { List, ListItem } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { visit } from '@/lib/content'
import { parseMarkdown } from '../../tree/markdown'
import type { NavItem } from './nav-item'

/** Reads the navigation of mdBook, GitBook and docsify: headings are parts, lists of links their pages. */
export function readSummary(text: string): NavItem[] {
  const items: NavItem[] = []
  let part: NavItem | undefined
  for (const node of parseMarkdown(text).children) {
    if (node.type === 'heading') {
      const title = toString(node).trim()
      part = /^(summary|table of contents)$/i.test(title) ? undefined : { title, target: '', children: [] }
      if (part) items.push(part)
    } else if (node.type === 'list') (part?.children ?? items).push(...readList(node))
    else if (node.type === 'paragraph') {
      visit(node, 'link', ({ url, children }) => {
        items.push({ title: children.map((child) => toString(child)).join(''), target: url, children: [] })
      })
      part = undefined
    }
  }
  return items.filter(({ target, children }) => target || children.length)
}

function readList(list: List): NavItem[] {
  return list.children.map((item: ListItem) => {
    const [first] = item.children
    let target = ''
    if (first)
      visit(first, 'link', ({ url }) => {
        target ||= url
      })
    const lists = item.children.filter((child): child is List => child.type === 'list')
    return { title: first ? toString(first).trim() : '', target, children: lists.flatMap(readList) }
  })
}
