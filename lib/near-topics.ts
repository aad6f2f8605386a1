import { distance } from 'fastest-levenshtein'
import type { Portal, Topic } from './content'

/** Returns at most three topics with a current or former slug similar to the last segment of an address, the nearest first. */
export function findNearTopics(portal: Portal, address: string): Topic[] {
  const wanted = toSlug(address)
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
    .slice(0, 3)
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

function toSlug(address: string): string {
  const last = address.split('/').findLast((part) => part !== '') ?? ''
  return decode(last)
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
