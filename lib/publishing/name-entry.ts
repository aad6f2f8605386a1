import type { Feed, News } from './news'

/** Returns an entry's permanent id, a tag URI (RFC 4151) of host, date and name. */
export function nameEntry({ id, published }: News, base: string): string {
  return `tag:${new URL(base).hostname},${published.toISOString().slice(0, 10)}:${encodeURI(id)}`
}

/** Returns a feed's id: the address of its page. */
export function nameFeed({ path }: Feed, base: string): string {
  return base + path
}

/** Returns the time a feed's news last changed; the epoch if it is empty. */
export function tellUpdated({ news }: Feed): Date {
  return new Date(Math.max(0, ...news.map(({ updated }) => Number(updated))))
}
