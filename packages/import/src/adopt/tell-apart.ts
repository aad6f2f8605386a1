import type { Link, List, RootContent } from 'mdast'
import { deriveResourceId, getHost, normaliseTitle, parseUrl } from '@/lib/content'
import { shorten } from '../arrange/name-page'
import type { TopicDraft } from './arrange-list'
import { isAside, isNamed, isOutside, ownLinks, wordsIn } from './links-of'

/** The first link to another site of a list item, and what may tell it from others with the same words. */
interface Entry {
  url: string
  words: string
  /** Whether the words tell what it is, unlike "Part 2" or "video". */
  isClear: boolean
  places: Record<Place, string>
}

/** The link of the item around it, its topic, its heading, that item's words, its site and its address. */
type Place = 'link' | 'topic' | 'heading' | 'item' | 'site' | 'address'

const inOrder: Place[] = ['link', 'topic', 'heading', 'item', 'site', 'address']
/** Words for a part of something. */
const part =
  /^(?:part \d+|tutorials?|guide|intro(?:duction)?|overview|papers?|lectures?|(?:lecture|class|course) (?:notes|videos?|slides|page)|assignments?|homework|labs?|exams?|syllabus|readings?|resources?|youtube(?: playlist)?)$/i
/** It is best told by what it is a part of. */
const inOrderOfParts: Place[] = ['link', 'item', 'heading', 'topic', 'site', 'address']

/**
 * Returns a title for each link that has the words of another or unclear ones, by `keyOf`: its words, and what tells it
 * apart. `redirect` returns the address that is written for one of the list.
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
  for (const [key, group] of groups) {
    const entries = [...group.values()]
    if (entries.length < 2 && entries[0]?.isClear) continue
    const times = new Map<string, number>()
    const countAt = (place: Place, words: string) => `${place} ${normaliseTitle(words)}`
    for (const { places } of entries)
      for (const place of inOrder) {
        const each = countAt(place, places[place])
        times.set(each, (times.get(each) ?? 0) + 1)
      }
    for (const { url, words, isClear, places } of entries) {
      const place = (isClear ? inOrder : inOrderOfParts).find(
        (each) => places[each] && normaliseTitle(places[each]) !== key && times.get(countAt(each, places[each])) === 1,
      )
      titles.set(keyOf(url, words), `${words} (${places[place ?? 'topic']})`)
    }
  }
  return titles
}

/** Identifies a link by its address and words. */
export function keyOf(url: string, words: string): string {
  return `${url}\n${normaliseTitle(words)}`
}

function listEntries({ title, nodes }: TopicDraft): Entry[] {
  let heading = ''
  return nodes.flatMap((node) => {
    if (node.type === 'heading') heading = wordsIn(node)
    return listsIn(node).flatMap((list) => entriesOf(list, { link: '', topic: title, heading, item: '' }))
  })
}

function entriesOf(list: List, places: Omit<Entry['places'], 'site' | 'address'>): Entry[] {
  return list.children.flatMap((item) => {
    const [link] = ownLinks(item).filter((each) => isOutside(each.url) && !isAside(each))
    const [first] = item.children
    const label = first ? shorten(wordsIn(link ?? first).replace(/\s*:$/, ''), 60) : ''
    const inside = { ...places, link: link ? label : '', item: link ? '' : label }
    return [
      ...(link ? [toEntry(link, places)] : []),
      ...item.children.flatMap(listsIn).flatMap((each) => entriesOf(each, inside)),
    ]
  })
}

function toEntry(link: Link, places: Omit<Entry['places'], 'site' | 'address'>): Entry {
  const { url } = link
  const words = wordsIn(link)
  const site = getHost(url)
  return {
    url,
    words,
    isClear: isNamed(link) && !part.test(words),
    places: { ...places, site, address: shorten(site + (parseUrl(url)?.pathname ?? ''), 60) },
  }
}

function listsIn(node: RootContent): List[] {
  if (node.type === 'list') return [node]
  return 'children' in node && node.type !== 'listItem' ? (node.children as RootContent[]).flatMap(listsIn) : []
}
