import type { Link, List, RootContent } from 'mdast'
import { deriveResourceId, getHost, normaliseTitle } from '@/lib/content'
import { shorten } from '../arrange/name-page'
import type { TopicDraft } from './arrange-list'
import { isOutside, ownLinks, wordsIn } from './links-of'

/** The first link to another site of a list item, and what may tell it from others with the same words. */
interface Entry {
  url: string
  words: string
  /** In the order of preference: the link of the item around it, its topic, its heading, that item's words, its site. */
  places: string[]
}

/**
 * Returns a title for each link that has the words of another, by `keyOf`: its words, and what tells it apart.
 * `redirect` returns the address that is written for one of the list.
 */
export function tellApart(drafts: TopicDraft[], redirect: (address: string) => string | null): Map<string, string> {
  const groups = new Map<string, Map<string, Entry>>()
  for (const found of drafts.filter(({ isProse }) => !isProse).flatMap(listEntries)) {
    const url = redirect(found.url) ?? found.url
    const key = normaliseTitle(found.words)
    const group = groups.get(key) ?? new Map<string, Entry>()
    const id = deriveResourceId(url)
    if (!group.has(id)) group.set(id, { ...found, url })
    groups.set(key, group)
  }
  const titles = new Map<string, string>()
  for (const group of groups.values()) {
    const entries = [...group.values()]
    if (entries.length < 2) continue
    for (const entry of entries) {
      const place = entry.places.find(
        (words, kind) =>
          words &&
          !isSame(words, entry.words) &&
          entries.every((other) => other === entry || !isSame(words, other.places[kind] ?? '')),
      )
      titles.set(keyOf(entry.url, entry.words), `${entry.words} (${place ?? entry.places[1]!})`)
    }
  }
  return titles
}

/** Identifies a link by its address and words. */
export function keyOf(url: string, words: string): string {
  return `${url}\n${normaliseTitle(words)}`
}

function isSame(one: string, other: string): boolean {
  return normaliseTitle(one) === normaliseTitle(other)
}

function listEntries({ title, nodes }: TopicDraft): Entry[] {
  let heading = ''
  return nodes.flatMap((node) => {
    if (node.type === 'heading') heading = wordsIn(node)
    return listsIn(node).flatMap((list) => entriesOf(list, ['', title, heading, '']))
  })
}

function entriesOf(list: List, places: string[]): Entry[] {
  return list.children.flatMap((item) => {
    const [link] = ownLinks(item).filter(({ url }) => isOutside(url))
    const own = link ? [toEntry(link, places)] : []
    const [first] = item.children
    const label = first ? shorten(wordsIn(link ?? first).replace(/\s*:$/, ''), 60) : ''
    const inside = [link ? label : '', places[1]!, places[2]!, link ? '' : label]
    return [...own, ...item.children.flatMap(listsIn).flatMap((each) => entriesOf(each, inside))]
  })
}

function toEntry(link: Link, places: string[]): Entry {
  const { url } = link
  return { url, words: wordsIn(link), places: [...places, getHost(url)] }
}

function listsIn(node: RootContent): List[] {
  if (node.type === 'list') return [node]
  return 'children' in node && node.type !== 'listItem' ? (node.children as RootContent[]).flatMap(listsIn) : []
}
