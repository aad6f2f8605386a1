import { getFormerIds, type Chapter, type Portal, type Resource, type Settings, type Topic } from '../content'
import type { FileHistory } from '../history'
import type { Listings } from '../shelf'

/** Something that came into the portal. */
export interface News {
  /** Lasting: the same after a move of the topic or the tutorial. */
  id: string
  /** The address, from the slash on. */
  path: string
  title: string
  summary: string
  published: Date
  updated: Date
}

/** What a feed is of: the whole portal, or one chapter of it. */
export interface Feed {
  /** The portal's name, and the language of its content. */
  portal: Pick<Settings, 'name' | 'lang'>
  title: string
  subtitle: string
  /** The page it belongs to, from the slash on. */
  path: string
  news: News[]
}

/** What collecting news goes by. */
export interface Sources {
  portal: Portal
  history: ReadonlyMap<string, FileHistory>
  listings: Listings
}

/** As many as a feed holds. */
const length = 50

/** The feed of a chapter, or without one that of the whole portal. */
export function describeFeed(sources: Sources, chapter?: Chapter): Feed {
  const news = collectNews(sources, chapter ? [chapter.head, ...chapter.topics] : [...sources.portal.topics.values()])
  const { settings } = sources.portal
  if (!chapter)
    return { portal: settings, title: settings.name, subtitle: 'New topics and tutorials.', path: '/', news }
  return {
    portal: settings,
    title: `${settings.name}: ${chapter.head.sidebartitle}`,
    subtitle: `New topics and tutorials in ${chapter.head.sidebartitle}.`,
    path: `/${chapter.head.slug}`,
    news,
  }
}

/** The topics that came in, and the tutorials that came to topics which were there before, the latest first. What has no certain date is no news. */
export function collectNews(sources: Sources, topics: Topic[]): News[] {
  const news = [...topics.flatMap((topic) => toNews(sources, topic)), ...collectTutorials(sources, topics)]
  return news.sort((a, b) => Number(b.published) - Number(a.published) || (a.id < b.id ? -1 : 1)).slice(0, length)
}

function toNews({ portal, history }: Sources, topic: Topic): News[] {
  const { added, changed } = history.get(topic.file) ?? {}
  if (!added || !changed) return []
  const [first = topic.slug] = [...portal.moves.topics].flatMap(([former, slug]) =>
    slug === topic.slug ? [former] : [],
  )
  return [
    {
      id: `topic/${first}`,
      path: `/${topic.slug}`,
      title: topic.title,
      summary: topic.meta,
      published: added,
      updated: changed,
    },
  ]
}

function collectTutorials({ portal, listings }: Sources, topics: Topic[]): News[] {
  const earliest = new Map<Resource, { topic: Topic; since: Date }>()
  for (const topic of topics)
    for (const resource of topic.resources) {
      const since = listings.get(topic.slug)?.get(resource.id)
      const known = earliest.get(resource)
      if (since && resource.kind === 'tutorial' && (!known || since < known.since))
        earliest.set(resource, { topic, since })
    }
  return (
    [...earliest]
      // Listed ever since its topic was first seen: nobody knows when that was.
      .filter(([, { since }]) => Number(since) > 0)
      .map(([resource, { topic, since }]) => {
        const [first = resource.id] = getFormerIds(portal, resource.id)
        return {
          id: `tutorial/${first}`,
          path: `/${topic.slug}#resource-${resource.id}`,
          title: resource.title,
          summary: `A tutorial on ${resource.host}, new under ${topic.sidebartitle}.`,
          published: since,
          updated: since,
        }
      })
  )
}
