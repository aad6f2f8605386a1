import type { DraftPage } from '../normalise/draft-pages'
import type { Entry } from '../write/finish-page'
import { toEntry } from './arrange-pages'
import type { Place } from './assign-sortorder'
import type { ResolvedLinks } from './link-index'

/**
 * Lets the head of each chapter link the pages that no other page links to, if it introduces some of its pages itself.
 * Otherwise the portal's list of the chapter's topics is enough.
 */
export function linkOrphans(
  pages: ReadonlyMap<DraftPage, ResolvedLinks>,
  places: ReadonlyMap<DraftPage, Place>,
  contents: Map<DraftPage, Entry[]>,
  linkedBefore: ReadonlySet<string>,
): void {
  const chapterOf = (page: DraftPage) => places.get(page)?.sortorder.slice(0, 2)
  const bySlug = new Map([...pages.keys()].map((page) => [page.slug, page]))
  const heads = new Map(
    [...pages.keys()].filter((page) => places.get(page)?.toc).map((page) => [chapterOf(page), page]),
  )
  const linked = new Set(linkedBefore)
  const introduced = new Set<DraftPage>()
  for (const [page, { links }] of pages) {
    const written = Object.values(links).map((url) => /^\/([a-z0-9-]+)\.html/.exec(url ?? '')?.[1])
    for (const slug of [...written, ...(contents.get(page) ?? []).map((entry) => entry.slug)]) {
      const target = slug !== page.slug && bySlug.get(slug ?? '')
      if (!target) continue
      linked.add(target.slug)
      if (heads.get(chapterOf(target)) === page) introduced.add(page)
    }
  }
  for (const page of pages.keys()) {
    const head = heads.get(chapterOf(page))
    if (!head || head === page || !introduced.has(head) || linked.has(page.slug)) continue
    contents.set(head, [...(contents.get(head) ?? []), toEntry(page)])
  }
}
