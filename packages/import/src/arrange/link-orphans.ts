import type { DraftPage } from '../normalise/draft-pages'
import type { Entry } from '../write/finish-page'
import { toEntry } from './arrange-pages'
import type { Place } from './assign-sortorder'
import type { ResolvedLinks } from './link-index'

/** Lets the head of each chapter link the pages that no other page links to. */
export function linkOrphans(
  pages: ReadonlyMap<DraftPage, ResolvedLinks>,
  places: Map<DraftPage, Place>,
  contents: Map<DraftPage, Entry[]>,
  linkedBefore: ReadonlySet<string>,
): void {
  const linked = new Set(linkedBefore)
  for (const [page, { links }] of pages)
    for (const url of Object.values(links)) {
      const [, slug] = /^\/([a-z0-9-]+)\.html/.exec(url ?? '') ?? []
      if (slug && slug !== page.slug) linked.add(slug)
    }
  for (const [page, entries] of contents) for (const { slug } of entries) if (slug !== page.slug) linked.add(slug)
  const heads = new Map(
    [...places].filter(([, { toc }]) => toc).map(([page, { sortorder }]) => [sortorder.slice(0, 2), page]),
  )
  for (const page of pages.keys()) {
    const place = places.get(page)
    const head = place && heads.get(place.sortorder.slice(0, 2))
    if (!head || place.toc || linked.has(page.slug)) continue
    contents.set(head, [...(contents.get(head) ?? []), toEntry(page)])
  }
}
