import type { RootContent } from 'mdast'
import { shorten } from '../arrange/name-page'
import { guard } from './guard'
import type { Licence } from './licence'
import type { LinkRules } from './link-rules'
import { firstLinks, linksIn, ownLinks, wordsIn } from './links-of'
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
}

/** A page as it is written, and its record without entries. */
export interface WrittenPage {
  frontMatter: string
  body: string
  record: PageRecord
}

/**
 * Writes the page of a topic. The first page links the other chapters. The portal lists the topics of a chapter on its
 * head; a head that links some of them itself links them all.
 */
export function writePage(
  topic: PositionedTopic,
  topics: PositionedTopic[],
  rules: LinkRules,
  list: ListFacts,
): WrittenPage {
  const { draft, own, slug, file, sortorder, isHead } = topic
  const below = topics.filter((other) => isHead && other.chapter === topic.chapter && !other.isHead)
  const chapters = topics.filter((other) => draft.key === '' && isHead && other.isHead && other !== topic)
  const linked = [...(introducesSome(draft.nodes, below, rules) ? below : []), ...chapters].map(
    ({ own: set, draft: { title }, slug: to }) => ({ title: set?.title ?? title, slug: to }),
  )
  const names = draft.isProse ? [] : firstLinks(draft.nodes).map((link) => wordsIn(link))
  const meta = describeTopic(
    draft.nodes,
    draft.title,
    names.length ? names : [...below, ...chapters].map((other) => other.own?.title ?? other.draft.title),
    list.title,
    draft.isProse,
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
  const body = guard(() => writeTopic(nodes, draft.isProse, rules), `${list.file}:${draft.line}`)
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

/** Whether some blocks link to one of these topics. */
function introducesSome(nodes: RootContent[], topics: PositionedTopic[], { resolveAnchor }: LinkRules): boolean {
  const addresses = new Set(topics.map(({ slug }) => `/${slug}.html`))
  return nodes.some((node) =>
    linksIn(node).some(({ url }) => addresses.has(resolveAnchor(url.replace(/^#/, '')) ?? '')),
  )
}

/** Drops the first paragraph or quotation if it is the description, which the page shows above it. */
function dropRepeatedMeta(nodes: RootContent[], meta: string, own: OwnFields | undefined): RootContent[] {
  const [first, ...rest] = nodes
  const isProse = first?.type === 'paragraph' || first?.type === 'blockquote'
  const isRepeated = isProse && own?.meta === undefined && wordsIn(first) === meta && ownLinks(first).length === 0
  return isRepeated ? rest : nodes
}

/** Returns a heading of the highest level that some blocks have. */
function headingAbove(nodes: RootContent[], value: string): RootContent {
  const depth = Math.min(6, ...nodes.flatMap((node) => (node.type === 'heading' ? node.depth : []))) as 6
  return { type: 'heading', depth, children: [{ type: 'text', value }] }
}
