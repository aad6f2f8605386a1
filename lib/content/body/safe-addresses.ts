import type { Definition, Image, ImageReference, Link, LinkReference, Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from '../visit-nodes'
import { findAddressFault, isInside } from '../checks/check-address'
import { getAttribute, isElement } from './links'

/**
 * Removes forbidden addresses from a page that is shown despite its problems. A link keeps its words, a picture
 * its description. Pictures may come from this site only.
 */
export function dropUnsafeAddresses(tree: Root): void {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  visit(tree, (node, index, parent) => {
    if (!isAddressed(node) || !parent || index === undefined) return
    const url =
      'attributes' in node
        ? (getAttribute(node, 'href') ?? '')
        : 'url' in node
          ? node.url
          : (definitions.get(node.identifier)?.url ?? '')
    const isPicture = node.type === 'image' || node.type === 'imageReference'
    if (isSafe(url) && (!isPicture || (isInside(url) && url.startsWith('/')))) return
    const words = 'children' in node ? node.children : node.alt ? [{ type: 'text' as const, value: node.alt }] : []
    parent.children.splice(index, 1, ...(words as never[]))
    return index
  })
}

function isAddressed(node: {
  type: string
}): node is Link | LinkReference | Image | ImageReference | MdxJsxFlowElement | MdxJsxTextElement {
  return (
    isElement(node, 'Resource') ||
    isElement(node, 'Mention') ||
    node.type === 'link' ||
    node.type === 'linkReference' ||
    node.type === 'image' ||
    node.type === 'imageReference'
  )
}

/** Whether an address may be shown. Plain `http:` is allowed. */
function isSafe(url: string): boolean {
  const fault = findAddressFault(url)
  return fault === null || fault.rule === 'insecure'
}
