import type { Link, ListItem, Parents, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { getHost, parseUrl } from '@/lib/content'

/** Whether an address leads to another site. */
export function isOutside(url: string): boolean {
  return /^https?:\/\//i.test(url) && parseUrl(url) !== null
}

/** Returns the links of a node in order, without those of list items in it. */
export function ownLinks(node: RootContent | Parents, found: Link[] = []): Link[] {
  if (node.type === 'link') found.push(node)
  else if ('children' in node)
    for (const child of node.children as RootContent[]) if (child.type !== 'listItem') ownLinks(child, found)
  return found
}

/** Returns all links of a node. */
export function linksIn(node: RootContent | Parents): Link[] {
  return [...ownLinks(node), ...itemsOf(node).flatMap((item) => item.children.flatMap((child) => ownLinks(child)))]
}

/** Link texts that don't name their target. */
const nameless =
  /^(?:here|links?|url|web(?:site)?|site|home(?:page)?|read|view|watch|open|go|visit|click here|download|source(?: code)?|code(?: sources?)?|github|repo(?:sitory)?|docs?|documentation|(?:live )?demo|examples?|slides?|video|chat|discussion|mirror|archived?|alt\d*|pdf|epub|mobi|azw3|kindle|djvu|chm|html?|txt|zip|\d+)$/i

/** Whether a link's words say what it leads to. */
export function isNamed(link: Link): boolean {
  const words = wordsIn(link)
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .trim()
  return words !== '' && !nameless.test(words)
}

/** Whether a link is never a tutorial, such as a later one of a table row. */
export function isAside(link: Link): boolean {
  return (link.data as { isAside?: boolean } | undefined)?.isAside === true
}

/** Says of a link that it is never a tutorial. */
export function setAside(link: Link): void {
  link.data = { ...link.data, isAside: true } as Link['data']
}

/** Returns all list items below a node, outermost first. */
export function itemsOf(node: RootContent | Parents, found: ListItem[] = []): ListItem[] {
  if (node.type === 'listItem') found.push(node)
  if ('children' in node) for (const child of node.children as RootContent[]) itemsOf(child, found)
  return found
}

/** Returns the links to other sites of each list item, an empty list for an item without. */
export function itemLinks(nodes: RootContent[]): Link[][] {
  return nodes.flatMap((node) => itemsOf(node)).map((item) => ownLinks(item).filter(({ url }) => isOutside(url)))
}

/** Returns the first link to another site of each list item that has one. */
export function firstLinks(nodes: RootContent[]): Link[] {
  return itemLinks(nodes).flatMap((links) => links.filter((link) => !isAside(link)).slice(0, 1))
}

/** Returns the words of a node on one line, without those of pictures. */
export function wordsIn(node: RootContent | Parents): string {
  return toString(node, { includeImageAlt: false }).replace(/\s+/g, ' ').trim()
}

/** Returns the words of a node outside links. */
export function wordsBesideLinks(node: RootContent | Parents): string {
  if (node.type === 'link') return ''
  return 'children' in node ? (node.children as RootContent[]).map(wordsBesideLinks).join('') : wordsIn(node)
}

/** The most tutorials that a block can have: the first link of an item, and later ones that read like an article's. */
export function countTutorials(nodes: RootContent[]): number {
  let count = 0
  for (const item of nodes.flatMap((node) => itemsOf(node)))
    for (const [place, link] of ownLinks(item)
      .filter((link) => !isAside(link))
      .filter(({ url }) => !url.startsWith('#') && !/^mailto:/i.test(url))
      .entries())
      if (place === 0 || readsLikeArticle(link)) count++
  return count
}

function readsLikeArticle(link: Link): boolean {
  const { url } = link
  return isNamed(link) && isOutside(url) && /-[^/]*\/?$/.test(parseUrl(url)!.pathname) && getHost(url) !== 'github.com'
}
