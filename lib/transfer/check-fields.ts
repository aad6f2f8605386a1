import { t } from '@/messages/generated/transfer-rules'
import { parseUrl } from '../parse-url'
import { Fault } from './entry'

/** Longest address of a resource. */
export const addressLength = 2048

/** Throws a Fault for an address that can't belong to a tutorial. */
export function checkAddress(href: string | null | undefined): void {
  const address = href?.trim()
  if (!address) throw new Fault(t('addressMissing'))
  const scheme = /^[\p{Cc}\s]*([a-z][a-z0-9+.-]*):/iu.exec(address)?.[1]?.toLowerCase()
  if (!scheme) throw new Fault(t('addressWithoutScheme'))
  if (scheme !== 'http' && scheme !== 'https') throw new Fault(t('addressScheme', { scheme: scheme.slice(0, 30) }))
  if (address.length > addressLength) throw new Fault(t('addressTooLong', { max: addressLength }))
  if (!isKeepable(address) || !/^https?:\/\/[^/]/i.test(address) || !parseUrl(address))
    throw new Fault(t('addressInvalid'))
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
    remarks.push(t('noteCharacters'))
  }
  if (note.length <= longest) return note
  remarks.push(t('noteShortened', { max: longest }))
  // A lone surrogate can't be stored.
  return `${note.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Tells whether every database stores the text unchanged. */
function isKeepable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}
