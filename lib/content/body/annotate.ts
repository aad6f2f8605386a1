import GithubSlugger, { slug as toSlug } from 'github-slugger'
import type {
  Heading as HeadingNode,
  Link,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableCell,
} from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from '../visit-nodes'
import { deriveResourceId } from '../address'
import { arrangeElements } from './elements'
import { linkHeadings, pageAnchors } from './heading-links'
import { findOutsideLinks, getAttribute, isElement, type Item, type OutsideLink } from './links'
import { authorElements, toText } from './markdown'
import { annotatePictures, type Pictures } from '../files/pictures'
import type { Heading } from '../portal'
import { dropUnsafeAddresses } from './safe-addresses'

// Reading a topic's tree and annotating it share this file, so that the portal's data and the rendered
// page agree on anchors and resources.

/** Returns the headings of a topic and sets the anchor of each as its `id`. */
export function annotateHeadings(tree: Root): Heading[] {
  const slugger = new GithubSlugger()
  for (const anchor of [...pageAnchors, ...collectAnchors(tree)]) slugger.slug(anchor)
  const headings: Heading[] = []
  visit(tree, 'heading', (node: HeadingNode) => {
    const text = toText(node)
    // A heading of emoji or symbols alone leaves nothing for an anchor.
    const id = slugger.slug(/[\p{L}\p{N}]/u.test(toSlug(text)) ? text : 'section')
    setProperties(node, { id })
    headings.push({ depth: node.depth, text, id })
  })
  return headings
}

/** Returns the anchors in the body that are not headings: footnotes, and resources with an explicit id. */
function collectAnchors(tree: Root): string[] {
  const anchors: string[] = []
  visit(tree, (node) => {
    if (node.type === 'footnoteDefinition')
      anchors.push(`user-content-fn-${node.identifier}`, `user-content-fnref-${node.identifier}`)
    const id = isElement(node, 'Resource') ? getAttribute(node, 'id') : undefined
    if (id) anchors.push(`resource-${id}`)
  })
  return anchors
}

/** Returns the external links of a topic in order; those to resources have their permanent ids. */
export function findLinks(tree: Root, source: string): OutsideLink[] {
  return findOutsideLinks(tree, source).map((link) =>
    link.verdict === 'mention' ? link : { ...link, id: link.id ?? deriveResourceId(link.href) },
  )
}

/** Returns the resources of a topic in order, each once, with its first link. */
export function findResources(tree: Root, source: string): (OutsideLink & { id: string })[] {
  const found = new Map<string, OutsideLink & { id: string }>()
  for (const link of findLinks(tree, source))
    if (link.id !== undefined && !found.has(link.id)) found.set(link.id, { ...link, id: link.id })
  return [...found.values()]
}

/**
 * Returns a plugin that turns a topic's tree into the tree its page shows: headings get anchors, resources
 * get controls, and elements that authors may not use are removed.
 */
export function annotateTopic(source: string, pictures: Pictures = {}): (tree: Root) => void {
  return (tree) => {
    dropForeignElements(tree)
    dropUnsafeAddresses(tree)
    arrangeElements(tree)
    dropCheckboxes(tree)
    annotateHeadings(tree)
    annotateResources(tree, source)
    replaceLinkElements(tree)
    linkHeadings(tree)
    annotatePictures(tree, pictures)
  }
}

/**
 * Turns each link to a resource into `<ResourceLink id href>`, and adds a `<ResourceControls id>` for it after the
 * author's words: at the end of its list item, of the first cell of its table row or, outside both, of its paragraph.
 */
