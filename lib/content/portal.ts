import { groupMoves } from '../group-moves'
import type { Sentence } from './body/links'
import type { Medium } from './body/resource-title'
import type { Settings } from './files/settings'

/** A position in the content: a path from the content folder, a line and a column, both from 1. */
export interface Place {
  file: string
  line: number
  column: number
}

/** A problem for an editor, with a sentence that says how to fix it. */
export interface Problem extends Place {
  rule: string
  message: string
  /** Set for probable mistakes. Absent for errors, which fail the check. */
  severity?: 'warning'
}

/** A problem whose file is not known yet. */
export type Finding = Omit<Problem, 'file'>

/** What a resource is for: to work through, to use, or to look things up in. */
export const resourceKinds = ['tutorial', 'tool', 'reference'] as const

/** A kind of resource. */
export type ResourceKind = (typeof resourceKinds)[number]

/** Tells whether a resource counts in reading progress. Every kind can be bookmarked and have a note. */
export function counts({ kind }: { kind: string }): boolean {
  return kind === ('tutorial' satisfies ResourceKind)
}

/** A linked tutorial or tool. */
export interface Resource {
  /** Permanent id: derived from the normalised address, or explicit (docs/decisions/0001). */
  id: string
  href: string
  /** The host of its address without `www.`. */
  host: string
  /** Its name outside its sentence: the title that an author gave it, otherwise the words of its first link. */
  title: string
  /** The author's sentence where it is first listed: the words of its link, and those around them. */
  sentence: Sentence & { words: string }
  kind: ResourceKind
  medium?: Medium
  /** When it was written or made. */
  year?: number
  /** The time it takes to watch or read. */
  minutes?: number
  /** All topics that list it, in reading order, with the position. */
  topics: (Place & { slug: string })[]
}

/** A topic's link to another site, and how the rule of docs/decisions/0004 classifies it. */
export interface TopicLink {
  url: string
  /** The words of the link. */
  text: string
  /** The text of its paragraph before and after it. */
  around: Sentence
  /** The title that its author gave it, if any. */
  title: string | null
  line: number
  column: number
  verdict: ResourceKind | 'mention'
  /** The id of its resource; null for a mention. */
  id: string | null
  /** The clause of the rule that decided. */
  clause: string
}

/** A heading of a topic's body; `id` is its anchor. */
export interface Heading {
  depth: number
  text: string
  id: string
}

/** Words of a topic's body, and where they are. */
export interface Passage {
  /** The anchor of the heading above; null before the first. */
  heading: string | null
  /** The ids of the resources that the words describe; none for prose. */
  resources: string[]
  text: string
}

/** The size that a picture is drawn in, in pixels. */
export interface PictureSize {
  width: number
  height: number
}

/** A picture, and the drawing that narrow screens show instead, if there is one. */
export interface Picture extends PictureSize {
  narrow?: PictureSize & { href: string }
}

/** `first` for beginners, `working` for everyday work, `deep` for those who want all of it. */
export type Level = 'first' | 'working' | 'deep'

/** One MDX page. */
export interface Topic {
  slug: string
  title: string
  category: string
  sidebartitle: string
  /** One sentence: the description in search results and the introduction of the page. */
  meta: string
  /** Other words that readers search for, separated by commas. */
  also?: string
  /** How deep it goes. */
  level?: Level
  /** Slugs of the topics to read before. */
  needs?: string[]
  /** Digits; plain string order is reading order. */
  sortorder: string
  /** The first two digits of `sortorder`. */
  chapter: string
  /** Whether it heads its chapter. */
  toc: boolean
  file: string
  /** The body as MDX, with blank lines for the front matter so that line numbers hold; null if it can't be read. */
  source: string | null
  /** Set if this is an earlier version, because the current file can't be shown. */
  isFormer?: boolean
  headings: Heading[]
  /** All words except code, in the order of the page. */
  passages: Passage[]
  /** All links to other sites, in the order of the page. */
  links: TopicLink[]
  /** Those of its pictures that exist, by the address that the page gives. */
  pictures: Readonly<Record<string, Picture>>
  /** In the order of the page, each once. */
  resources: Resource[]
  /** The ids of the resources that count in reading progress. */
  tutorialIds: string[]
  problems: Problem[]
}

/** The topics whose `sortorder` begins with the same two digits. */
export interface Chapter {
  number: string
  head: Topic
  /** In `sortorder`, without the head. */
  topics: Topic[]
  /** The ids of the tutorials of its head and topics, each once. Reading progress counts these. */
  tutorialIds: string[]
}

/** One step of a path: a topic and some of its tutorials. */
export interface PathStep {
  topic: Topic
  /** Why it comes here, and what to do with it. */
  note: string
  /** In the order to take them. No other step of the path contains them. */
  tutorials: Resource[]
  /** What the reader has reached after it. */
  milestone?: { title: string; text: string }
}

