import { x } from 'xastscript'
import type { Portal } from '../content'
import { openPages } from '../addresses'
import type { FileHistory } from '../history'
import { writeXml } from './write-xml'

/**
 * Writes the sitemap of all public pages, each with its last change if known. Pages that list others take the latest
 * change of all. `base` is the portal's address.
 */
export function writeSitemap(
  { topics, paths }: Portal,
  history: ReadonlyMap<string, FileHistory>,
  base: string,
): string {
  const pages = [
    ...[...topics.values()].map(({ slug, file }) => ({ path: `/${slug}`, changed: history.get(file)?.changed })),
    ...[...paths.values()].map(({ slug, file }) => ({ path: `/paths/${slug}`, changed: history.get(file)?.changed })),
  ]
  const moments = pages.flatMap(({ changed }) => (changed ? [Number(changed)] : []))
  const last = moments.length ? new Date(moments.reduce((a, b) => Math.max(a, b))) : undefined
  const url = ({ path, changed }: { path: string; changed?: Date }) =>
    x('url', [x('loc', base + path), changed && x('lastmod', changed.toISOString())])
  return writeXml(
    x(
      'urlset',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      [
        ...openPages.filter((path) => path !== '/paths' || paths.size > 0).map((path) => ({ path, changed: last })),
        ...pages,
      ].map(url),
    ),
  )
}
