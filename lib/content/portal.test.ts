import { noMoves } from './moves'
import { defaultSettings } from './settings'
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
  it('counts chapters and the topics in them, whatever gaps their sortorder has', () => {
    const [first, second] = [createTopic('a', '0200'), createTopic('b', '0700')]
    const below = [createTopic('c', '0704'), createTopic('d', '0709'), createTopic('e', '070901')]
    const topics = [first, second, ...below]
    const portal = createPortal(topics)
    expect(topics.map((topic) => getNumber(portal, topic))).toEqual(['1', '2', '2.1', '2.2', '2.3'])
  })
})

describe('getTutorialIds', () => {
  it('keeps each tutorial once, in order, and leaves tools out', () => {
    const [one, two, three] = [createResource('one'), createResource('two'), createResource('three')]
    const topics = [
      createTopic('a', '0101', [two, createResource('hammer', 'tool'), one]),
      createTopic('b', '0102', [one, three]),
    ]
    expect(getTutorialIds(topics)).toEqual(['two', 'one', 'three'])
  })

  it('gives none for no topics', () => {
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

  it('leads through a chapter and on into the next', () => {
    expect(slugs('sqlite')).toEqual(['data', 'deployment'])
    expect(slugs('deployment')).toEqual(['sqlite', 'docker'])
  })

  it('ends at the first and the last topic', () => {
    expect(slugs('data')).toEqual([undefined, 'sqlite'])
    expect(slugs('docker')).toEqual(['deployment', undefined])
  })

  it('gives none for a slug that no topic has', () => {
    expect(getNeighbours(portal, 'nowhere')).toEqual({})
  })
})

describe('getChapter', () => {
  it('gives the chapter a topic stands in, and the one it heads', () => {
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
  it('begins with file, line and column, as terminals make links of', () => {
    expect(
      formatProblem({ file: 'devops/prometheus.mdx', line: 12, column: 3, rule: 'slug', message: 'Choose another.' }),
    ).toBe('devops/prometheus.mdx:12:3 slug Choose another.')
  })
})
