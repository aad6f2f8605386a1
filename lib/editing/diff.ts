import { stringify } from 'yaml'
import { deriveResourceId, movesFile, type Path, type Portal, type Resource, type Topic } from '../content'
import { escapeMarkdown, toCodeBlock, toInlineCode, toLink } from './escape-markdown'

/** The topics, resources and paths that a change of the content affects. */
export interface ContentDiff {
  topics: { added: Topic[]; removed: Topic[]; renamed: { from: Topic; to: Topic }[] }
  resources: {
    added: Resource[]
    /** Removed, and declared as withdrawn. */
    withdrawn: Resource[]
    moved: { from: Resource; to: Resource }[]
    retitled: { from: Resource; to: Resource }[]
  }
  /** Paths need no moves, since they have no marks. */
  paths: { added: Path[]; removed: Path[] }
  /** Removed without a declaration; readers would lose their marks on them. */
  vanished: Vanished[]
}

/** A page or resource that was removed without a declaration. */
export interface Vanished {
  what: 'resource' | 'page'
  /** Its address or slug. */
  name: string
  title: string
  /** The command to run, or the change to make on a page. */
  cure: string
  /** An added resource with the same title and host: probably its new address. */
  proposal?: string
  /** The place that still links it without counting, and the reason. */
  still?: string
}

/** Compares the content before and after a change. */
export function diffContent(before: Portal, after: Portal): ContentDiff {
  const diff: ContentDiff = {
    topics: { added: [], removed: [], renamed: [] },
    resources: { added: [], withdrawn: [], moved: [], retitled: [] },
    paths: {
      added: [...after.paths.values()].filter(({ slug }) => !before.paths.has(slug)),
      removed: [...before.paths.values()].filter(({ slug }) => !after.paths.has(slug)),
    },
    vanished: [],
  }
  const renamedTo = new Set<string>()
  const gone: Topic[] = []
  for (const from of before.topics.values()) {
    if (after.topics.has(from.slug)) continue
    const to = after.topics.get(after.moves.topics.get(from.slug) ?? '')
    if (to) {
      diff.topics.renamed.push({ from, to })
      renamedTo.add(to.slug)
    } else {
      diff.topics.removed.push(from)
      if (!after.moves.withdrawnTopics.has(from.slug)) gone.push(from)
    }
  }
  diff.topics.added = [...after.topics.values()].filter(({ slug }) => !before.topics.has(slug) && !renamedTo.has(slug))
  const proposeTopic = pairAlike(gone, diff.topics.added, ({ title }) => title)
  for (const topic of gone) {
    const proposal = proposeTopic(topic)?.slug
    diff.vanished.push({
      what: 'page',
      name: topic.slug,
      title: topic.title,
      cure: describeCure(topic.slug, proposal ?? '<new slug>'),
      proposal,
    })
  }

  const movedTo = new Set<string>()
  const lost: Resource[] = []
  for (const from of before.resources.values()) {
    const same = after.resources.get(from.id)
    const moved = after.resources.get(after.moves.resources.get(from.id) ?? '')
    if (same) {
      if (same.title !== from.title) diff.resources.retitled.push({ from, to: same })
    } else if (moved) {
      diff.resources.moved.push({ from, to: moved })
      movedTo.add(moved.id)
    } else if (isWithdrawn(after, from)) diff.resources.withdrawn.push(from)
    else lost.push(from)
  }
  diff.resources.added = [...after.resources.values()].filter(({ id }) => !before.resources.has(id) && !movedTo.has(id))
  const still = lost.length > 0 ? findStill(after) : new Map<string, Still>()
  const propose = pairAlike(lost, diff.resources.added, ({ host, title }) => `${host} ${title}`)
  for (const resource of lost)
    diff.vanished.push(describeLost(resource, still.get(deriveResourceId(resource.href)), propose(resource)))
  return diff
}

/** Pairs each removed item with the added one that has the same key, if exactly one does. */
function pairAlike<T>(gone: T[], added: T[], getKey: (item: T) => string): (item: T) => T | undefined {
  const count = (items: T[]) =>
    items.reduce(
      (counts, item) => counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1),
      new Map<string, number>(),
    )
  const keyOf = (item: T) => getKey(item).replace(/\s+/g, ' ').trim().toLowerCase()
  const [former, now] = [count(gone), count(added)]
  const byKey = new Map(added.map((item) => [keyOf(item), item]))
  return (item) => (former.get(keyOf(item)) === 1 && now.get(keyOf(item)) === 1 ? byKey.get(keyOf(item)) : undefined)
}

interface Still {
  /** `file:line:column`. */
  place: string
  /** Its id, if it is still a resource. */
  id: string | null
  clause: string
}

/** Finds every linked address, mentions included, by the id of its spelling. */
function findStill(portal: Portal): Map<string, Still> {
  const found = new Map<string, Still>()
  for (const { file, links } of portal.topics.values())
    for (const { url, line, column, id, clause } of links) {
      const key = deriveResourceId(url)
      if (!found.has(key)) found.set(key, { place: `${file}:${line}:${column}`, id, clause })
    }
  return found
}

