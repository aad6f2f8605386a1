import { x } from 'xastscript'
import type { Portal } from '../content'
import type { FileHistory } from '../history'
import { writeXml } from './write-xml'

/** Pages for everyone that are no topics. They hold parts of all of them, so that they change with the last. */
const overviews = ['/', '/contents', '/resources']

/** Writes the sitemap of all pages for everyone, each with the moment it last changed as far as the history knows. `base` is the portal's address. */
export function writeSitemap({ topics }: Portal, history: ReadonlyMap<string, FileHistory>, base: string): string {
  const pages = [...topics.values()].map(({ slug, file }) => ({
    path: `/${slug}`,
    changed: history.get(file)?.changed,
  }))
  const moments = pages.flatMap(({ changed }) => (changed ? [Number(changed)] : []))
  const last = moments.length ? new Date(moments.reduce((a, b) => Math.max(a, b))) : undefined
  const url = ({ path, changed }: { path: string; changed?: Date }) =>
    x('url', [x('loc', base + path), changed && x('lastmod', changed.toISOString())])
  return writeXml(
    x(
      'urlset',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      [...overviews.map((path) => ({ path, changed: last })), ...pages].map(url),
    ),
  )
}
