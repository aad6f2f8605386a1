import type { Feed, News } from './news'

/** What an entry is known by for good, as a tag URI (RFC 4151): whose it is, since when, and what. */
export function nameEntry({ id, published }: News, base: string): string {
  return `tag:${new URL(base).hostname},${published.toISOString().slice(0, 10)}:${encodeURI(id)}`
}

/** What a feed is known by: the page it belongs to. */
export function nameFeed({ path }: Feed, base: string): string {
  return base + path
}

/** When anything in a feed last changed; at the dawn of time, where there is nothing in it. */
export function tellUpdated({ news }: Feed): Date {
  return new Date(Math.max(0, ...news.map(({ updated }) => Number(updated))))
}
