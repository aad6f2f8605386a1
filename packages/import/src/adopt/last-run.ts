import { deriveResourceId, type Portal, type Topic } from '@/lib/content'
import { isOutside } from './links-of'
import type { KnownPart } from './arrange-list'
import type { EntryRecord, ListRecord, OwnFields, PageRecord, VanishedRecord } from './record'

/** What the last run wrote, and the portal as it is now. */
export class LastRun {
  readonly pages: PageRecord[]
  readonly entries: EntryRecord[]
  readonly vanished: VanishedRecord[]
  /** The current slugs of its pages. */
  readonly slugs: ReadonlySet<string>

  constructor(
    record: ListRecord | undefined,
    readonly portal: Portal | null,
  ) {
    this.pages = record?.pages ?? []
    this.entries = this.pages.flatMap(({ entries }) => entries)
    this.vanished = record?.vanished ?? []
    this.slugs = new Set(this.pages.map(({ slug }) => this.followSlug(slug)))
  }

  /** Returns the current slug of a page. */
  followSlug(slug: string): string {
    return this.portal?.moves.topics.get(slug) ?? slug
  }

  /** Returns the current file of a page. */
  fileOf({ slug, file }: PageRecord): string {
    return this.portal?.topics.get(this.followSlug(slug))?.file ?? file
  }

  /** Returns the topics that are not from this list. */
  listOtherTopics(): Topic[] {
    return [...(this.portal?.topics.values() ?? [])].filter(({ slug }) => !this.slugs.has(slug))
  }

  /** Returns what an editor wrote into the front matter of a page, before the last run or after it. */
  findOwnFields(page: PageRecord): OwnFields | undefined {
    const topic = this.portal?.topics.get(this.followSlug(page.slug))
    if (!topic) return page.own
    const own: OwnFields = { ...page.own }
    for (const field of ['title', 'sidebartitle', 'meta', 'sortorder'] as const)
      if (topic[field] !== page[field]) own[field] = topic[field]
    for (const field of ['also', 'level'] as const)
      if (topic[field] === undefined) delete own[field]
      else own[field] = topic[field]
    if (topic.needs) own.needs = topic.needs
    else delete own.needs
    return Object.keys(own).length ? own : undefined
  }

  /** Returns a function that finds the part of a split section that had a link. */
  readParts(): KnownPart {
    const parts = new Map<string, Map<string, number>>()
    for (const { key, entries } of this.pages) {
      const [, whole = '', part] = /^(?:(.*), )?part (\d+)$/s.exec(key) ?? []
      if (part === undefined) continue
      const ids = parts.get(whole) ?? new Map<string, number>()
      for (const { id } of entries) ids.set(id, Number(part) - 1)
      parts.set(whole, ids)
    }
    return (key, address) => (isOutside(address) ? parts.get(key)?.get(deriveResourceId(address)) : undefined)
  }
}
