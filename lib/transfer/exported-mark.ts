import type { Mark } from '../shelf'

/** A mark with what the portal knows of its resource, as it is taken along. */
export interface ExportedMark extends Mark {
  resource: string
  /** Null only where nothing is known of the resource any more. */
  href: string | null
  title: string | null
  kind: string | null
  /** The slugs of the topics that list it. */
  topics: string[]
}

/** The latest change of any of a mark's fields. */
export function getChanged({ bookmarkedAt, progressAt, noteAt }: Mark): Date | null {
  const times = [bookmarkedAt, progressAt, noteAt].flatMap((time) => (time ? [time.getTime()] : []))
  return times.length ? new Date(Math.max(...times)) : null
}

/** Whether a mark is on the shelf, and not one that was taken back. */
export function isOnShelf(mark: Mark): boolean {
  return mark.bookmarked || mark.progress !== 'to-read' || mark.note !== null
}
