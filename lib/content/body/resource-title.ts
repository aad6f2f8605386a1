/**
 * The kinds of media. Articles are the default, and may be named too. A `reference` is for looking things up, and does
 * not count as reading.
 */
export const media = ['article', 'video', 'book', 'course', 'docs', 'reference'] as const

/** The medium of a resource. */
export type Medium = (typeof media)[number]

/** A title, and the details that its author gives with it. */
export interface TitleParts {
  title: string
  medium?: Medium
  year?: number
  minutes?: number
}

/**
 * Parses a title such as "How DNS works [video, 2024, 40 min]". Medium, year and length are in this order, each
 * optional. Brackets with anything else belong to the title.
 */
export function parseTitle(given: string): TitleParts {
  const [, title, list] = /^(.*\S)\s*\[([^[\]]+)\]$/.exec(given.trim()) ?? []
  if (title === undefined || list === undefined) return { title: given.trim() }
  const parts: TitleParts = { title }
  const rest = list.split(',').map((part) => part.trim())
  const medium = media.find((each) => each === rest[0])
  if (medium) {
    parts.medium = medium
    rest.shift()
  }
  if (/^(19|20)\d\d$/.test(rest[0] ?? '')) parts.year = Number(rest.shift())
  const minutes = /^([1-9]\d{0,3}) min$/.exec(rest[0] ?? '')?.[1]
  if (minutes) {
    parts.minutes = Number(minutes)
    rest.shift()
  }
  return rest.length === 0 ? parts : { title: given.trim() }
}

/** Whether brackets at the end of a title resemble those that `parseTitle` reads but are invalid. */
export function hasUnreadableParts(given: string): boolean {
  const list = /\[([^[\]]+)\]\s*$/.exec(given)?.[1]
  if (list === undefined || parseTitle(given).title !== given.trim()) return false
  return list.split(',').some((part) => media.some((each) => each === part.trim()) || /^\s*\d+( ?min.*)?$/.test(part))
}

/** Formats a duration as "40 min" or "1 h 20 min". */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(' ')
}
