import { parseUrl } from '../parse-url'
import { Fault } from './entry'

/** Longer ones are no addresses of pages that people read. */
export const addressLength = 2048

/** Refuses an address that can't be of a tutorial. */
export function checkAddress(href: string | null | undefined): void {
  const address = href?.trim()
  if (!address) throw new Fault('There is no address.')
  const scheme = /^[\p{Cc}\s]*([a-z][a-z0-9+.-]*):/iu.exec(address)?.[1]?.toLowerCase()
  if (!scheme) throw new Fault('The address does not begin with https:// or http://.')
  if (scheme !== 'http' && scheme !== 'https')
    throw new Fault(`An address that begins with “${scheme.slice(0, 30)}:” leads to no tutorial.`)
  if (address.length > addressLength) throw new Fault(`The address is longer than ${addressLength} characters.`)
  if (!isKeepable(address) || !/^https?:\/\/[^/]/i.test(address) || !parseUrl(address))
    throw new Fault('The address can’t be read.')
}

/** Returns a note as a shelf keeps it, shortened where it must be; `remarks` then says so. Null where there is none. */
export function toNote(text: string, longest: number, remarks: string[]): string | null {
  return keepNote(text.replace(/\r\n?/g, '\n').trim(), longest, remarks) || null
}

/** The same, to the last space. */
export function keepNote(text: string, longest: number, remarks: string[]): string {
  let note = text
  if (!isKeepable(note)) {
    note = note.replace(/[\0\p{Surrogate}]/gu, '\uFFFD')
    remarks.push('Characters of the note that can’t be kept were replaced by �.')
  }
  if (note.length <= longest) return note
  remarks.push(`The note is longer than ${longest.toLocaleString('en')} characters and was shortened.`)
  // Half of a character outside the first plane can't be kept.
  return `${note.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Whether every database keeps the text as it is. */
export function isKeepable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}
