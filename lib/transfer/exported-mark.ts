import type { Mark } from '@/lib/shelf/mark'

/** A mark with its resource, for an export. */
export interface ExportedMark extends Mark {
  resource: string
  /** Null only if nothing is known of the resource any more. */
  href: string | null
  title: string | null
  kind: string | null
  /** Slugs of the topics that list it. */
  topics: string[]
}
