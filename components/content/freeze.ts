import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { MdxJsxFlowElementHast } from 'mdast-util-mdx-jsx'

/** The attributes that a frozen element may have: those that React and HTML spell so that both can be written here. */
const plain = new Set(['id', 'className'])

/**
 * Writes what is the same for every reader as HTML, once, when a body is compiled: a page then holds a
 * paragraph as one string and not as a tree of elements, in what is rendered for a reader, and in what a
 * page tells the browser's React about itself. `live` are the elements that are rendered with components.
 */
export function freeze(live: ReadonlySet<string>): (tree: Root) => void {
  return (tree) => void (tree.children = freezeAll(tree.children as ElementContent[], live))
}

/** Line breaks between blocks are for who reads the source. */
function freezeAll(nodes: ElementContent[], live: ReadonlySet<string>): ElementContent[] {
  return nodes.filter((node) => node.type !== 'text' || node.value !== '\n').map((node) => freezeNode(node, live))
}

function freezeNode(node: ElementContent, live: ReadonlySet<string>): ElementContent {
  if (!('children' in node)) return node
  if (node.type === 'element' && node.children.length > 0 && isSame(node, live))
    return toComponent(node, toHtml(node.children, { characterReferences: { useNamedReferences: true } }))
  return { ...node, children: freezeAll(node.children as ElementContent[], live) } as ElementContent
}

/** Whether all of it is plain HTML, and its own attributes are such as can be written on the outside. */
function isSame(node: Element, live: ReadonlySet<string>): boolean {
  return Object.keys(node.properties).every((name) => plain.has(name)) && isPlain(node, live)
}

function isPlain(node: ElementContent, live: ReadonlySet<string>): boolean {
  return (
    node.type === 'text' ||
    (node.type === 'element' && !live.has(node.tagName) && node.children.every((child) => isPlain(child, live)))
  )
}

/** An element as the component that holds its content as HTML. */
function toComponent({ tagName, properties: { id, className } }: Element, html: string): MdxJsxFlowElementHast {
  const attributes = {
    tag: tagName,
    html,
    ...(id && { id: String(id) }),
    ...(Array.isArray(className) && { className: className.join(' ') }),
  }
  return {
    type: 'mdxJsxFlowElement',
    name: 'Html',
    attributes: Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
    children: [],
  }
}
