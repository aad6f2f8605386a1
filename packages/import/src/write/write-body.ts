import type { Link, Parents, Root, RootContent } from 'mdast'
import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { defaultHandlers, type Info, type State } from 'mdast-util-to-markdown'
import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { parseUrl } from '@/lib/content'
import { isBare } from '../tree/normalise-html'
import { walk } from '../tree/walk'

const writer = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkMdx)
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    fences: true,
    listItemIndent: 'one',
    resourceLink: true,
    rule: '-',
    handlers: { link: writeLink },
    // A paragraph that begins with one of these words would be parsed as a statement.
    unsafe: [
      { atBreak: true, character: 'i', after: 'mport\\b', inConstruct: 'phrasing' },
      { atBreak: true, character: 'e', after: 'xport\\b', inConstruct: 'phrasing' },
    ],
  })

/** Writes a Markdown tree as MDX, and escapes JSX and JavaScript. */
export function writeBody(tree: Root): string {
  return writer.stringify(tree)
}

function writeLink(node: Link, parent: Parents | undefined, state: State, info: Info): string {
  const [text] = node.children
  return isBare(node) && text?.type === 'text' ? text.value : defaultHandlers.link(node, parent, state, info)
}

/** Returns a text that begins as that of `writeLink`, which is otherwise called twice for each link. */
writeLink.peek = (node: Link): string => {
  const [text] = node.children
  return isBare(node) && text?.type === 'text' ? text.value : '['
}

/** Matches a bare address that every parser ends in the same place. */
const plainAddress =
  /^(?:https?:\/\/|www\.)[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d+)?(?:\/(?:[\w\-.~/%+=?#@:-]*[A-Za-z0-9/=])?)?$/

/** Tells whether our parser reads a bare address as the same bare link. */
export function isPlain(link: Link, parent: Parents): boolean {
  const [text] = link.children
  if (link.children.length !== 1 || text?.type !== 'text' || !plainAddress.test(text.value)) return false
  if (link.url !== text.value && link.url !== `http://${text.value}`) return false
  if (parent.type !== 'paragraph') return false
  const at = parent.children.indexOf(link)
  const [before, after] = [parent.children[at - 1], parent.children[at + 1]]
  return (
    (!before || (before.type === 'text' && /[\s(]$/.test(before.value))) &&
    (!after || (after.type === 'text' && /^[.,;:!?)]?(?:\s|$)/.test(after.value)))
  )
}

/** Tells whether the rule of resources considers an address. */
function isOutside(href: string): boolean {
  return /^https?:\/\//i.test(href) && parseUrl(href) !== null
}

/** Returns the links to other sites that a tree writes out, in order, without bare addresses. */
export function findOutsideLinks(tree: Root): (Link | MdxJsxTextElement)[] {
  const links: (Link | MdxJsxTextElement)[] = []
  walk(tree, (node) => {
    if (
      (node.type === 'link' && isOutside(node.url) && !isBare(node)) ||
      (node.type === 'mdxJsxTextElement' && node.name === 'Mention')
    )
      links.push(node)
  })
  return links
}

/** Turns a link into a `<Mention>`, which is not a resource. */
export function toMention(link: Link | MdxJsxTextElement): void {
  if (link.type !== 'link') return
  const { url, children } = link
  for (const key of Object.keys(link)) Reflect.deleteProperty(link, key)
  Object.assign(link, {
    type: 'mdxJsxTextElement',
    name: 'Mention',
    attributes: [{ type: 'mdxJsxAttribute', name: 'href', value: url }],
    children,
  } satisfies MdxJsxTextElement)
}

/** Puts text that our parser would turn into a wrong link into code, as the check advises. */
export function putIntoCode(parent: Parents, texts: Set<string>): void {
  const children = parent.children as RootContent[]
  parent.children = children.flatMap((child): RootContent[] => {
    if ('children' in child) putIntoCode(child, texts)
    if (child.type === 'link' && isBare(child) && texts.has(toString(child)))
      return [{ type: 'inlineCode', value: toString(child) }]
    if (child.type !== 'text') return [child]
    const found = [...texts].filter((text) => child.value.includes(text)).sort((a, b) => b.length - a.length)[0]
    if (!found) return [child]
    const at = child.value.indexOf(found)
    const rest: Parents = {
      type: 'paragraph',
      children: [{ type: 'text', value: child.value.slice(at + found.length) }],
    }
    putIntoCode(rest, texts)
    return [{ type: 'text', value: child.value.slice(0, at) }, { type: 'inlineCode', value: found }, ...rest.children]
  }) as never
}

/** New addresses of a page's links and pictures, by the old one; null removes it. */
export interface Addresses {
  links: Record<string, string | null>
  pictures: Record<string, { url: string; alt: string } | null>
}

/** Replaces addresses. A link without a new one becomes its text; a picture without one is removed. */
export function replaceAddresses(parent: Parents, addresses: Addresses, inList = false): void {
  const children = parent.children as RootContent[]
  parent.children = children.flatMap((child): RootContent[] => {
    if ('children' in child) replaceAddresses(child, addresses, inList || child.type === 'listItem')
    if (child.type === 'image') {
      const picture = addresses.pictures[child.url]
      if (picture) return [{ ...child, url: picture.url, alt: child.alt?.trim() || picture.alt }]
      // A link keeps the words of a picture of another site, as browsers show them until it is loaded.
      if (parent.type === 'link' && child.alt?.trim() && isOutside(child.url))
        return [{ type: 'text', value: child.alt.trim() }]
      // Without its picture, a caption is still worth reading.
      return child.title ? [{ type: 'text', value: child.title }] : []
    }
    if (child.type !== 'link') return [child]
    const url = addresses.links[child.url]
    if (!url) return child.children
    if (!isBare(child)) return [{ ...child, url }]
    if (url === child.url && isPlain(child, parent)) return [child]
    const { data: _bare, ...link } = child
    // In a list, a written link would be a resource; a bare address is not.
    if (!inList || !/^https?:/i.test(url)) return [{ ...link, url }]
    return url === child.url ? child.children : [{ type: 'inlineCode', value: toString(child) }]
  }) as never
}

/** Returns all linked and shown addresses of a tree, each once. */
export function findAddresses(tree: Root): { links: string[]; pictures: string[] } {
  const links = new Set<string>()
  const pictures = new Set<string>()
  walk(tree, (node) => {
    if (node.type === 'link') links.add(node.url)
    if (node.type === 'image') pictures.add(node.url)
  })
  return { links: [...links], pictures: [...pictures] }
}
