import type { Sentence } from './links'
import type { Medium } from './resource-title'
import type { Settings } from './settings'

/** Where something stands in the content: a path from the content folder, a line and a column, both from 1. */
export interface Place {
  file: string
  line: number
  column: number
}

/** Something an editor has to fix, with a sentence that says how. */
export interface Problem extends Place {
  rule: string
  message: string
  /** For what may be meant, and is probably a slip. Absent for errors, which fail the check. */
  severity?: 'warning'
}

/** A problem before it is known which file it is of. */
export type Finding = Omit<Problem, 'file'>

/** `tutorial` counts in reading progress; `tool` can be bookmarked and does not count. */
export type ResourceKind = 'tutorial' | 'tool'

/** Something a topic links for the reader to work through. */
export interface Resource {
  /** Lasting: from the normalised address, or the author's own (docs/decisions/0001). */
  id: string
  href: string
  /** Of its address, without `www.`. */
  host: string
  /** What it is called away from its sentence: the title that an author gave it, else the words of its first link. */
  title: string
  /** Its author's sentence where it is first listed: the words of its link, and those around them. */
  sentence: Sentence & { words: string }
  kind: ResourceKind
  medium?: Medium
  /** When it was written or made. */
  year?: number
  /** How long it is to watch or to read. */
  minutes?: number
  /** Every topic that lists it, in reading order, and where. */
  topics: (Place & { slug: string })[]
}

