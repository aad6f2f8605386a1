import type { Mark } from '@/lib/shelf/mark'

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
