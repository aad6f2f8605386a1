import {
  counts,
  deriveResourceId,
  getFormerIds,
  getFormerSlugs,
  type Chapter,
  type Path,
  type Portal,
  type Resource,
  type Settings,
  type Topic,
} from '../content'
import { t } from '../../messages/generated/feeds'
import type { FileHistory, FirstSeen } from '../history'
import type { Listings } from '../shelf'

/** A topic or tutorial added to the portal. */
export interface News {
  /** Permanent, even if the topic or tutorial moves. */
  id: string
  kind: 'topic' | 'path' | 'tutorial'
  /** Path on the portal, with its leading slash. */
  path: string
  title: string
  summary: string
  published: Date
  updated: Date
}

/** A feed of the whole portal or of one chapter. */
export interface Feed {
  /** The portal's name, and the language of its content. */
  portal: Pick<Settings, 'name' | 'lang'>
  title: string
  subtitle: string
  /** Path of the page it belongs to, with its leading slash. */
  path: string
  news: News[]
}

/** The sources news is collected from. */
export interface Sources {
  portal: Portal
  history: ReadonlyMap<string, FileHistory>
  /** When links first appeared on their pages, from the content's history. */
  firstSeen: FirstSeen
  /** The same from the database, for links that the history does not cover. */
  listings: Listings
}

/** The maximum number of entries in a feed. */
const feedLength = 50

/** Returns the feed of a chapter, or of the whole portal. */
export function describeFeed(sources: Sources, chapter?: Chapter): Feed {
  const { settings, topics, paths } = sources.portal
  const news = chapter
    ? collectNews(sources, [chapter.head, ...chapter.topics])
    : collectNews(sources, [...topics.values()], [...paths.values()])
  if (!chapter) return { portal: settings, title: settings.name, subtitle: t('newInPortal'), path: '/', news }
  return {
    portal: settings,
    title: `${settings.name}: ${chapter.head.sidebartitle}`,
    subtitle: t('newInChapter', { chapter: chapter.head.sidebartitle }),
    path: `/${chapter.head.slug}`,
    news,
  }
}

/** Returns new topics and paths, and tutorials added to existing topics, newest first. Leaves out those without a known date. */
export function collectNews(sources: Sources, topics: Topic[], paths: Path[] = [], most = feedLength): News[] {
  const news = [
    ...topics.flatMap((topic) => toNews(sources, topic)),
    ...paths.flatMap((each) => toPathNews(sources, each)),
    ...collectTutorials(sources, topics),
  ]
  return news.sort((a, b) => Number(b.published) - Number(a.published) || (a.id < b.id ? -1 : 1)).slice(0, most)
}

function toNews({ portal, history }: Sources, topic: Topic): News[] {
  const { added, changed } = history.get(topic.file) ?? {}
  if (!added || !changed) return []
  const [first = topic.slug] = getFormerSlugs(portal, topic.slug)
  return [
    {
      id: `topic/${first}`,
      kind: 'topic',
      path: `/${topic.slug}`,
      title: topic.title,
      summary: topic.meta,
      published: added,
      updated: changed,
    },
  ]
}

/** A renamed path counts as new, since no reader data refers to its slug. */
function toPathNews({ history }: Sources, { slug, file, title, meta }: Path): News[] {
  const { added, changed } = history.get(file) ?? {}
  if (!added || !changed) return []
  return [
    {
      id: `path/${slug}`,
      kind: 'path',
      path: `/paths/${slug}`,
      title,
      summary: meta,
      published: added,
      updated: changed,
    },
  ]
}

function collectTutorials(sources: Sources, topics: Topic[]): News[] {
  const { portal } = sources
  const earliest = new Map<Resource, { topic: Topic; since: Date }>()
  for (const topic of topics)
    for (const resource of topic.resources) {
      const since = findSince(sources, topic, resource)
      const known = earliest.get(resource)
      if (since && counts(resource) && (!known || since < known.since)) earliest.set(resource, { topic, since })
    }
  return (
    [...earliest]
      // Date 0: listed since its topic was first seen, so the day is unknown.
      .filter(([, { since }]) => Number(since) > 0)
      .map(([resource, { topic, since }]) => {
        const [first = resource.id] = getFormerIds(portal, resource.id)
        return {
          id: `tutorial/${first}`,
          kind: 'tutorial' as const,
          path: `/${topic.slug}#resource-${resource.id}`,
          title: resource.title,
          summary: t('newTutorial', { host: resource.host, topic: topic.sidebartitle }),
          published: since,
          updated: since,
        }
      })
  )
}

/** Returns when a tutorial was added to a topic; date 0 if it came with the topic. */
function findSince(
  { portal, history, firstSeen, listings }: Sources,
  { slug, file }: Topic,
  { id, href }: Resource,
): Date | undefined {
  const seen = firstSeen.get(file)
  const times = [id, deriveResourceId(href), ...getFormerIds(portal, id)].flatMap((each) => seen?.get(each) ?? [])
  if (times.length === 0) return listings.get(slug)?.get(id)
  const since = new Date(Math.min(...times.map(Number)))
  return Number(since) === Number(history.get(file)?.added) ? new Date(0) : since
}
