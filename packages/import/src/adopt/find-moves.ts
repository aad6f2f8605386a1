import { deriveResourceId, isSlug } from '@/lib/content'
import type { LastRun } from './last-run'
import { findGone } from './match-entries'
import type { EntryRecord, PageRecord, VanishedRecord } from './record'

/** An address or a slug that changed. */
export interface Move {
  list: 'addresses' | 'pages'
  from: string
  to: string
  title: string
}

/**
 * Compares the pages of two runs. Returns the addresses and slugs that moved, and those that are missing and not declared
 * in `moved.yaml`, also from earlier runs.
 */
export function findMoves(
  pages: PageRecord[],
  removed: PageRecord[],
  last: LastRun,
  isLeftAsIs: (page: PageRecord) => boolean,
): { moves: Move[]; vanished: VanishedRecord[] } {
  const { portal } = last
  const moves: Move[] = []
  const vanished: VanishedRecord[] = []
  const isDeclared = (id: string) =>
    portal?.moves.resources.has(id) === true || portal?.moves.withdrawn.has(id) === true
  const isElsewhere = (id: string) =>
    portal?.resources.get(id)?.topics.some(({ slug }) => !last.slugs.has(slug)) === true
  for (const { page, entry, now } of findGone(last.pages, pages)) {
    if (isDeclared(entry.id) || isElsewhere(entry.id) || isLeftAsIs(page)) continue
    if (now && hasOwnId(now) && hasOwnId(entry))
      moves.push({ list: 'addresses', from: entry.address, to: now.address, title: entry.title })
    else vanished.push({ name: entry.address, title: entry.title, was: `${page.file}:${entry.line}` })
  }
  for (const { from, ...move } of revertedMoves(pages, last))
    if (!moves.some((each) => each.from === from)) moves.push({ from, ...move })
  for (const page of removed) {
    if (portal?.moves.withdrawnTopics.has(page.slug)) continue
    const slug = last.followSlug(page.slug)
    const heir = findHeir(page, pages)
    if (heir) moves.push({ list: 'pages', from: slug, to: heir.slug, title: page.title })
    else vanished.push({ name: slug, title: page.title, was: `${last.fileOf(page)}:1` })
  }
  const ids = new Set(pages.flatMap(({ entries }) => entries.map(({ id }) => id)))
  const isSettled = (name: string) => {
    if (isSlug(name))
      return (
        portal?.moves.topics.has(name) === true ||
        portal?.moves.withdrawnTopics.has(name) === true ||
        pages.some(({ slug }) => slug === name)
      )
    const id = deriveResourceId(name)
    return isDeclared(id) || ids.has(id) || isElsewhere(id)
  }
  for (const each of last.vanished)
    if (!isSettled(each.name) && !vanished.some(({ name }) => name === each.name)) vanished.push(each)
  return { moves, vanished }
}

/** Whether the id of an entry is that of its address, so that a move of the address moves its marks. */
function hasOwnId({ id, address }: EntryRecord): boolean {
  return id === deriveResourceId(address)
}

/** Returns the moves from current addresses back to former ones. */
function revertedMoves(pages: PageRecord[], { entries: before, portal }: LastRun): Move[] {
  const addresses = new Map(before.map(({ id, address }) => [id, address]))
  return pages.flatMap(({ entries }) =>
    entries.flatMap(({ id, address, title }): Move[] => {
      const current = portal?.moves.resources.get(id)
      const from = current === undefined ? undefined : addresses.get(current)
      return from === undefined ? [] : [{ list: 'addresses', from, to: address, title }]
    }),
  )
}

/** Returns the page that lists the most entries of another page; null if none lists any. */
function findHeir(page: PageRecord, pages: PageRecord[]): PageRecord | null {
  const ids = new Set(page.entries.map(({ id }) => id))
  const [best] = pages
    .filter((other) => other.slug !== page.slug)
    .map((other) => ({ other, shared: other.entries.filter(({ id }) => ids.has(id)).length }))
    .sort((a, b) => b.shared - a.shared)
  return best && best.shared > 0 ? best.other : null
}
