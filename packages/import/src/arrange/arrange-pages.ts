import path from 'node:path'
import { slugFor } from '@/lib/content'
import { emptyDraft } from '../normalise/draft-body'
import type { DraftPage } from '../normalise/draft-pages'
import type { Site } from '../read/find-site'
import type { TargetContent } from '../read/read-target'
import type { Entry } from '../write/finish-page'
import { arrangeSite, type SiteChapter } from './arrange-site'
import { assignChapters } from './assign-chapters'
import { assignSortorder, type Place } from './assign-sortorder'
import { isIndex, shorten, toTitle } from './name-page'
import { completeNaming } from './naming'

/** Gives each page its position: by the structure of its site, or by its own sortorder for a single page. */
export function arrangePages(
  pages: DraftPage[],
  { existingPages, slugs }: TargetContent,
): { places: Map<DraftPage, Place>; all: DraftPage[]; contents: Map<DraftPage, Entry[]> } {
  const chapters: (SiteChapter<DraftPage> & { head: DraftPage })[] = []
  const loose: DraftPage[] = []
  const contents = new Map<DraftPage, Entry[]>()
  const taken = new Set([...slugs.keys(), ...pages.map(({ slug }) => slug)])
  const withParts = (page: DraftPage) => [page, ...pages.filter(({ partOf }) => partOf === page)]
  for (const site of new Set(pages.map((page) => page.site))) {
    const own = pages.filter((page) => page.site === site && !page.partOf)
    const isNumbered = own.some(({ fields }) => /^\d+$/.test((fields.get('sortorder') ?? '').replace(/["']/g, '')))
    const arranged = site && !isNumbered ? arrangeSite(own, site.navigation, site.labels, site.below) : null
    if (!site || !arranged) {
      loose.push(...own.flatMap(withParts))
      continue
    }
    const found = arranged.map((chapter) => ({
      ...chapter,
      head: chapter.head ?? makeHead(chapter, site, slugs, taken),
    }))
    for (const { head, pages: others, ...chapter } of found) {
      chapters.push({ ...chapter, head, pages: [...withParts(head).slice(1), ...others.flatMap(withParts)] })
      tellApart([head, ...others], own)
      // An index without words lists its pages, as generators show it. The portal lists those of a chapter.
      for (const page of others)
        if (isIndex(page.path) && !page.draft.tree.children.length) {
          const folder = page.path.split('/').slice(0, -1).join('/')
          const below = others.filter((each) => each !== page && each.path.startsWith(`${folder}/`))
          contents.set(page, below.map(toEntry))
        }
    }
    // So does a home page without words and pages of its own.
    const [home, ...others] = found
    if (home && !home.name && !home.pages.length && !home.head.draft.tree.children.length)
      contents.set(
        home.head,
        others.map(({ head }) => ({ ...toEntry(head), isChapter: true })),
      )
  }
  const places = assignSortorder(loose, existingPages)
  const taking = [...existingPages, ...[...places].map(([{ slug }, { sortorder, toc }]) => ({ slug, sortorder, toc }))]
  for (const [page, place] of assignChapters(chapters, taking)) places.set(page, place)
  return { places, all: [...loose, ...chapters.flatMap(({ head, pages: others }) => [head, ...others])], contents }
}

/** Returns the entry of a page in a list of contents. */
export const toEntry = ({ naming: { title, slug } }: DraftPage): Entry => ({ title, slug })

/** Adds the name of their folder to the short titles that several pages of a chapter share. */
function tellApart(pages: DraftPage[], all: DraftPage[]): void {
  const shared = new Map<string, DraftPage[]>()
  for (const page of pages)
    shared.set(page.naming.sidebartitle, [...(shared.get(page.naming.sidebartitle) ?? []), page])
  for (const same of shared.values()) {
    const folders = same.map(({ path: file }) => file.split('/').slice(0, -1).join('/'))
    if (same.length < 2 || new Set(folders).size < same.length) continue
    for (const [at, { path: file, naming }] of same.entries()) {
      const folder = folders[at]!
      const head = all.find((each) => isIndex(each.path) && each.path.slice(0, each.path.lastIndexOf('/')) === folder)
      const name = head?.naming.sidebartitle ?? toTitle(folder.split('/').at(-1) ?? '')
      if (!name || isIndex(file)) continue
      naming.sidebartitle = `${shorten(naming.sidebartitle, 37 - Math.min(name.length, 20))} (${shorten(name, 20)})`
    }
  }
}

/** Makes the page that heads a folder without one. An existing page of its name heads it, as after an earlier import. */
function makeHead(
  { title, name, description, pages }: SiteChapter<DraftPage>,
  site: Site,
  slugs: Map<string, string>,
  taken: Set<string>,
): DraftPage {
  const first = slugFor(name.split('/').at(-1) ?? '') || slugFor(title) || 'chapter'
  const isOther = (slug: string) => taken.has(slug) && !slugs.get(slug)?.startsWith(`${slug}/`)
  const slug = isOther(first)
    ? ([`${first}-chapter`, `${first}-overview`].find((each) => !isOther(each)) ?? `${first}-pages`)
    : first
  taken.add(slug)
  const notes: string[] = []
  const shown = pages.slice(0, 4).map(({ naming }) => naming.sidebartitle)
  const more = pages.length > shown.length ? ` and ${pages.length - shown.length} more` : ''
  const fields = new Map([['description', description || `${shown.join(', ')}${more}.`]])
  const naming = completeNaming({ slug, title }, { fields, body: '', notes: [] }, '', notes)
  return {
    source: path.join(site.root, name),
    path: `${name}/index.md`,
    site,
    fields,
    slug,
    naming,
    draft: emptyDraft(),
    notes,
    isMade: true,
  }
}
