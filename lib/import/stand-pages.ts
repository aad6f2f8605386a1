import type { Standing } from './front-matter'

/** A page that wants a place: what it asks for, and what it may be asked by. */
export interface Applicant {
  slug: string
  /** As its source has it. */
  fields: Map<string, string>
}

/** A page that has its place already. */
export interface Resident extends Standing {
  slug: string
}

/** The place of an applicant. `folder` is its chapter's. */
export interface Place extends Standing {
  folder: string
  notes: string[]
}

/**
 * Finds each applicant its place beside the residents: its own where that is free, else the next in
 * its chapter. A chapter that no page heads is headed by the first of them.
 */
export function standPages<T extends Applicant>(applicants: T[], residents: Resident[]): Map<T, Place> {
  const taken = new Map(residents.map(({ sortorder, slug }) => [sortorder, slug]))
  const heads = new Map(residents.filter(({ toc }) => toc).map(({ sortorder, slug }) => [sortorder.slice(0, 2), slug]))
  const wishes = applicants.map((page) => ({
    page,
    toc: /^(true|yes|1|on)$/i.test(page.fields.get('toc') ?? ''),
    wish: readSortorder(page.fields.get('sortorder')),
  }))
  // In reading order, so that of two that want one place the first keeps it.
  wishes.sort(
    (a, b) =>
      compare(a.wish || '~', b.wish || '~') || Number(b.toc) - Number(a.toc) || compare(a.page.slug, b.page.slug),
  )

  const own = new Set<T>()
  for (const { page, toc, wish } of wishes) {
    if (!toc || !wish || heads.has(wish.slice(0, 2))) continue
    heads.set(wish.slice(0, 2), page.slug)
    own.add(page)
  }
  const headless = new Set<string>()
  const places = new Map<T, Place>()
  for (const { page, toc, wish } of wishes) {
    const notes: string[] = []
    const written = page.fields.get('sortorder') ?? ''
    const chapter = wish ? wish.slice(0, 2) : ([...heads.keys()].sort().at(-1) ?? '01')
    if (!heads.has(chapter)) {
      heads.set(chapter, page.slug)
      own.add(page)
      headless.add(chapter)
      notes.push(`No page heads chapter ${chapter}, so this one does. Set its toc to false when another should.`)
    }
    const wanted = wish || `${chapter}01`
    const sortorder = wish && !taken.has(wish) ? wish : findFree(wanted, taken)
    if (!wish)
      notes.push(
        `${written ? `Its sortorder "${written}" names no place` : 'It has no sortorder'}; it stands at "${sortorder}".`,
      )
    else if (sortorder !== wish)
      notes.push(`The place "${wish}" is that of ${taken.get(wish)}; it stands at "${sortorder}".`)
    else if (sortorder !== written) notes.push(`The sortorder "${written}" is written "${sortorder}".`)
    taken.set(sortorder, page.slug)
    const head = heads.get(chapter)
    if (toc && !own.has(page)) notes.push(`Chapter ${chapter} is headed by ${head} already; toc is false here.`)
    places.set(page, { sortorder, toc: own.has(page), folder: headless.has(chapter) || !head ? chapter : head, notes })
  }
  return places
}

/** Four to twelve digits, or nothing. */
function readSortorder(text: string | undefined): string {
  const digits = (text ?? '').trim().replace(/^["']|["']$/g, '')
  if (!/^\d+$/.test(digits)) return ''
  return digits.length < 4 ? digits.padStart(4, '0') : digits.slice(0, 12)
}

/** The nearest free place behind one, in the same chapter; where none is left, between two. */
function findFree(wanted: string, taken: Map<string, string>): string {
  const chapter = wanted.slice(0, 2)
  const from = Number(wanted.slice(2, 4))
  const behind = Array.from({ length: 99 - from }, (_, step) => from + step + 1)
  const before = Array.from({ length: Math.max(0, from - 1) }, (_, step) => from - step - 1)
  const places = [...behind, ...before].map((place) => chapter + String(place).padStart(2, '0'))
  const free = places.find((place) => !taken.has(place))
  if (free) return free
  for (let step = 1; step < 10_000; step++) {
    const between = wanted.slice(0, 8) + String(step).padStart(4, '0')
    if (!taken.has(between)) return between
  }
  throw new RangeError(`chapter ${chapter} is full`)
}

/** Plain string order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
