import type { Definition, Link, LinkReference, ListItem, Paragraph, Parents, Root, RootContent, TableRow } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visitParents } from '../visit-nodes'
import { parseUrl } from '../../parse-url'
import { toText } from './markdown'
import { resourceKinds, type ResourceKind } from '../portal'
import { parseTitle } from './resource-title'

type JsxElement = MdxJsxFlowElement | MdxJsxTextElement
type LinkNode = Link | LinkReference | JsxElement

/** The text of a paragraph, or of a table row, before and after a link. */
export interface Sentence {
  before: string
  after: string
}

/** A link to another site, and how it is classified. */
export interface OutsideLink {
  node: LinkNode
  href: string
  text: string
  /** The text of its paragraph or table row before and after it. */
  around: Sentence
  /** The title that its author gives the page: after the address, or as the `title` of a `<Resource>`. */
  title?: string
  verdict: ResourceKind | 'mention'
  /** The clause of the rule that decided. */
  clause: string
  /** The explicit id, if the author gave one. */
  id?: string
  /** The innermost list item or table row that contains it. */
  item?: Item
  /** The block that gets its controls: the item, otherwise the paragraph. */
  block?: Item | Paragraph
}

/** A list item, or a row of a table below its headings. */
export type Item = ListItem | TableRow

/** Separates the cells of a table row where the row is shown as one line of text. */
export const cellSeparator = ' · '

/** The format of an explicit id, valid in an address and an HTML attribute. */
export const ownId = /^[a-z0-9-]{1,64}$/

const toolWords =
  'frameworks?|services?|providers?|projects?|tools?|stores?|managers?|implementations?|librar(?:y|ies)|packages?|plugins?|extensions?|platforms?|engines?|clients?|generators?|alternatives'
/** In German, also at the end of a longer word. */
const germanToolWords = 'werkzeuge?|bibliotheken|dienste|erweiterungen|plattformen'
/** Headings whose lists hold tools rather than reading: they end in such a word, or have one before "and". */
const toolHeading = new RegExp(String.raw`(?:\b(?:${toolWords})|${germanToolWords})(?:$|\s+(?:and|und|&)\s)`, 'i')
/** Headings that promise tutorials, whatever comes before. */
export const tutorialHeading = /\btutorials?[\s.:!?]{0,5}$/i
const notToolHeading = /\bexample projects\b|\bwith\b.*\bframeworks\b/i
const checklistHeading = /\bchecklist$/i
/** Hosts of code and packages: a second link to one of these in an item is a mention. */
const codeHost =
  /(^|\.)(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|sr\.ht|pypi\.org|pypi\.python\.org|npmjs\.com|crates\.io|rubygems\.org)$/i
const codeText = /^(the )?(source( code)?|code|repository|repo|github( repository| repo)?|on github|pypi)$/i

/**
 * Returns all links to other sites in a topic's tree, in order, classified by the rule of docs/decisions/0004:
 * the first link of a list item or table row is a resource; later ones only if they look like a page of prose;
 * all other links are mentions.
 */
export function findOutsideLinks(tree: Root, source: string): OutsideLink[] {
  const definitions = new Map<string, Definition>()
  visitParents(tree, 'definition', (node) => {
    // As in Markdown, the first definition of a name counts.
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })

  const links: OutsideLink[] = []
  const itemsWithResource = new Set<Item>()
  let heading = ''
  visitParents(tree, (node, ancestors) => {
    if (node.type === 'heading') heading = toText(node)
    const element = isElement(node, 'Resource') || isElement(node, 'Mention') ? node : null
    if (node.type !== 'link' && node.type !== 'linkReference' && !element) return
    if (ancestors.some((ancestor) => isElement(ancestor, 'Resource') || isElement(ancestor, 'Mention'))) return

    const { url: href, title } = element
      ? { url: getAttribute(element, 'href'), title: getAttribute(element, 'title') }
      : node.type === 'link'
        ? node
        : (definitions.get((node as LinkReference).identifier) ?? {})
    if (!href || !isOutside(href)) return
    const linkNode = node as LinkNode
    const link = {
      node: linkNode,
      href,
      text: toText(linkNode).trim(),
      around: readAround(linkNode, ancestors),
      // An empty title counts as none. Markdown allows titles of several lines.
      title: title?.replace(/\s+/g, ' ').trim() || undefined,
      ...findBlock(ancestors),
    }

    const judged = element ? judgeElement(element, heading) : judgeLink(link, heading, itemsWithResource, source)
    if (judged.verdict !== 'mention' && link.item) itemsWithResource.add(link.item)
    links.push({ ...link, ...judged, ...(judged.verdict !== 'mention' && judgeTitle(link.title)) })
  })
  return links
}

