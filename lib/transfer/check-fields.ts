import { Fault } from './entry'

/** Longer ones are no addresses of pages that people read. */
export const addressLength = 2048

/** Refuses an address that can't be of a tutorial. */
export function checkAddress(href: string | null | undefined): void {
  const address = href?.trim()
  if (!address) throw new Fault('There is no address.')
  const scheme = /^[\p{Cc}\s]*([a-z][a-z0-9+.-]*):/iu.exec(address)?.[1]?.toLowerCase()
  if (!scheme) throw new Fault('The address does not begin with https:// or http://.')
  if (scheme !== 'http' && scheme !== 'https') throw new Fault(`An address that begins with “${scheme.slice(0, 30)}:” leads to no tutorial.`)
  if (address.length > addressLength) throw new Fault(`The address is longer than ${addressLength} characters.`)
  if (!isKeepable(address) || !/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) throw new Fault('The address can’t be read.')
}

/** A note as it is kept; null where there is none. */
export function toNote(text: string, longest: number): string | null {
  const note = text.replace(/\r\n?/g, '\n').trim()
  if (!isKeepable(note)) throw new Fault('The note holds a character that can’t be kept.')
  if (note.length > longest) throw new Fault(`The note is longer than ${longest} characters.`)
  return note || null
}

/** Whether every database keeps the text as it is. */
export function isKeepable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}

/** A time in seconds since 1970 (some browsers: milliseconds or microseconds) as ISO text; null where there is none. */
export function toTime(written: string): string | null {
  const text = written.trim()
  if (/^0*$/.test(text)) return null
  let seconds = /^\d{1,17}$/.test(text) ? Number(text) : NaN
  while (seconds > 1e11) seconds /= 1000
  const time = new Date(Math.floor(seconds * 1000))
  if (Number.isNaN(time.getTime())) throw new Fault(`“${text.slice(0, 40)}” is no date.`)
  return time.toISOString()
}
