import GithubSlugger from 'github-slugger'
import type { Heading as HeadingNode, Link, ListItem, PhrasingContent, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from 'unist-util-visit'
import { deriveResourceId } from './address'
import { findOutsideLinks, getAttribute, type OutsideLink } from './links'
import { authorElements, toText } from './markdown'
import { annotatePictures } from './pictures'
import type { Heading } from './portal'

// What is read off a topic's tree and what is written into it stand side by side here, so that the
// portal's data and the rendered page can never disagree on an anchor or a resource.

/** The headings of a topic, each given its anchor as `id`. */
export function annotateHeadings(tree: Root): Heading[] {
  const slugger = new GithubSlugger()
  const headings: Heading[] = []
  visit(tree, 'heading', (node: HeadingNode) => {
    const text = toText(node)
    const id = slugger.slug(text)
    setProperties(node, { id })
    headings.push({ depth: node.depth, text, id })
  })
  return headings
}

/** The resources of a topic in order, each once, with the link they stand in. */
export function findResources(tree: Root, source: string): (OutsideLink & { id: string })[] {
  const found = new Map<string, OutsideLink & { id: string }>()
  for (const link of findOutsideLinks(tree, source)) {
    if (link.verdict === 'mention') continue
    const id = link.id ?? deriveResourceId(link.href)
    if (!found.has(id)) found.set(id, { ...link, id })
  }
  return [...found.values()]
}

/**
 * Makes of a topic's tree what the page shows: anchors on headings, resources with their controls,
 * and nothing that authors may not write.
 */
export function annotateTopic(source: string): (tree: Root) => Promise<void> {
  return async (tree) => {
    dropForeignElements(tree)
    annotateHeadings(tree)
    annotateResources(tree, source)
    replaceAuthorElements(tree)
    await annotatePictures(tree)
  }
}

/**
 * Marks the resources of a topic for the page: each link becomes `<ResourceLink id href>`, and its
 * list item gets, behind the author's words, a `<ResourceHosts ids>` and a `<ResourceControls id>` for
 * each. The author's words stay as they are.
 */
function annotateResources(tree: Root, source: string): void {
  const items = new Map<ListItem, string[]>()
  for (const { node, href, id, item } of findResources(tree, source)) {
    replaceNode(node, textElement('ResourceLink', { id, href }, toPhrasing(node.children)))
    if (item) items.set(item, [...(items.get(item) ?? []), id])
  }
  for (const [item, ids] of items) {
    const controls = ids.map((id) => flowElement('ResourceControls', ids.length > 1 ? { id, named: 'true' } : { id }))
    item.children = [wrap('resource-note', [...item.children, flowElement('ResourceHosts', { ids: ids.join(' ') })]), wrap('resource-controls', controls)]
    setProperties(item, { className: ['resource'] })
  }
  visit(tree, 'list', (list) => {
    if (list.children.some((item) => items.has(item))) setProperties(list, { className: ['resources'] })
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

/** `<Mention href>` is a plain link once the rule has been heard; so is a `<Resource>` that repeats one. */
function replaceAuthorElements(tree: Root): void {
  visit(tree, (node) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    if (!node.name || !authorElements.has(node.name)) return
    replaceNode(node, { type: 'link', url: getAttribute(node, 'href') ?? '', children: toPhrasing(node.children) as Link['children'] })
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
  return { type: 'mdxJsxTextElement', name, attributes: toAttributes(attributes), children: children as PhrasingContent[] }
}

function flowElement(name: string, attributes: Record<string, string>): MdxJsxFlowElement {
  return { type: 'mdxJsxFlowElement', name, attributes: toAttributes(attributes), children: [] }
}

function toAttributes(attributes: Record<string, string>): MdxJsxTextElement['attributes'] {
  return Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value }))
}
