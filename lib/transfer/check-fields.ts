import { parseUrl } from '../parse-url'
import { Fault } from './entry'

/** Longest address of a resource. */
export const addressLength = 2048

/** Throws a Fault for an address that can't belong to a tutorial. */
export function checkAddress(href: string | null | undefined): void {
  const address = href?.trim()
  if (!address) throw new Fault('The address is missing.')
  const scheme = /^[\p{Cc}\s]*([a-z][a-z0-9+.-]*):/iu.exec(address)?.[1]?.toLowerCase()
  if (!scheme) throw new Fault('The address doesn’t begin with https:// or http://.')
  if (scheme !== 'http' && scheme !== 'https')
    throw new Fault(`Addresses that begin with “${scheme.slice(0, 30)}:” can’t be imported.`)
  if (address.length > addressLength) throw new Fault(`The address is longer than ${addressLength} characters.`)
  if (!isKeepable(address) || !/^https?:\/\/[^/]/i.test(address) || !parseUrl(address))
    throw new Fault('The address is invalid.')
}

/** Returns a note as a shelf stores it; null if empty. Adds a remark if it was shortened. */
export function toNote(text: string, longest: number, remarks: string[]): string | null {
  return keepNote(text.replace(/\r\n?/g, '\n').trim(), longest, remarks) || null
}

/** Does the same as `toNote`, but keeps surrounding space. */
export function keepNote(text: string, longest: number, remarks: string[]): string {
  let note = text
  if (!isKeepable(note)) {
    note = note.replace(/[\0\p{Surrogate}]/gu, '\uFFFD')
    remarks.push('Some characters of the note can’t be saved. We replaced them with �.')
  }
  if (note.length <= longest) return note
  remarks.push(`The note is longer than ${longest.toLocaleString('en')} characters, so we shortened it.`)
  // A lone surrogate can't be stored.
  return `${note.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Tells whether every database stores the text unchanged. */
export function isKeepable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}
