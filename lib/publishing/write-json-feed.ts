import { nameEntry } from './name-entry'
import type { Feed } from './news'

/** Writes a feed as JSON Feed 1.1. `base` is the portal's address, `self` the feed's path. */
export function writeJsonFeed(feed: Feed, base: string, self: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.subtitle,
    home_page_url: base + feed.path,
    feed_url: base + self,
    icon: `${base}/icon-512.png`,
    favicon: `${base}/icon-192.png`,
    language: feed.portal.lang,
    authors: [{ name: feed.portal.name, url: `${base}/` }],
    items: feed.news.map((news) => ({
      id: nameEntry(news, base),
      url: base + news.path,
      title: news.title,
      content_text: news.summary,
      date_published: news.published.toISOString(),
      date_modified: news.updated.toISOString(),
    })),
  })
}
