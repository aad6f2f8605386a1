import { defaultSettings, getTutorialIds, type Portal, type Resource, type Topic } from '@/lib/content'

/**
 * Makes a portal of the given topics: slug → ids of tutorials. `+id` is a tool, `=id` a reference; the chapter is the
 * slug's first two characters.
 */
export function makePortal(lists: Record<string, string[]>, moved: Record<string, string> = {}): Portal {
  const resources = new Map<string, Resource>()
  const topics = new Map<string, Topic>()
  for (const [slug, ids] of Object.entries(lists)) {
    const chapter = slug.slice(0, 2)
    const own = ids.map((each): Resource => {
      const id = each.replace(/^[+=]/, '')
      const known = resources.get(id) ?? {
        id,
        href: `https://www.${id}.example.org/${id}`,
        host: `${id}.example.org`,
        title: `Title ${id}`,
        sentence: { before: '', words: `Title ${id}`, after: '' },
        kind: each.startsWith('+') ? 'tool' : each.startsWith('=') ? 'reference' : 'tutorial',
        topics: [],
      }
      known.topics.push({ slug, file: `${slug}.mdx`, line: 1, column: 1 })
      resources.set(id, known)
      return known
    })
    topics.set(slug, {
      slug,
      title: slug,
      category: 'page',
      sidebartitle: slug,
      meta: '',
      sortorder: `${chapter}00`,
      chapter,
      toc: false,
      file: `${slug}.mdx`,
      source: '',
      headings: [],
      passages: [],
      links: [],
      pictures: {},
      resources: own,
      tutorialIds: getTutorialIds([{ resources: own }]),
      problems: [],
    })
  }
  const numbers = [...new Set([...topics.values()].map(({ chapter }) => chapter))]
  const chapters = numbers.flatMap((number) => {
    const [head, ...rest] = [...topics.values()].filter(({ chapter }) => chapter === number)
    return head ? [{ number, head, topics: rest, tutorialIds: getTutorialIds([head, ...rest]) }] : []
  })
  return {
    settings: defaultSettings,
    chapters,
    topics,
    resources,
    tutorialIds: getTutorialIds([...topics.values()]),
    paths: new Map(),
    moves: {
      resources: new Map(Object.entries(moved)),
      topics: new Map(),
      withdrawn: new Set(),
      withdrawnTopics: new Set(),
    },
    problems: [],
  }
}
