import type { RootContent } from 'mdast'
import { getHost } from '@/lib/content'
import { isAboutList, isContentsName, isLeftOut } from './section-names'
import { countTutorials, ownLinks, wordsIn } from './links-of'
import { countLinks } from './left-out'
import type { Note } from './parse-list'
import type { Section } from './sections'
import { splitNodes } from './split-nodes'

/** A topic to be written. */
export interface TopicDraft {
  /** Identifies it in later runs: the headings above it, and its part. */
  key: string
  title: string
  /** The line of its heading in the list. */
  line: number
  /** The anchor of its heading in the list. */
  anchor: string
  /** The anchors of all headings in it. */
  anchors: string[]
  nodes: RootContent[]
  /** Prose about the list: none of its links is a tutorial. */
  isProse: boolean
}

/** A chapter to be written. */
export interface ChapterDraft {
  head: TopicDraft
  topics: TopicDraft[]
}

/** The chapters of a list, the first of which is about the list itself. */
export interface Arrangement {
  title: string
  chapters: ChapterDraft[]
  /** The blocks of sections that are left out, each with a note. */
  leftOut: RootContent[]
}

/** The most tutorials of a topic. */
export const mostTutorials = 60
/** A list with more sections than this becomes one chapter, unless at least half of them have subsections. */
const mostFlatChapters = 12
const mostChapters = 80
/** How many chapters a portal can number. */
export const chapterNumbers = 99

/** Returns the part of a split section in which an earlier run put a link. */
export type KnownPart = (key: string, address: string) => number | undefined

/**
 * Arranges the sections of a list as chapters and topics. The prose about the list becomes its first page; sections
 * without links stay in the section around them.
 *
 * @param room For how many chapters the portal has room.
 */
export function arrangeList(
  root: Section,
  given: string | undefined,
  name: string,
  knownPart: KnownPart,
  notes: Note[],
  room: number,
): Arrangement {
  const called = findName(root.children, name)
  let title = given ?? called
  const leftOut: RootContent[] = []
  let sections = dropSections(root.children, notes, leftOut)
  const prose = [...root.nodes]
  const opened: Section[] = []
  const own = sections.findIndex((each, index) => each.title === called || (index === 0 && each.title === title))
  const [named] = own < 0 ? [] : sections.slice(own)
  if (named) {
    // What is above the list's name is a sponsor's, and the text directly below it is about the list.
    for (const section of sections.slice(0, own)) leaveOut(section, 'it is above the list’s name', notes, leftOut)
    opened.push(named)
    prose.push(...named.nodes.map((node) => toAddress(node, named.title)))
    sections = [...named.children, ...sections.slice(own + 1)]
  }
  const isAbout = (section: Section) => !holdsTutorials(section) || isAboutList(section.title)
  for (;;) {
    const bearing = sections.filter((section) => !isAbout(section))
    const [only] = bearing
    if (bearing.length !== 1 || !only || only.children.filter(holdsTutorials).length < 2) break
    const words: Section[] = only.nodes.length ? [{ ...only, children: [] }] : []
    if (words.length === 0) opened.push(only)
    sections = sections.flatMap((section) => (section === only ? [...words, ...only.children] : [section]))
  }
  title ||= name
  const bearing = sections.filter((section) => !isAbout(section))
  const about: TopicDraft = {
    key: '',
    title,
    line: (named ?? sections[0])?.line ?? 1,
    anchor: '',
    anchors: [...opened.flatMap(({ anchors }) => anchors), ...sections.filter(isAbout).flatMap(anchorsOf)],
    nodes: [...prose, ...sections.filter(isAbout).flatMap((section) => [heading(section), ...flatten(section)])],
    isProse: true,
  }
  // A list without headings is one topic, or as many as it needs.
  if (bearing.length === 0) {
    const parts = splitNodes(about.nodes, mostTutorials, (address) => knownPart('', address))
    if (parts.length === 1) return { title, chapters: [{ head: { ...about, isProse: false }, topics: [] }], leftOut }
    const topics = parts.map((nodes, part) => ({
      ...about,
      key: `part ${part + 1}`,
      title: `${title}, part ${part + 1}`,
      nodes,
      isProse: false,
    }))
    return { title, chapters: [{ head: { ...about, nodes: [] }, topics }], leftOut }
  }
  const nested = bearing.filter(({ children }) => children.some(holdsTutorials))
  const isFlat =
    bearing.length > Math.min(mostChapters, room - 1) ||
    (bearing.length > mostFlatChapters && nested.length * 2 < bearing.length) ||
    bearing.length === 1
  if (isFlat)
    return {
      title,
      chapters: [{ head: about, topics: bearing.flatMap((section) => toTopics(section, '', knownPart)) }],
      leftOut,
    }
  return {
    title,
    chapters: [{ head: about, topics: [] }, ...bearing.map((section) => toChapter(section, knownPart))],
    leftOut,
  }
}

/**
 * Returns the name of a list: the heading that has the name of the repository, otherwise the first, if it is of level one or a
 * smaller heading than the second.
 */
