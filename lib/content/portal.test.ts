import { noMoves } from './files/moves'
import { defaultSettings } from './files/settings'
import { describe, expect, it } from 'vitest'
import {
  getNumber,
  formatProblem,
  getChapter,
  getNeighbours,
  getTutorialIds,
  type Chapter,
  type Portal,
  type Resource,
  type ResourceKind,
  type Topic,
} from './portal'

const sentence = { before: '', words: '', after: '' }

function createResource(id: string, kind: ResourceKind = 'tutorial'): Resource {
  return { id, kind, href: `https://example.com/${id}`, host: 'example.com', title: id, sentence, topics: [] }
}

function createTopic(slug: string, sortorder: string, resources: Resource[] = []): Topic {
  const chapter = sortorder.slice(0, 2)
  const file = `${chapter}/${slug}.mdx`
  const texts = { slug, title: slug, category: 'page', sidebartitle: slug, meta: slug }
  return {
    ...texts,
    sortorder,
    chapter,
    toc: sortorder.endsWith('00'),
    file,
    source: '',
    headings: [],
    passages: [],
    links: [],
    pictures: {},
    resources,
    tutorialIds: getTutorialIds([{ resources }]),
    problems: [],
  }
}

function createPortal(topics: Topic[]): Portal {
  const chapters = topics
    .filter((topic) => topic.toc)
    .map((head): Chapter => ({
      number: head.chapter,
      head,
      topics: topics.filter((topic) => topic !== head && topic.chapter === head.chapter),
      tutorialIds: getTutorialIds(topics.filter((topic) => topic.chapter === head.chapter)),
    }))
  return {
    chapters,
    topics: new Map(topics.map((topic) => [topic.slug, topic])),
    resources: new Map(),
    tutorialIds: getTutorialIds(topics),
    paths: new Map(),
    settings: defaultSettings,
    moves: noMoves,
    problems: [],
  }
}

describe('getNumber', () => {
  it('counts chapters and their topics, regardless of gaps in sortorder', () => {
    const [first, second] = [createTopic('a', '0200'), createTopic('b', '0700')]
    const below = [createTopic('c', '0704'), createTopic('d', '0709'), createTopic('e', '070901')]
    const topics = [first, second, ...below]
    const portal = createPortal(topics)
    expect(topics.map((topic) => getNumber(portal, topic))).toEqual(['1', '2', '2.1', '2.2', '2.3'])
  })
})

describe('getTutorialIds', () => {
  it('returns each tutorial once, in order, without tools and references', () => {
    const [one, two, three] = [createResource('one'), createResource('two'), createResource('three')]
    const topics = [
      createTopic('a', '0101', [two, createResource('hammer', 'tool'), one, createResource('list', 'reference')]),
      createTopic('b', '0102', [one, three]),
    ]
    expect(getTutorialIds(topics)).toEqual(['two', 'one', 'three'])
  })

  it('returns none without topics', () => {
    expect(getTutorialIds([])).toEqual([])
  })
})

describe('getNeighbours', () => {
  const portal = createPortal([
    createTopic('data', '0100'),
    createTopic('sqlite', '0101'),
    createTopic('deployment', '0200'),
    createTopic('docker', '0201'),
  ])
  const slugs = (slug: string) => {
    const { previous, next } = getNeighbours(portal, slug)
    return [previous?.slug, next?.slug]
  }

  it('returns neighbours within a chapter and across chapters', () => {
    expect(slugs('sqlite')).toEqual(['data', 'deployment'])
    expect(slugs('deployment')).toEqual(['sqlite', 'docker'])
  })

  it('returns one neighbour for the first and the last topic', () => {
    expect(slugs('data')).toEqual([undefined, 'sqlite'])
    expect(slugs('docker')).toEqual(['deployment', undefined])
  })

  it('returns none for an unknown slug', () => {
    expect(getNeighbours(portal, 'nowhere')).toEqual({})
  })
})

describe('getChapter', () => {
  it('returns the chapter of a topic and of its head', () => {
    const [head, topic, elsewhere] = [
      createTopic('data', '0100'),
      createTopic('sqlite', '0101'),
      createTopic('lost', '0901'),
    ]
    const portal = createPortal([head, topic])
    expect(getChapter(portal, topic)?.head).toBe(head)
    expect(getChapter(portal, head)?.head).toBe(head)
    expect(getChapter(portal, elsewhere)).toBeUndefined()
  })
})

describe('formatProblem', () => {
  it('begins with file, line and column, which terminals turn into links', () => {
    expect(
      formatProblem({ file: 'devops/prometheus.mdx', line: 12, column: 3, rule: 'slug', message: 'Choose another.' }),
    ).toBe('devops/prometheus.mdx:12:3 slug Choose another.')
  })
})
