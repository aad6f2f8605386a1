import 'server-only'
import { getPortal } from './content'
import { getFirstSeen, getHistory } from './history'
import { getLog } from './observing'
import { collectNews, type News } from './publishing'
import { getListings, readLastChange } from './shelf'

/** What was added since a reader was last here. */
export interface VisitNews {
  since: Date
  /** The latest first; never empty. */
  news: News[]
}

/** Marks of the last twelve hours count as this visit, so that the news stays listed while a reader marks. */
const visit = 12 * 60 * 60 * 1000

/**
 * Returns the topics, paths and tutorials added since the reader's last visit: the last time they marked something.
 * Null if there are none, if the reader never marked anything, or if the news can't be read.
 */
export async function readVisitNews(reader: string, now: number): Promise<VisitNews | null> {
  try {
    const since = await readLastChange(reader, new Date(now - visit))
    if (!since) return null
    const [portal, { history }, firstSeen, listings] = await Promise.all([
      getPortal(),
      getHistory(),
      getFirstSeen(),
      getListings(),
    ])
    const all = collectNews(
      { portal, history, firstSeen, listings },
      [...portal.topics.values()],
      [...portal.paths.values()],
      Infinity,
    )
    const news = all.filter(({ published }) => published > since)
    return news.length > 0 ? { since, news } : null
  } catch (error) {
    // The page is useful without the news.
    getLog().error({ err: error }, 'The news since a reader’s last visit can’t be read.')
    return null
  }
}
