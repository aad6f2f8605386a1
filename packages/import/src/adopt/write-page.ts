import type { RootContent } from 'mdast'
import { shorten } from '../arrange/name-page'
import { guard } from './guard'
import type { Licence } from './licence'
import type { LinkRules } from './link-rules'
import { firstLinks, ownLinks, wordsIn } from './links-of'
import { hashBody } from './page-text'
import type { PositionedTopic } from './position-topics'
import type { OwnFields, PageRecord } from './record'
import { describeTopic, writeAdoptedFields, writeFoot, writeTopicList } from './write-naming'
import { writeTopic } from './write-topic'

/** What all pages of a list say of it. */
export interface ListFacts {
  file: string
  title: string
  /** Returns the address of a heading of the list; null if the list has none. */
  addressOf: (anchor: string) => string | null
  licence: Licence | null
  /** Pages that the list no longer has, and that stay because an editor changed them. */
  stale: PageRecord[]
}

/** A page as it is written, and its record without entries. */
export interface WrittenPage {
  frontMatter: string
  body: string
  record: PageRecord
}

/** Writes the page of a topic. The head of a chapter links its topics; the first page links the other chapters. */
export function writePage(
  topic: PositionedTopic,
  topics: PositionedTopic[],
  rules: LinkRules,
  list: ListFacts,
): WrittenPage {
  const { draft, own, slug, file, sortorder, isHead } = topic
  const below = isHead ? topics.filter((other) => other.chapter === topic.chapter && !other.isHead) : []
  const kept = isHead ? list.stale.filter((page) => page.sortorder.startsWith(topic.chapter)) : []
  const chapters = draft.key === '' && isHead ? topics.filter((other) => other.isHead && other !== topic) : []
  const linked = [
    ...[...below, ...chapters].map(({ own: set, draft: { title }, slug: to }) => ({
      title: set?.title ?? title,
      slug: to,
    })),
    ...kept,
  ]
  const names = draft.isProse ? [] : firstLinks(draft.nodes).map((link) => wordsIn(link))
  const meta = describeTopic(
    draft.nodes,
    draft.title,
    names.length ? names : linked.map(({ title }) => title),
    list.title,
  )
  const fields = {
    title: shorten(draft.title, 120),
    slug,
    sortorder,
    toc: isHead,
    sidebartitle: shorten(draft.title, 40),
    meta,
  }
  const nodes = [
    ...dropRepeatedMeta(draft.nodes, meta, own),
    ...(linked.length ? [headingAbove(draft.nodes, chapters.length ? 'Chapters' : 'Topics')] : []),
    ...writeTopicList(linked),
    ...writeFoot(list.title, list.addressOf(draft.anchor), list.licence),
  ]
  const body = guard(() => writeTopic(nodes, draft, rules), `${list.file}:${draft.line}`)
  const shown = { ...fields, ...own }
  return {
    frontMatter: writeAdoptedFields(fields, own),
    body,
    record: {
      slug,
      file,
      key: draft.key,
      title: shown.title,
      sidebartitle: shown.sidebartitle,
      meta: shown.meta,
      sortorder: shown.sortorder,
      body: hashBody(body),
      ...(own && { own }),
      entries: [],
    },
  }
}

/** Drops the first paragraph if it is the description, which the page shows above it. */
function dropRepeatedMeta(nodes: RootContent[], meta: string, own: OwnFields | undefined): RootContent[] {
  const [first, ...rest] = nodes
  const isRepeated =
    first?.type === 'paragraph' && own?.meta === undefined && wordsIn(first) === meta && ownLinks(first).length === 0
  return isRepeated ? rest : nodes
}

/** Returns a heading of the highest level that some blocks have. */
function headingAbove(nodes: RootContent[], value: string): RootContent {
  const depth = Math.min(6, ...nodes.flatMap((node) => (node.type === 'heading' ? node.depth : []))) as 6
  return { type: 'heading', depth, children: [{ type: 'text', value }] }
}
