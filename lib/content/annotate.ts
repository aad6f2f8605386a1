import GithubSlugger, { slug as toSlug } from 'github-slugger'
import type { Heading as HeadingNode, Link, ListItem, Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from 'unist-util-visit'
import { deriveResourceId } from './address'
import { arrangeElements } from './elements'
import { linkHeadings, pageAnchors } from './heading-links'
import { findOutsideLinks, getAttribute, isElement, type OutsideLink } from './links'
import { authorElements, toText } from './markdown'
import { annotatePictures, type Pictures } from './pictures'
import type { Heading } from './portal'
import { dropUnsafeAddresses } from './safe-addresses'

// What is read off a topic's tree and what is written into it stand side by side here, so that the
// portal's data and the rendered page can never disagree on an anchor or a resource.

/** The headings of a topic, each given its anchor as `id`. */
export function annotateHeadings(tree: Root): Heading[] {
  const slugger = new GithubSlugger()
  for (const anchor of [...pageAnchors, ...collectAnchors(tree)]) slugger.slug(anchor)
  const headings: Heading[] = []
  visit(tree, 'heading', (node: HeadingNode) => {
    const text = toText(node)
    // Of emoji or signs alone nothing is left for an anchor.
    const id = slugger.slug(/[\p{L}\p{N}]/u.test(toSlug(text)) ? text : 'section')
    setProperties(node, { id })
    headings.push({ depth: node.depth, text, id })
  })
  return headings
}

/** The anchors that the body has besides its headings: those of footnotes, and of resources with an id of their own. */
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

/** The links of a topic to other sites, in order; those to resources with their lasting ids. */
export function findLinks(tree: Root, source: string): OutsideLink[] {
  return findOutsideLinks(tree, source).map((link) =>
    link.verdict === 'mention' ? link : { ...link, id: link.id ?? deriveResourceId(link.href) },
  )
}

/** The resources of a topic in order, each once, with the link they stand in. */
export function findResources(tree: Root, source: string): (OutsideLink & { id: string })[] {
  const found = new Map<string, OutsideLink & { id: string }>()
  for (const link of findLinks(tree, source))
    if (link.id !== undefined && !found.has(link.id)) found.set(link.id, { ...link, id: link.id })
  return [...found.values()]
}

/**
 * Makes of a topic's tree what the page shows: anchors on headings, resources with their controls,
 * and nothing that authors may not write.
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
 * Marks the resources of a topic for the page: each link becomes `<ResourceLink id href>`, and its
 * list item (outside lists, its paragraph) gets, behind the author's words, a `<ResourceControls id>`
 * for each. The author's words stay as they are.
 */
function annotateResources(tree: Root, source: string): void {
  const blocks = new Map<ListItem | Paragraph, string[]>()
  for (const { node, href, id, block = node as unknown as Paragraph } of findResources(tree, source)) {
    replaceNode(node, textElement('ResourceLink', { id, href }, toPhrasing(node.children)))
    blocks.set(block, [...(blocks.get(block) ?? []), id])
  }
  for (const [block, ids] of blocks) {
    const controls = ids.map((id) => flowElement('ResourceControls', ids.length > 1 ? { id, named: 'true' } : { id }))
    const words = block.type === 'listItem' ? block.children : [{ ...block }]
    for (const each of words) if (each.type === 'paragraph') setProperties(each, { className: ['sentence'] })
    const parts = [...words, ...controls]
    // As a loose item, whose words are paragraphs on the page.
    if (block.type === 'listItem')
      Object.assign(block, { children: parts, spread: true, data: { hProperties: { className: ['resource'] } } })
    else Object.assign(block, wrap('resources', [wrap('resource', parts)]))
  }
  visit(tree, 'list', (list) => {
    if (list.children.some((item) => blocks.has(item))) setProperties(list, { className: ['resources'] })
  })
}

/** Leaves out every element that authors may not write, with all that is in it: content is text, not code. */
export function dropForeignElements(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    if (node.name && authorElements.has(node.name)) return
    if (!parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

/** Makes plain list items of tasks ("- [ ] words"): nobody could tick their boxes. */
export function dropCheckboxes(tree: Root): void {
  visit(tree, 'listItem', (item) => {
    item.checked = null
  })
}

/** `<Mention href>` is a plain link once the rule has been heard; so is a `<Resource>` that repeats one. */
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

/** Puts one node in the place of another; where that one is a block of its own, in a paragraph. */
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
  // A node of no known type becomes the HTML element that its data names.
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