/** A link of a topic to another site, with what the rule made of it (docs/decisions/0004). */
export interface TopicLink {
  url: string
  /** The words of the link, which the page shows. */
  text: string
  /** The words of its paragraph before and after it. */
  around: Sentence
  /** The title that its author gave it; null where there is none. */
  title: string | null
  line: number
  column: number
  verdict: ResourceKind | 'mention'
  /** The resource's; null for a mention. */
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

/** Words of a topic's body, and where they stand. */
export interface Passage {
  /** The anchor of the heading above; null before the first. */
  heading: string | null
  /** The ids of the resources that these are the author's words on; none for prose. */
  resources: string[]
  text: string
}

/** `first` for beginners, `working` for everyday work, `deep` for those who want all of it. */
export type Level = 'first' | 'working' | 'deep'

/** One MDX page. */
export interface Topic {
  slug: string
  title: string
  category: string
  sidebartitle: string
  /** One sentence: the description in search results and the lede on the page. */
  meta: string
  /** Other words that readers look for it by, between commas. */
  also?: string
  /** How far in it is. */
  level?: Level
  /** Slugs of the topics that one should have read before. */
  needs?: string[]
  /** Digits; plain string order is reading order. */
  sortorder: string
  /** The first two digits of `sortorder`. */
  chapter: string
  /** Heads its chapter. */
  toc: boolean
  file: string
  /** The body as MDX, its front matter blanked so that lines stay true; null where it can't be read. */
  source: string | null
  /** Shown as it was before: what its file holds now can't be. */
  isFormer?: boolean
  headings: Heading[]
  /** All its words but for code, in the order of the page. */
  passages: Passage[]
  /** Every link to another site, in the order of the page. */
  links: TopicLink[]
  /** In the order of the page, each once. */
  resources: Resource[]
  /** The ids of those that count in reading progress. */
  tutorialIds: string[]
  problems: Problem[]
}

/** The topics whose `sortorder` begins with the same two digits. */
export interface Chapter {
  number: string
  head: Topic
  /** In `sortorder`, without the head. */
  topics: Topic[]
  /** Of its head and its topics, each once; a reader’s progress is counted over them. */
  tutorialIds: string[]
}

/** One step of a path: a topic, and some of its tutorials. */
export interface PathStep {
  topic: Topic
  /** Why it comes here, and what to do with it. */
  note: string
  /** In the order in which to take them. No other step of the path has them. */
  tutorials: Resource[]
  /** What the reader has reached behind it. */
  milestone?: { title: string; text: string }
}

/** A way through some topics towards one goal, written in one file of `paths/`. */
export interface Path {
  /** The last part of its address. */
  slug: string
  title: string
  sidebartitle: string
  /** What one can do at its end: the lede of its page. */
  meta: string
  /** Whom it is for. */
  audience: string
  /** As in "40" or "40 to 60". */
  hours: string
  sortorder: string
  /** What one should know before. */
  needs: Topic[]
  /** What one needs besides time. */
  bring: string[]
  /** At least one. */
  steps: PathStep[]
  /** Of its steps; a reader’s progress is counted over them. */
  tutorialIds: string[]
  file: string
  /** Shown as it was before: what its file holds now can't be. */
  isFormer?: boolean
}

/** What became of former addresses and slugs, as editors declared it in `moved.yaml`. */
export interface Moves {
  /** Ids of former addresses → the id of now, or the last one of what was withdrawn. */
  resources: Map<string, string>
  /** Former slugs → the slug of now. */
  topics: Map<string, string>
  /** Ids and slugs that editors took out on purpose. */
  withdrawn: Set<string>
  withdrawnTopics: Set<string>
}

/** All that the content holds. Everything that shows, orders or counts topics reads this. */
export interface Portal {
  /** Whose it is and how it looks. */
  settings: Settings
  /** In `sortorder`. */
  chapters: Chapter[]
  /** In `sortorder`, chapter heads included. */
  topics: Map<string, Topic>
  resources: Map<string, Resource>
  /** Of all topics, each once. */
  tutorialIds: string[]
  /** In `sortorder`. */
  paths: Map<string, Path>
  moves: Moves
  /** In the order of files and lines. */
  problems: Problem[]
}

/** The topics before and after one in reading order, across chapters. */
export function getNeighbours(portal: Portal, slug: string): { previous?: Topic; next?: Topic } {
  const order = [...portal.topics.values()]
  const place = order.findIndex((topic) => topic.slug === slug)
  return place < 0 ? {} : { previous: order[place - 1], next: order[place + 1] }
}

const formerIds = new WeakMap<Moves, Map<string, string[]>>()

/** The ids that a resource had before its moves; marks may still stand under them. */
export function getFormerIds({ moves }: Portal, id: string): string[] {
  let inverse = formerIds.get(moves)
  if (!inverse) {
    inverse = new Map()
    for (const [former, current] of moves.resources) {
      const ids = inverse.get(current)
      if (ids) ids.push(former)
      else inverse.set(current, [former])
    }
    formerIds.set(moves, inverse)
  }
  return [...(inverse.get(id) ?? [])]
}

/** The chapter a topic stands in. */
export function getChapter(portal: Portal, topic: Topic): Chapter | undefined {
  return portal.chapters.find((chapter) => chapter.number === topic.chapter)
}

/** The ids of the tutorials (the resources that count) of some topics, each once, in order. */
export function getTutorialIds(topics: Pick<Topic, 'resources'>[]): string[] {
  const tutorials = topics.flatMap((topic) => topic.resources).filter((resource) => resource.kind === 'tutorial')
  return [...new Set(tutorials.map((resource) => resource.id))]
}

/** The files that readers miss, whole or in their body, or see as they were before: pages, paths, `portal.yaml` and its logo; each with the first reason why. */
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

/** Returns a topic's number as people write it, by its position: a chapter is 6, the third topic below its head is 6.3. */
export function getNumber(portal: Portal, topic: Pick<Topic, 'slug' | 'chapter'>): string {
  const index = portal.chapters.findIndex(({ number }) => number === topic.chapter)
  const below = portal.chapters[index]?.topics.findIndex(({ slug }) => slug === topic.slug) ?? -1
  return below < 0 ? String(index + 1) : `${index + 1}.${below + 1}`
}

/** Whether a problem fails the check. */
export function isError({ severity }: Pick<Problem, 'severity'>): boolean {
  return severity !== 'warning'
}

/** `file:line:column rule message`, as editors and terminals make links of it; a warning says so before its rule. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${isError(problem) ? '' : 'warning '}${problem.rule} ${problem.message}`
}