function describeLost(
  { id, href, title }: Resource,
  still: Still | undefined,
  proposal: Resource | undefined,
): Vanished {
  const lost = { what: 'resource', name: href, title } as const
  if (!still) return { ...lost, cure: describeCure(href, proposal?.href ?? '<new address>'), proposal: proposal?.href }
  const { place, clause } = still
  if (still.id !== null)
    return {
      ...lost,
      still: `still listed in ${place}, but its id was "${id}" and is now "${still.id}"`,
      cure: `Give it its former id: <Resource href="${href}" id="${id}">.`,
    }
  return {
    ...lost,
    still: `still linked in ${place}, but no longer counts (${clause})`,
    cure: `If it should count, write <Resource href="${href}">…</Resource> there; if not: npm run content -- move "${href}" --withdrawn "why"`,
  }
}

function isWithdrawn({ moves }: Portal, { id, href }: Resource): boolean {
  // An author's id can't be declared as withdrawn, but its address can.
  return [id, deriveResourceId(href)].some((each) => moves.withdrawn.has(moves.resources.get(each) ?? each))
}

function describeCure(name: string, now: string): string {
  return `npm run content -- move "${name}" "${now}", or, if it is gone for good: npm run content -- move "${name}" --withdrawn "why"`
}

/** Formats the comparison as Markdown for a GitHub comment. Titles and addresses are escaped. */
export function formatDiff({ topics, resources, paths, vanished }: ContentDiff): string {
  const link = ({ title, href }: Resource) => toLink(title, href)
  const where = ({ topics: places }: Resource) => places.map(({ slug }) => slug).join(', ')
  const page = ({ title, slug }: Topic) => `${escapeMarkdown(title)} (/${slug})`
  const way = ({ title, slug }: Path) => `${escapeMarkdown(title)} (/paths/${slug})`
  const sections: [string, string[]][] = [
    ['Pages added', topics.added.map(page)],
    ['Pages renamed', topics.renamed.map(({ from, to }) => `${from.slug} → ${to.slug}`)],
    ['Pages removed', topics.removed.map(page)],
    ['Paths added', paths.added.map(way)],
    ['Paths removed', paths.removed.map(way)],
    ['Tutorials, tools and references added', resources.added.map((each) => `${link(each)} on ${where(each)}`)],
    ['Moved', resources.moved.map(({ from, to }) => `${link(to)}, was ${toInlineCode(from.href)}`)],
    ['Retitled', resources.retitled.map(({ from, to }) => `${link(to)}, was “${escapeMarkdown(from.title)}”`)],
    ['Withdrawn', resources.withdrawn.map((each) => `${link(each)} from ${where(each)}`)],
  ]
  const shown = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `### ${heading}\n\n${lines.map((line) => `- ${line}`).join('\n')}`)
  if (vanished.length > 0) shown.unshift(formatVanished(vanished))
  return shown.length === 0 ? 'No topic, no tutorial and no path changed.' : shown.join('\n\n')
}

function formatVanished(vanished: Vanished[]): string {
  const lines = vanished.map(({ what, name, title, still, proposal }) => {
    const words = `the ${what} “${escapeMarkdown(title)}” (${toInlineCode(name)})`
    if (still) return `${words} is ${escapeMarkdown(still)}`
    return proposal ? `${words}; perhaps it is now ${toInlineCode(proposal)}` : words
  })
  const cures = vanished.flatMap(({ still, cure }) => (still ? [`- ${toInlineCode(cure)}`] : []))
  const declared = vanished.filter(({ still }) => !still)
  return [
    '### Vanished without a move',
    lines.map((line) => `- ${line}`).join('\n'),
    ...(cures.length > 0 ? ['To keep readers’ marks on what is still linked:', cures.join('\n')] : []),
    ...(declared.length > 0
      ? [
          `Readers have marks on ${declared.length === 1 ? 'it' : 'these'}. Declare each in \`${movesFile}\`, as an entry of its lists:`,
          toCodeBlock(formatEntries(declared), 'yaml'),
          `Or run a command for each:`,
          toCodeBlock(
            declared
              .map(
                ({ what, name, proposal }) =>
                  `npm run content -- move ${quote(name)} ${proposal ? quote(proposal) : what === 'page' ? '"<new slug>"' : '"<new address>"'}\n# or: npm run content -- move ${quote(name)} --withdrawn "why"`,
              )
              .join('\n'),
            'sh',
          ),
        ]
      : []),
  ].join('\n\n')
}

/** Formats the entries for `moved.yaml`. */
function formatEntries(vanished: Vanished[]): string {
  const scalar = (text: string) => stringify(text, { lineWidth: 0 }).trim()
  return (['resource', 'page'] as const)
    .flatMap((what) => {
      const entries = vanished.filter((each) => each.what === what)
      if (entries.length === 0) return []
      const unknown = what === 'page' ? 'the-new-slug' : 'https://the-new-address'
      return [
        what === 'page' ? 'pages:' : 'addresses:',
        ...entries.map(
          ({ name, proposal }) =>
            `  - from: ${scalar(name)}\n    to: ${scalar(proposal ?? unknown)} # or instead of this line: "withdrawn: why"`,
        ),
      ]
    })
    .join('\n')
}

/** Quotes a word for a shell. */
function quote(word: string): string {
  return /^[\w./:@%+=~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
