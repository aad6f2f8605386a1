import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { MdxJsxFlowElementHast } from 'mdast-util-mdx-jsx'

/** The attributes that a serialised element may have. */
const passedAttributes = new Set(['id', 'className'])

/**
 * Returns a rehype plugin that turns subtrees that are the same for every reader into HTML strings. Rendering and the
 * page's data then have one string per paragraph instead of a tree. `dynamicElements` are the elements with a component.
 */
export function serializeStaticSubtrees(dynamicElements: ReadonlySet<string>): (tree: Root) => void {
  return (tree) => void (tree.children = serializeAll(tree.children as ElementContent[], dynamicElements))
}

/** Serialises nodes and drops line breaks between blocks. */
function serializeAll(nodes: ElementContent[], dynamicElements: ReadonlySet<string>): ElementContent[] {
  return nodes
    .filter((node) => node.type !== 'text' || node.value !== '\n')
    .map((node) => serialize(node, dynamicElements))
}

function serialize(node: ElementContent, dynamicElements: ReadonlySet<string>): ElementContent {
  if (!('children' in node)) return node
  if (node.type === 'element' && node.children.length > 0 && isStatic(node, dynamicElements))
    return toComponent(node, toHtml(node.children, { characterReferences: { useNamedReferences: true } }))
  return { ...node, children: serializeAll(node.children as ElementContent[], dynamicElements) } as ElementContent
}

/** Returns whether an element is plain HTML and has only attributes that `Html` accepts. */
function isStatic(node: Element, dynamicElements: ReadonlySet<string>): boolean {
  return Object.keys(node.properties).every((name) => passedAttributes.has(name)) && isPlainHtml(node, dynamicElements)
}

function isPlainHtml(node: ElementContent, dynamicElements: ReadonlySet<string>): boolean {
  return (
    node.type === 'text' ||
    (node.type === 'element' &&
      !dynamicElements.has(node.tagName) &&
      node.children.every((child) => isPlainHtml(child, dynamicElements)))
  )
}

/** Converts an element to an `Html` component with its content as a string. */
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
