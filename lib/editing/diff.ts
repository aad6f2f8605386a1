import type { Portal, Resource, Topic } from '../content'

/** What a change of the content does to topics and to tutorials. */
export interface ContentDiff {
  topics: { added: Topic[]; removed: Topic[]; renamed: { from: Topic; to: Topic }[] }
  resources: {
    added: Resource[]
    /** Gone, and declared as withdrawn. */
    withdrawn: Resource[]
    moved: { from: Resource; to: Resource }[]
    retitled: { from: Resource; to: Resource }[]
  }
  /** What vanished without a word: each would take readers' marks out of their topics. */
  vanished: { what: 'resource' | 'page'; name: string; title: string; cure: string }[]
}

/** Compares the content before a change with the content after it. */
export function diffContent(before: Portal, after: Portal): ContentDiff {
  const diff: ContentDiff = {
    topics: { added: [], removed: [], renamed: [] },
    resources: { added: [], withdrawn: [], moved: [], retitled: [] },
    vanished: [],
  }
  const renamedTo = new Set<string>()
  for (const from of before.topics.values()) {
    const slug = after.moves.topics.get(from.slug)
    const to = slug === undefined ? undefined : after.topics.get(slug)
    if (after.topics.has(from.slug)) continue
    if (to) {
      diff.topics.renamed.push({ from, to })
      renamedTo.add(to.slug)
    } else {
      diff.topics.removed.push(from)
      if (!after.moves.withdrawnTopics.has(from.slug)) diff.vanished.push({ what: 'page', name: from.slug, title: from.title, cure: describeCure(from.slug, '<new slug>') })
    }
  }
  diff.topics.added = [...after.topics.values()].filter(({ slug }) => !before.topics.has(slug) && !renamedTo.has(slug))

  const movedTo = new Set<string>()
  for (const from of before.resources.values()) {
    const same = after.resources.get(from.id)
    const moved = after.resources.get(after.moves.resources.get(from.id) ?? '')
    if (same) {
      if (same.title !== from.title) diff.resources.retitled.push({ from, to: same })
    } else if (moved) {
      diff.resources.moved.push({ from, to: moved })
      movedTo.add(moved.id)
    } else if (isWithdrawn(after, from.id)) diff.resources.withdrawn.push(from)
    else diff.vanished.push({ what: 'resource', name: from.href, title: from.title, cure: describeCure(from.href, '<new address>') })
  }
  diff.resources.added = [...after.resources.values()].filter(({ id }) => !before.resources.has(id) && !movedTo.has(id))
  return diff
}

function isWithdrawn({ moves }: Portal, id: string): boolean {
  return moves.withdrawn.has(moves.resources.get(id) ?? id)
}

function describeCure(name: string, now: string): string {
  return `npm run content -- move "${name}" "${now}", or, if it is gone for good: npm run content -- move "${name}" --withdrawn "why"`
}

/** The comparison as Markdown, for a comment on a pull request. */
export function formatDiff({ topics, resources, vanished }: ContentDiff): string {
  const link = ({ title, href }: Resource) => `[${title.replace(/[[\]]/g, '\\$&')}](${href})`
  const where = ({ topics: places }: Resource) => places.map(({ slug }) => slug).join(', ')
  const sections: [string, string[]][] = [
    ['Vanished without a move', vanished.map(({ what, name, title, cure }) => `the ${what} “${title}” (${name}): ${cure}`)],
    ['Pages added', topics.added.map(({ title, slug }) => `${title} (/${slug})`)],
    ['Pages renamed', topics.renamed.map(({ from, to }) => `${from.slug} → ${to.slug}`)],
    ['Pages removed', topics.removed.map(({ title, slug }) => `${title} (/${slug})`)],
    ['Tutorials and tools added', resources.added.map((each) => `${link(each)} on ${where(each)}`)],
    ['Moved', resources.moved.map(({ from, to }) => `${link(to)}, was ${from.href}`)],
    ['Retitled', resources.retitled.map(({ from, to }) => `${link(to)}, was “${from.title}”`)],
    ['Withdrawn', resources.withdrawn.map((each) => `${link(each)} from ${where(each)}`)],
  ]
  const shown = sections.filter(([, lines]) => lines.length > 0)
  if (shown.length === 0) return 'No topic and no tutorial changed.'
  return shown.map(([heading, lines]) => `### ${heading}\n\n${lines.map((line) => `- ${line}`).join('\n')}`).join('\n\n')
}
