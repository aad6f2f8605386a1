import { x } from 'xastscript'
import { nameEntry, nameFeed, tellUpdated } from './name-entry'
import type { Feed, News } from './news'
import { writeXml } from './write-xml'

/** Writes a feed as Atom (RFC 4287). `base` is the portal's address, `self` the feed's path. */
export function writeAtom(feed: Feed, base: string, self: string): string {
  const link = (rel: string, path: string, type: string) => x('link', { rel, type, href: base + path })
  const entry = (news: News) =>
    x('entry', [
      x('id', nameEntry(news, base)),
      x('title', news.title),
      link('alternate', news.path, 'text/html'),
      x('published', news.published.toISOString()),
      x('updated', news.updated.toISOString()),
      x('summary', news.summary),
    ])
  return writeXml(
    x('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.portal.lang }, [
      x('id', nameFeed(feed, base)),
      x('title', feed.title),
      x('subtitle', feed.subtitle),
      x('icon', `${base}/icon-192.png`),
      x('updated', tellUpdated(feed).toISOString()),
      x('author', [x('name', feed.portal.name)]),
      link('self', self, 'application/atom+xml'),
      link('alternate', feed.path, 'text/html'),
      ...feed.news.map(entry),
    ]),
  )
}
