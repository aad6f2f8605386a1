/** A page's position in the reading order. */
export interface Standing {
  sortorder: string
  toc: boolean
}

/** An imported page that needs a sortorder. */
export interface NewPage {
  slug: string
  /** Fields of the source. */
  fields: Map<string, string>
}

/** A page that already has a sortorder. */
export interface ExistingPage extends Standing {
  slug: string
}

/** The assigned position of an imported page, and the folder of its chapter. */
export interface Place extends Standing {
  folder: string
  notes: string[]
}

/**
 * Assigns each imported page a sortorder: the one it asks for if free, else the next in its chapter. In a
 * chapter without a head, the first page becomes its head.
 */
export function assignSortorder<T extends NewPage>(newPages: T[], existingPages: ExistingPage[]): Map<T, Place> {
  const taken = new Map(existingPages.map(({ sortorder, slug }) => [sortorder, slug]))
  const heads = new Map(
    existingPages.filter(({ toc }) => toc).map(({ sortorder, slug }) => [sortorder.slice(0, 2), slug]),
  )
  const wishes = newPages.map((page) => ({
    page,
    toc: /^(true|yes|1|on)$/i.test(page.fields.get('toc') ?? ''),
    wish: readSortorder(page.fields.get('sortorder')),
  }))
  // In reading order, so that the first of two pages with one sortorder keeps it.
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
      notes.push(`Chapter ${chapter} has no head, so this page is its head. Set its toc to false if another should be.`)
    }
    const wanted = wish || `${chapter}01`
    const sortorder = wish && !taken.has(wish) ? wish : findFree(wanted, taken)
    if (!wish)
      notes.push(
        `${written ? `Its sortorder "${written}" is invalid` : 'It has no sortorder'}; "${sortorder}" is used.`,
      )
    else if (sortorder !== wish)
      notes.push(`The sortorder "${wish}" is already used by ${taken.get(wish)}; "${sortorder}" is used.`)
    else if (sortorder !== written) notes.push(`The sortorder "${written}" was changed to "${sortorder}".`)
    taken.set(sortorder, page.slug)
    const head = heads.get(chapter)
    if (toc && !own.has(page)) notes.push(`Chapter ${chapter} already has the head ${head}; toc is set to false.`)
    places.set(page, { sortorder, toc: own.has(page), folder: headless.has(chapter) || !head ? chapter : head, notes })
  }
  return places
}

/** Returns a sortorder of four to twelve digits; empty if invalid. */
function readSortorder(text: string | undefined): string {
  const digits = (text ?? '').trim().replace(/^["']|["']$/g, '')
  if (!/^\d+$/.test(digits)) return ''
  return digits.length < 4 ? digits.padStart(4, '0') : digits.slice(0, 12)
}

/** Returns the next free sortorder of the chapter; if there is none, one in between. */
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

/** Compares strings by code unit. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
