import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { MdxJsxFlowElementHast } from 'mdast-util-mdx-jsx'
import { createElement } from 'react'

/** The attributes that a frozen element may have: those that React and HTML spell so that both can be written here. */
const plain = new Set(['id', 'className'])

/**
 * Writes what is the same for every reader as HTML, once, when a body is compiled: a page then holds a
 * paragraph as one string and not as a tree of elements, in what is rendered for a reader, and in what a
 * page tells the browser's React about itself. `live` are the elements that are rendered with components.
 */
export function freeze(live: ReadonlySet<string>): (tree: Root) => void {
  return (tree) => void (tree.children = tree.children.map((node) => freezeNode(node as ElementContent, live)))
}

function freezeNode(node: ElementContent, live: ReadonlySet<string>): ElementContent {
  if (!('children' in node)) return node
  if (node.type === 'element' && isSame(node, live)) return node.children.some(({ type }) => type === 'element') ? toFrozen(node) : node
  return { ...node, children: node.children.map((child) => freezeNode(child as ElementContent, live)) } as ElementContent
}

/** Whether all of it is plain HTML, and its own attributes are such as can be written on the outside. */
function isSame(node: Element, live: ReadonlySet<string>): boolean {
  return Object.keys(node.properties).every((name) => plain.has(name)) && isPlain(node, live)
}

function isPlain(node: ElementContent, live: ReadonlySet<string>): boolean {
  return node.type === 'text' || (node.type === 'element' && !live.has(node.tagName) && node.children.every((child) => isPlain(child, live)))
}

function toFrozen({ tagName, properties, children }: Element): MdxJsxFlowElementHast {
  const { id, className } = properties
  const attributes = { tag: tagName, html: toHtml(children), ...(id && { id: String(id) }), ...(Array.isArray(className) && { className: className.join(' ') }) }
  return { type: 'mdxJsxFlowElement', name: 'Frozen', attributes: Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })), children: [] }
}

/** An element whose content was written when the body was compiled: from a tree that holds no HTML of an author's. */
export function Frozen({ tag, html, ...rest }: { tag: string; html: string; id?: string; className?: string }) {
  return createElement(tag, { ...rest, dangerouslySetInnerHTML: { __html: html } })
}
