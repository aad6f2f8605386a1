import { createHash } from 'node:crypto'
import type { Link, Parents, Root, RootContent } from 'mdast'
import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { deriveResourceId, normaliseAddress, visit } from '@/lib/content'
import { tidyTree } from '../normalise/tidy'
import { toMention, writeBody } from '../write/write-body'
import type { LinkRules } from './link-rules'
import { isAside, isNamed, isOutside, itemLinks, wordsIn } from './links-of'
import { keyOf } from './tell-apart'

/** Writes the body of a topic. Keeps the list's words; decides only what each link becomes. */
export function writeTopic(nodes: RootContent[], isProse: boolean, rules: LinkRules): string {
  const tree: Root = { type: 'root', children: structuredClone(nodes) }
  visit(tree, 'listItem', (item) => {
    item.checked = null
  })
  visit(tree, 'paragraph', (paragraph) => {
    const [first, after] = paragraph.children
    // Lists write a hyphen where a page has a dash.
    if (first?.type === 'link' && after?.type === 'text') after.value = after.value.replace(/^\s+--?\s+/, ' – ')
  })
  replaceLinks(tree, rules)
  tidyTree(tree)
  const items = itemLinks(tree.children)
  if (isProse) for (const link of items.flat()) toMention(link)
  else {
    for (const links of items)
      for (const [place, link] of links.entries()) if (isAside(link) || (place > 0 && !isNamed(link))) toMention(link)
    const left = items.map((links) => links.filter(({ type }) => type === 'link'))
    for (const [link] of left) if (link) nameLink(link, rules)
    separate(left, rules)
  }
  return `\n${writeBody(tree)}`
}

function replaceLinks(parent: Parents, rules: LinkRules): void {
  parent.children = (parent.children as RootContent[]).flatMap((child): RootContent[] => {
    if (child.type !== 'link') {
      if ('children' in child) replaceLinks(child, rules)
      return [child]
    }
    const url = child.url.startsWith('#')
      ? rules.resolveAnchor(decode(child.url.slice(1)))
      : isOutside(child.url)
        ? rules.redirect(child.url)
        : child.url
    return url === null ? child.children : [{ ...child, url }]
  }) as never
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Gives a tutorial without a clear name a title: the list's words, and what tells it from others with the same. */
function nameLink(link: Link, { titles }: LinkRules): void {
  if (link.title) return
  const words = wordsIn(link)
  const title = titles.get(keyOf(link.url, words))
  if (title !== undefined) link.title = title
  else if (/^[^\p{L}]*\p{Ll}/u.test(words)) link.title = words
}

/**
 * Lets a page list each tutorial once. Repeated links become mentions; links to different anchors of one page get
 * separate ids. The first links of all items are handled before later links, so that they become the tutorials.
 */
function separate(items: Link[][], { ids }: LinkRules): void {
  const seen = new Map<string, Set<string>>()
  const firsts = items.flatMap((links) => links.slice(0, 1))
  const later = items.flatMap((links) => links.slice(1))
  for (const link of [...firsts, ...later]) {
    const key = normaliseAddress(link.url)
    const { hash } = new URL(link.url)
    const hashes = seen.get(key)
    const known = ids.get(link.url)
    if (hashes?.has(hash)) toMention(link)
    else if (known !== undefined && known !== deriveResourceId(link.url)) toResource(link, known)
    else if (hashes && hash && !later.includes(link))
      toResource(
        link,
        createHash('sha256')
          .update(key + hash)
          .digest('hex')
          .slice(0, 16),
      )
    else if (hashes) toMention(link)
    seen.set(key, (hashes ?? new Set()).add(hash))
  }
}

function toResource(link: Link, id: string): void {
  const { url, title, children } = link
  for (const key of Object.keys(link)) Reflect.deleteProperty(link, key)
  Object.assign(link, {
    type: 'mdxJsxTextElement',
    name: 'Resource',
    attributes: Object.entries({ href: url, ...(title ? { title } : {}), id }).map(([name, value]) => ({
      type: 'mdxJsxAttribute',
      name,
      value,
    })),
    children,
  } as MdxJsxTextElement)
}
