import { distance } from 'fastest-levenshtein'
import { readAddressWords } from './address-words'
import type { Portal, Topic } from './content'
import { findCalled, search, type SearchIndex } from './search'

/** The most topics suggested. */
const most = 3

/** Returns the topics to suggest for an address without a page: those with a similar name, else the results of a search for its words. */
export function suggestTopics(index: SearchIndex, address: string): { slug: string; title: string }[] {
  const { portal } = index
  const near = findSimilarTopics(portal, address).map(({ slug, sidebartitle }) => ({ slug, title: sidebartitle }))
  const words = readAddressWords(address)
  if (near.length > 0 || !words || words.length > 80) return near
  const { nearness, topics } = search(index, words, { most: findCalled(index, words).length || most, sections: 0 })
  if (nearness !== 'all') return []
  return topics.found.slice(0, most).flatMap(({ slug }) => {
    const found = portal.topics.get(slug) ?? portal.paths.get(slug.replace('paths/', ''))
    return found ? { slug, title: found.sidebartitle } : []
  })
}

/** Returns at most three topics with a current or former slug similar to the last segment of an address, the nearest first. */
export function findSimilarTopics(portal: Portal, address: string): Topic[] {
  const wanted = readAddressWords(address)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (!wanted || wanted.length > 80) return []
  const distances = new Map<Topic, number>()
  for (const [slug, topic] of [
    ...[...portal.topics].map(([slug, topic]) => [slug, topic] as const),
    ...followFormer(portal),
  ]) {
    const far = measure(wanted, slug)
    if (far <= Math.max(1, Math.floor(wanted.length / 4)))
      distances.set(topic, Math.min(far, distances.get(topic) ?? far))
  }
  return [...distances]
    .sort(([, a], [, b]) => a - b)
    .slice(0, most)
    .map(([topic]) => topic)
}

function followFormer({ moves, topics }: Portal): (readonly [string, Topic])[] {
  return [...moves.topics].flatMap(([former, slug]) => {
    const topic = topics.get(slug)
    return topic ? [[former, topic] as const] : []
  })
}

/** Returns the edit distance of two slugs; at most 1 if one contains the other as whole words. */
function measure(wanted: string, slug: string): number {
  const holds = `-${wanted}-`.includes(`-${slug}-`) || `-${slug}-`.includes(`-${wanted}-`)
  return holds ? Math.min(1, distance(wanted, slug)) : distance(wanted, slug)
}