function readAround(link: LinkNode, ancestors: Parents[]): Sentence {
  const around = { before: '', after: '' }
  const path = new Set<unknown>([...ancestors, link])
  let side: keyof Sentence = 'before'
  const collect = (node: RootContent) => {
    if (node === link) side = 'after'
    else if (path.has(node) && 'children' in node) node.children.forEach(collect)
    else if (node.type !== 'tableCell') around[side] += toText(node)
    else if (toText(node).trim())
      around[side] += side === 'before' ? `${toText(node)}${cellSeparator}` : `${cellSeparator}${toText(node)}`
  }
  ancestors.findLast(({ type }) => type === 'paragraph' || type === 'tableRow')?.children.forEach(collect)
  return { before: around.before.replace(/\s+/g, ' '), after: around.after.replace(/\s+/g, ' ') }
}

function findBlock(ancestors: Parents[]): Pick<OutsideLink, 'item' | 'block'> {
  const at = ancestors.findLastIndex(({ type }) => type === 'listItem' || type === 'tableRow')
  const item = ancestors[at] as Item | undefined
  const isHead = item?.type === 'tableRow' && ancestors[at - 1]?.children[0] === item
  if (isHead) return {}
  return { item, block: item ?? ancestors.findLast((ancestor) => ancestor.type === 'paragraph') }
}

type Judgement = Pick<OutsideLink, 'verdict' | 'clause' | 'id'>

/** Returns the verdict of a title that says "reference", which holds under any heading; null for other titles. */
function judgeTitle(title: string | undefined): Pick<Judgement, 'verdict' | 'clause'> | null {
  return title !== undefined && parseTitle(title).medium === 'reference'
    ? { verdict: 'reference', clause: '[reference] in its title' }
    : null
}

function judgeElement(element: JsxElement, heading: string): Judgement {
  if (element.name === 'Mention') return { verdict: 'mention', clause: '<Mention>' }
  const kind = resourceKinds.find((each) => each === getAttribute(element, 'kind'))
  const id = getAttribute(element, 'id')
  return {
    verdict: kind ?? kindUnder(heading),
    clause: '<Resource>',
    id: id !== undefined && ownId.test(id) ? id : undefined,
  }
}

function judgeLink(
  link: Pick<OutsideLink, 'node' | 'href' | 'text' | 'item'>,
  heading: string,
  itemsWithResource: Set<Item>,
  source: string,
): Judgement {
  const mention = (clause: string): Judgement => ({ verdict: 'mention', clause })
  if (!link.item) return mention('not in a list item or table row')
  if (!link.node.position || source[link.node.position.start.offset ?? 0] !== '[') return mention('a bare address')
  if (!toText(link.node, { includeImageAlt: false }).trim()) return mention('a picture')
  if (checklistHeading.test(heading)) return mention('under a checklist heading')
  if (!itemsWithResource.has(link.item))
    return {
      verdict: kindUnder(heading),
      clause: link.item.type === 'tableRow' ? 'first in its table row' : 'first in its list item',
    }

  const { hostname, pathname } = new URL(link.href)
  const lastSegment =
    pathname
      .split('/')
      .findLast(Boolean)
      ?.replace(/\.html?$/, '') ?? ''
  if (codeHost.test(hostname)) return mention('a later link, to a host of code or packages')
  if (codeText.test(link.text)) return mention('a later link, to source code')
  if (!lastSegment.includes('-')) return mention('a later link whose path does not read like a title')
  // Under a heading for tools too: an address like this is an article's.
  return { verdict: 'tutorial', clause: 'a later link whose path reads like a title' }
}

function kindUnder(heading: string): ResourceKind {
  const text = heading.replace(/(?<![\s.:!?])[\s.:!?]+$/, '')
  return toolHeading.test(text) && !notToolHeading.test(text) && !tutorialHeading.test(text) ? 'tool' : 'tutorial'
}

/** Whether a heading makes the links in lists below it anything but tutorials. */
export function decidesKind(heading: string): boolean {
  return checklistHeading.test(heading) || kindUnder(heading) !== 'tutorial'
}

/** Whether an address leads to another site. */
export function isOutside(href: string): boolean {
  return /^https?:\/\//i.test(href) && parseUrl(href) !== null
}

/** Whether a node is the MDX element of that name. */
export function isElement(node: { type: string }, name: string): node is JsxElement {
  return (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') && (node as JsxElement).name === name
}

/** Returns an attribute's value if it is plain text. */
export function getAttribute(element: JsxElement, name: string): string | undefined {
  const attribute = element.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name)
  return typeof attribute?.value === 'string' ? attribute.value : undefined
}