/** A way through some topics towards one goal, from one file of `paths/`. */
export interface Path {
  /** The last part of its address. */
  slug: string
  title: string
  sidebartitle: string
  /** What readers can do at its end, used as the introduction of its page. */
  meta: string
  /** Who it is for. */
  audience: string
  /** One number, or the least and the most. */
  hours: number[]
  sortorder: string
  /** Topics to know before. */
  needs: Topic[]
  /** What readers need besides time. */
  bring: string[]
  /** At least one. */
  steps: PathStep[]
  /** The ids of the tutorials of its steps. Reading progress counts these. */
  tutorialIds: string[]
  file: string
  /** Set if this is an earlier version, because the current file can't be shown. */
  isFormer?: boolean
}

/** Former addresses and slugs, as editors declared them in `moved.yaml`. */
export interface Moves {
  /** Former ids, each with the current id, or with the last id of a withdrawn resource. */
  resources: Map<string, string>
  /** Former slugs, each with the current slug. */
  topics: Map<string, string>
  /** Ids and slugs that editors withdrew on purpose. */
  withdrawn: Set<string>
  withdrawnTopics: Set<string>
}

/** The whole content. Everything that shows, orders or counts topics uses this. */
export interface Portal {
  /** Its name and look. */
  settings: Settings
  /** In `sortorder`. */
  chapters: Chapter[]
  /** In `sortorder`, including chapter heads. */
  topics: Map<string, Topic>
  resources: Map<string, Resource>
  /** The ids of the tutorials of all topics, each once. */
  tutorialIds: string[]
  /** In `sortorder`. */
  paths: Map<string, Path>
  moves: Moves
  /** In the order of files and lines. */
  problems: Problem[]
}

/** Returns the topics before and after one in reading order, across chapters. */
export function getNeighbours(portal: Portal, slug: string): { previous?: Topic; next?: Topic } {
  const order = [...portal.topics.values()]
  const place = order.findIndex((topic) => topic.slug === slug)
  return place < 0 ? {} : { previous: order[place - 1], next: order[place + 1] }
}

/** Returns the ids that a resource had before its moves. Marks may still be stored under them. */
export function getFormerIds({ moves }: Portal, id: string): string[] {
  return [...(groupMoves(moves.resources).get(id) ?? [])]
}

/** Returns the slugs that a topic had before its moves. */
export function getFormerSlugs({ moves }: Portal, slug: string): string[] {
  return [...(groupMoves(moves.topics).get(slug) ?? [])]
}

/** Returns the chapter that a topic heads or belongs to. */
export function getChapter(portal: Portal, topic: Topic): Chapter | undefined {
  return portal.chapters.find((chapter) => chapter.number === topic.chapter)
}

/** Returns the ids of the tutorials of some topics, each once, in order. */
export function getTutorialIds(topics: Pick<Topic, 'resources'>[]): string[] {
  const tutorials = topics.flatMap((topic) => topic.resources).filter(counts)
  return [...new Set(tutorials.map((resource) => resource.id))]
}

/**
 * Returns the first problem of each file that is missing, lacks its body or is shown in an earlier version: pages, paths,
 * `portal.yaml` and its logo.
 */
export function findUnreadable(portal: Portal): Problem[] {
  const readable = new Set(
    [...[...portal.topics.values()].filter(({ source }) => source !== null), ...portal.paths.values()].flatMap(
      ({ file, isFormer }) => (isFormer ? [] : file),
    ),
  )
  const first = new Map<string, Problem>()
  for (const problem of portal.problems)
    if (
      isError(problem) &&
      /\.(mdx|svg)$|^paths\/|^portal\.yaml$/.test(problem.file) &&
      !readable.has(problem.file) &&
      !first.has(problem.file)
    )
      first.set(problem.file, problem)
  return [...first.values()]
}

/** Returns a topic's number by position: "6" for the head of the sixth chapter, "6.3" for its third topic. */
export function getNumber(portal: Portal, topic: Pick<Topic, 'slug' | 'chapter'>): string {
  const index = portal.chapters.findIndex(({ number }) => number === topic.chapter)
  const below = portal.chapters[index]?.topics.findIndex(({ slug }) => slug === topic.slug) ?? -1
  return below < 0 ? String(index + 1) : `${index + 1}.${below + 1}`
}

/** Whether a problem fails the check. */
export function isError({ severity }: Pick<Problem, 'severity'>): boolean {
  return severity !== 'warning'
}

/** Returns `file:line:column rule message`, which editors and terminals turn into links; marks warnings. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${isError(problem) ? '' : 'warning '}${problem.rule} ${problem.message}`
}