function findName(sections: Section[], name: string): string {
  const named = sections.find(({ title, depth }, index) => (depth === 1 || index === 0) && isSameName(title, name))
  if (named) return named.title
  const [first, second] = sections
  const isName =
    first && (first.depth === 1 || (second !== undefined && first.depth > second.depth && !holdsTutorials(first)))
  return isName && !isLeftOut(first.title) && !/[^.]\.$/.test(first.title) ? first.title : ''
}

/** Writes the link that is the list's name as its address. */
function toAddress(node: RootContent, title: string): RootContent {
  const [link] = node.type === 'list' && wordsIn(node) === title ? ownLinks(node.children[0]!) : []
  if (!link) return node
  return { type: 'paragraph', children: [{ ...link, children: [{ type: 'text', value: getHost(link.url) }] }] }
}

/** Whether two names have the same letters, as in "Awesome Node.js" and "awesome-nodejs". */
export function isSameName(one: string, other: string): boolean {
  const lettersOf = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return lettersOf(one) === lettersOf(other)
}

function dropSections(sections: Section[], notes: Note[], leftOut: RootContent[]): Section[] {
  return sections.flatMap((section) => {
    if (isContentsName(section.title) && section.children.some(holdsTutorials)) {
      leaveOut({ ...section, children: [] }, 'it is about the list', notes, leftOut)
      return dropSections(section.children, notes, leftOut)
    }
    if (isLeftOut(section.title)) {
      leaveOut(section, 'it is about the list', notes, leftOut)
      return []
    }
    const children = dropSections(section.children, notes, leftOut)
    return section.nodes.length || children.length ? [{ ...section, children }] : []
  })
}

function leaveOut(section: Section, reason: string, notes: Note[], leftOut: RootContent[]): void {
  const nodes = flatten(section)
  const links = countLinks(nodes)
  const lost = links ? ` It has ${links === 1 ? 'a link' : `${links} links`}.` : ''
  notes.push({ line: section.line, text: `"${section.title}" is left out: ${reason}.${lost}` })
  leftOut.push(...nodes)
}

function holdsTutorials(section: Section): boolean {
  return countTutorials(section.nodes) > 0 || section.children.some(holdsTutorials)
}

function toChapter(section: Section, knownPart: KnownPart): ChapterDraft {
  const within = section.children.filter((child) => !holdsTutorials(child))
  const topics = section.children.filter(holdsTutorials).flatMap((child) => toTopics(child, section.title, knownPart))
  const draft = toDraft(section, '', [
    ...section.nodes,
    ...within.flatMap((child) => [heading(child), ...flatten(child)]),
  ])
  draft.anchors.push(...within.flatMap(anchorsOf))
  if (countTutorials(draft.nodes) <= mostTutorials) return { head: draft, topics }
  return { head: { ...draft, nodes: [] }, topics: [...toParts(draft, knownPart), ...topics] }
}

/** Returns one topic for a section; for one with too many tutorials, a topic per subsection. */
function toTopics(section: Section, above: string, knownPart: KnownPart): TopicDraft[] {
  const whole = toDraft(section, above, flatten(section))
  whole.anchors = anchorsOf(section)
  if (countTutorials(whole.nodes) <= mostTutorials) return [whole]
  const bearing = section.children.filter(holdsTutorials)
  if (bearing.length === 0) return toParts(whole, knownPart)
  const within = section.children.filter((child) => !holdsTutorials(child))
  const own = toDraft(section, above, [
    ...section.nodes,
    ...within.flatMap((child) => [heading(child), ...flatten(child)]),
  ])
  own.anchors.push(...within.flatMap(anchorsOf))
  const topics = bearing.flatMap((child) => toTopics(child, own.key, knownPart))
  for (const topic of topics)
    if (!topic.title.startsWith(section.title)) topic.title = `${section.title}: ${topic.title}`
  if (countTutorials(own.nodes) > 0) return [...toParts(own, knownPart), ...topics]
  topics[0]!.nodes.unshift(...own.nodes)
  topics[0]!.anchors.push(...own.anchors)
  return topics
}

function toParts(draft: TopicDraft, knownPart: KnownPart): TopicDraft[] {
  const parts = splitNodes(draft.nodes, mostTutorials, (address) => knownPart(draft.key, address))
  if (parts.length === 1) return [{ ...draft, nodes: parts[0]! }]
  return parts.map((nodes, part) => ({
    ...draft,
    key: `${draft.key}, part ${part + 1}`,
    title: `${draft.title}, part ${part + 1}`,
    anchors: part ? [] : draft.anchors,
    nodes,
  }))
}

function toDraft(section: Section, above: string, nodes: RootContent[]): TopicDraft {
  const { title, line, anchor, anchors } = section
  const key = above ? `${above} > ${title}` : title
  return { key, title, line, anchor, anchors: [...anchors], nodes, isProse: false }
}

function anchorsOf(section: Section): string[] {
  return [...section.anchors, ...section.children.flatMap(anchorsOf)]
}

/** Returns all that a section holds, with the headings in it. */
function flatten(section: Section): RootContent[] {
  return [...section.nodes, ...section.children.flatMap((child) => [heading(child), ...flatten(child)])]
}

function heading({ depth, title }: Section): RootContent {
  return { type: 'heading', depth: Math.min(6, Math.max(1, depth)) as 1, children: [{ type: 'text', value: title }] }
}
