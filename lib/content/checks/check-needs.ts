import { levels } from '../files/front-matter'
import { explainUnknownTopic } from '../files/link-paths'
import type { Portal, Topic } from '../portal'
import type { Page } from '../files/read-page'

/** Checks the prerequisites of all pages: each exists, is no deeper than its page, and is not part of a cycle. */
export function checkNeeds(pages: Page[], portal: Portal): void {
  // A page that was left out already has a problem, so needing it is not reported too.
  const fallen = new Set(
    pages.flatMap(({ file, frontMatter }) => (frontMatter ? [] : file.replace(/^.*\/|\.mdx$/g, ''))),
  )
  for (const page of pages) {
    const topic = portal.topics.get(page.frontMatter?.slug ?? '')
    if (topic?.file !== page.file) continue
    topic.needs?.forEach((slug, index) => {
      const needed = portal.topics.get(slug)
      const message =
        slug === topic.slug
          ? 'A page can’t need itself. Remove it.'
          : topic.needs?.indexOf(slug) !== index
            ? `"${slug}" is listed twice. Remove one of the two.`
            : needed
              ? (explainCycle(portal, topic, needed) ?? explainLevel(topic, needed))
              : fallen.has(slug)
                ? null
                : explainUnknownTopic(portal, slug)
      if (message) {
        const { line, column } = page.needPlaces[index] ?? page.lineOf.needs
        page.problems.push({ file: page.file, line, column, rule: 'needs', message })
      }
    })
  }
}

function explainLevel({ level, sidebartitle }: Topic, needed: Topic): string | null {
  if (!level || !needed.level || levels.indexOf(needed.level) <= levels.indexOf(level)) return null
  return `"${needed.slug}" has the level "${needed.level}", and ${sidebartitle} has "${level}". Change one of the levels, or remove it.`
}

/** Describes the cycle from a topic through a prerequisite back to it; null if there is none. */
function explainCycle({ topics }: Portal, topic: Topic, needed: Topic): string | null {
  const from = new Map<string, string>([[needed.slug, topic.slug]])
  for (const slug of from.keys())
    for (const next of topics.get(slug)?.needs ?? []) {
      if (next === topic.slug) {
        const way = [topic.slug, slug]
        while (way[1] !== needed.slug) way.splice(1, 0, from.get(way[1]!)!)
        return `These needs form a cycle: ${[...way, topic.slug].join(' → ')}. Remove one of them.`
      }
      if (!from.has(next)) from.set(next, slug)
    }
  return null
}
