import { domainToASCII, domainToUnicode } from 'node:url'
import { findInvisible } from './invisible-characters'

/** Limits of RFC 5321, in octets. */
const longest = 254
const longestLocalPart = 64

/** HTML's rule for `<input type="email">`, extended by the letters and symbols of all scripts. */
const localPart = /^(?:[a-z0-9.!#$%&'*+/=?^_`{|}~-]|(?!\p{ASCII})[\p{L}\p{M}\p{N}\p{P}\p{S}\u200c\u200d])+$/u
/** A leading combining mark, which would join the preceding text, and letters without a glyph. */
const confusing = /^\p{M}|[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f]/u
const internationalHost = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61\u00b7\u30fb\u200c\u200d-]+$/u
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Returns an email address as it is stored and compared: in lower case and NFC, with the host in ASCII, so that
 * `ada@müller.example` and `ada@xn--mller-kva.example` are one. Returns null if it is none.
 */
export function readEmailAddress(typed: string): string | null {
  const text = fold(typed)
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  // A compatibility character, such as the wide "＠", must also be valid in its normal form.
  if (
    !localPart.test(local) ||
    !localPart.test(local.normalize('NFKC')) ||
    confusing.test(local) ||
    findInvisible(local)
  )
    return null
  const host = toAsciiHost(text.slice(at + 1))
  if (!host.split('.').every((each) => label.test(each))) return null
  const address = `${local}@${host}`
  return Buffer.byteLength(local) > longestLocalPart || address.length > longest || Buffer.byteLength(address) > longest
    ? null
    : address
}

/** Returns the stored form of a typed address, including addresses stored under an earlier rule. */
export function toStoredAddress(typed: string): string {
  return readEmailAddress(typed) ?? fold(typed)
}

/** Returns a stored address with its host in the reader's script. */
export function formatEmailAddress(stored: string): string {
  const at = stored.lastIndexOf('@')
  if (at < 0) return stored
  const host = stored.slice(at + 1)
  const shown = domainToUnicode(host)
  // Only if it converts back to the same host.
  return shown && toAsciiHost(shown) === host ? `${stored.slice(0, at)}@${shown}` : stored
}

/** Returns whether mail to an address requires a server with SMTPUTF8 (RFC 6531). */
export function needsSmtpUtf8(address: string): boolean {
  return /[^\x00-\x7f]/.test(address.slice(0, address.lastIndexOf('@')))
}

/** Returns a host in ASCII; empty if it is invalid, as with broken punycode. */
export function toAsciiHost(host: string): string {
  if (!internationalHost.test(host)) return ''
  // Plain ASCII is unchanged: 0x7f.1 would become an IP address.
  return /[^\x21-\x7e]|xn--/.test(host) ? domainToASCII(host) : host
}

const fold = (typed: string) => typed.trim().toLowerCase().normalize('NFC')
