import type { ExistingPage, Place } from './assign-sortorder'
import type { SiteChapter } from './arrange-site'

/** Assigns the pages of a site's chapters to existing chapters with the same head, else to new ones after them. */
export function assignChapters<T extends { slug: string }>(
  chapters: (SiteChapter<T> & { head: T })[],
  existingPages: ExistingPage[],
): Map<T, Place> {
  const places = new Map<T, Place>()
  const taken = new Set(existingPages.map(({ sortorder }) => sortorder))
  const heads = new Map(existingPages.filter(({ toc }) => toc).map((page) => [page.slug, page]))
  let number = Math.max(0, ...existingPages.map(({ sortorder }) => Number(sortorder.slice(0, 2))))
  for (const { head, pages } of chapters) {
    const existing = heads.get(head.slug)
    if (!existing && number >= 99) {
      // Pages of chapters beyond 99 go into the last one.
      const last = [...places.values()].at(-1)
      if (!last) throw new RangeError('chapter 99 is taken')
      putAll([head, ...pages], {
        chapter: '99',
        folder: last.folder,
        notes: ['There are more than 99 chapters, so it is in the last one.'],
      })
      continue
    }
    const chapter = existing?.sortorder.slice(0, 2) ?? String(++number).padStart(2, '0')
    if (!existing) {
      taken.add(`${chapter}00`)
      places.set(head, { sortorder: `${chapter}00`, toc: true, folder: head.slug, notes: [] })
    }
    putAll(pages, { chapter, folder: head.slug, notes: [] })
  }
  return places

  function putAll(pages: T[], { chapter, folder, notes }: { chapter: string; folder: string; notes: string[] }): void {
    const isLong = pages.length > 99 || [...taken].some((each) => each.startsWith(chapter) && each.length > 4)
    const width = isLong ? 4 : 2
    let place = [...taken]
      .filter((each) => each.startsWith(chapter) && each.length === 2 + width)
      .reduce((most, each) => Math.max(most, Number(each.slice(2))), 0)
    for (const page of pages) {
      let sortorder = ''
      do sortorder = chapter + String(++place).padStart(width, '0')
      while (taken.has(sortorder))
      taken.add(sortorder)
      places.set(page, { sortorder, toc: false, folder, notes: [...notes] })
    }
  }
}