function annotateResources(tree: Root, source: string): void {
  const blocks = new Map<Item | Paragraph, string[]>()
  for (const { node, href, id, block = node as unknown as Paragraph } of findResources(tree, source)) {
    replaceNode(node, textElement('ResourceLink', { id, href }, toPhrasing(node.children)))
    blocks.set(block, [...(blocks.get(block) ?? []), id])
  }
  for (const [block, ids] of blocks) {
    const controls = ids.map((id) => flowElement('ResourceControls', ids.length > 1 ? { id, named: 'true' } : { id }))
    if (block.type === 'tableRow') {
      const [first] = block.children
      const sentence: Paragraph = { type: 'paragraph', children: first?.children ?? [] }
      setProperties(sentence, { className: ['sentence'] })
      Object.assign(first as TableCell, { children: [sentence, ...controls] })
      setProperties(block, { className: ['resource'] })
      continue
    }
    const words = block.type === 'listItem' ? block.children : [{ ...block }]
    for (const each of words) if (each.type === 'paragraph') setProperties(each, { className: ['sentence'] })
    // Before a nested list with resources of its own, which would otherwise part them from their words.
    const nested = words.findIndex((each) => each.type === 'list' && each.children.some((item) => blocks.has(item)))
    const parts = nested < 0 ? [...words, ...controls] : words.toSpliced(nested, 0, ...controls)
    // `spread` makes the item loose, so that its text is rendered in paragraphs.
    if (block.type === 'listItem')
      Object.assign(block, { children: parts, spread: true, data: { hProperties: { className: ['resource'] } } })
    else Object.assign(block, wrap('resources', [wrap('resource', parts)]))
  }
  visit(tree, (node) => {
    const isList = node.type === 'list' || node.type === 'table'
    if (isList && node.children.some((item) => blocks.has(item))) setProperties(node, { className: ['resources'] })
    if (node.type === 'table' && node.children.some((row) => blocks.has(row))) labelCells(node)
  })
}

/** Gives each cell the heading of its column, which narrow windows show before it. */
function labelCells({ children: [head, ...rows] }: Table): void {
  const labels = head?.children.map((cell) => toText(cell).trim()) ?? []
  for (const row of rows)
    for (const [column, cell] of row.children.entries())
      if (labels[column]) setProperties(cell, { dataColumn: labels[column] })
}

/** Removes all elements that authors may not use, with their contents: content is text, not code. */
export function dropForeignElements(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    if (node.name && authorElements.has(node.name)) return
    if (!parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

/** Turns task items ("- [ ] words") into plain list items, since readers could not tick the boxes. */
export function dropCheckboxes(tree: Root): void {
  visit(tree, 'listItem', (item) => {
    item.checked = null
  })
}

/** Turns `<Mention>`, and each `<Resource>` that repeats another, into a plain link. Runs after resources are annotated. */
function replaceLinkElements(tree: Root): void {
  visit(tree, (node) => {
    if (!isElement(node, 'Resource') && !isElement(node, 'Mention')) return
    replaceNode(node, {
      type: 'link',
      url: getAttribute(node, 'href') ?? '',
      children: toPhrasing(node.children) as Link['children'],
    })
  })
}

/** Replaces one node by another. A block is replaced by a paragraph that holds the new node. */
function replaceNode(node: OutsideLink['node'], replacement: PhrasingContent): void {
  const block = node.type === 'mdxJsxFlowElement'
  for (const key of Object.keys(node)) if (key !== 'position') Reflect.deleteProperty(node, key)
  Object.assign(node, block ? { type: 'paragraph', children: [replacement] } : replacement)
}

function toPhrasing(children: RootContent[]): PhrasingContent[] {
  return children.flatMap((child) => (child.type === 'paragraph' ? child.children : [child as PhrasingContent]))
}

function setProperties(node: RootContent, properties: Record<string, unknown>): void {
  const data = (node.data ??= {}) as { hProperties?: Record<string, unknown> }
  data.hProperties = { ...data.hProperties, ...properties }
}

function wrap(className: string, children: ListItem['children']): ListItem['children'][number] {
  // mdast-util-to-hast renders a node of unknown type as the HTML element in its data.
  return { type: 'wrapper', data: { hName: 'div', hProperties: { className: [className] } }, children } as never
}

function textElement(name: string, attributes: Record<string, string>, children: unknown[]): MdxJsxTextElement {
  return {
    type: 'mdxJsxTextElement',
    name,
    attributes: toAttributes(attributes),
    children: children as PhrasingContent[],
  }
}

function flowElement(name: string, attributes: Record<string, string>): MdxJsxFlowElement {
  return { type: 'mdxJsxFlowElement', name, attributes: toAttributes(attributes), children: [] }
}

function toAttributes(attributes: Record<string, string>): MdxJsxTextElement['attributes'] {
  return Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value }))
}
