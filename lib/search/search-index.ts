import { createHash } from 'node:crypto'
import MiniSearch from 'minisearch'
import type { Path, Portal, Topic } from '../content'
import { onceAProcess } from '../once-a-process'
import { runInSlices } from '../run-in-slices'
import { isCommon, splitTerms } from './words'

/** What can be found: a topic, or a path as if it were one. `slug` is its address behind the slash. */
export type Findable = Pick<
  Topic,
  'slug' | 'title' | 'sidebartitle' | 'also' | 'meta' | 'headings' | 'resources' | 'passages'
>

/** What the portal's topics and paths say, ready to be searched. */
export interface SearchIndex {
  portal: Portal
  /** In reading order, the paths last; the index knows each by its place here. */
  topics: Findable[]
  words: MiniSearch<TopicWords>
  /** By the place of a topic: its names as terms, each of which leads to it when it is asked for whole. */
  names: Set<string>[]
  /** By the place of a topic: all its words as terms in a row, for what stands side by side. */
  phrases: { titles: string; text: string }[]
  /** The same for the same words, in whichever process. */
  digest: string
}

/** A topic as the index reads it. Where on the page a word stands is looked up only in topics that are shown. */
interface TopicWords {
  id: number
  title: string
  also: string
  meta: string
  headings: string
  resources: string
  prose: string
}

/** Builds the index of a portal, in slices. */
export function buildSearchIndex(portal: Portal): Promise<SearchIndex> {
  return runInSlices(indexTopics(portal))
}

function* indexTopics(portal: Portal): Generator<void, SearchIndex> {
  const topics: Findable[] = [...portal.topics.values(), ...[...portal.paths.values()].map(toFindable)]
  const words = new MiniSearch<TopicWords>({
    fields: ['title', 'also', 'meta', 'headings', 'resources', 'prose'],
    tokenize: splitTerms,
    processTerm: (term, field) => (field === 'prose' && isCommon(term) ? null : term),
  })
  const hash = createHash('sha256')
  const names: SearchIndex['names'] = []
  const phrases: SearchIndex['phrases'] = []
  for (const [id, topic] of topics.entries()) {
    const read = readTopic(topic, id)
    const { title, also, meta, headings, resources, prose } = read
    hash.update(JSON.stringify(read))
    words.add(read)
    names.push(listNames(topic))
    phrases.push({ titles: joinTerms([title, also, headings]), text: joinTerms([meta, resources, prose]) })
    yield
  }
  return { portal, topics, words, names, phrases, digest: hash.digest('base64url').slice(0, 16) }
}

/** A path as it can be found: by its names, what it leads to, whom it is for, and what is said of its steps. */
function toFindable({ slug, title, sidebartitle, meta, audience, steps }: Path): Findable {
  const said = steps.flatMap(({ note, milestone }) => [note, milestone?.title, milestone?.text])
  return {
    slug: `paths/${slug}`,
    title,
    sidebartitle,
    meta,
    headings: [],
    resources: [],
    passages: [{ heading: null, resources: [], text: [audience, ...said].filter(Boolean).join(' ') }],
  }
}

function readTopic(
  { title, sidebartitle, also = '', meta, headings, resources, passages }: Findable,
  id: number,
): TopicWords {
  return {
    id,
    title: `${title}\n${sidebartitle}`,
    also,
    meta,
    headings: headings.map(({ text }) => text).join('\n'),
    resources: resources.map(({ title, href }) => `${title} ${new URL(href).hostname}`).join('\n'),
    prose: passages.map(({ text }) => text).join('\n'),
  }
}

/** What a topic is called: its short name, what stands before the colon of its title, its address, and its other names. */
function listNames({ title, sidebartitle, slug, also = '' }: Findable): Set<string> {
  const names = [sidebartitle, title.split(':', 1)[0]!, slug, ...also.split(',')].map((name) => joinTerms([name]))
  return new Set(names.filter((name) => name.trim()))
}

/** Texts as their terms in a row, with a space on each side, so that a part of them can be looked for. */
function joinTerms(texts: string[]): string {
  return ` ${texts.map((text) => splitTerms(text).join(' ')).join(' . ')} `
}

const indexes = onceAProcess('search indexes', () => new WeakMap<Portal, Promise<SearchIndex>>())

/** The index of a portal, built once for as long as that stays in memory. */
export function getSearchIndex(portal: Portal): Promise<SearchIndex> {
  const known = indexes.get(portal)
  if (known) return known
  const built = buildSearchIndex(portal)
  indexes.set(portal, built)
  built.catch(() => indexes.delete(portal))
  return built
}
