import { domainToUnicode } from 'node:url'
import { findInvisible } from '../../invisible-characters'
import { parseUrl } from '../../parse-url'
import { answersHttps } from './https-hosts'

/** A problem with an address, described for editors. */
export interface AddressFault {
  rule: 'address' | 'scheme' | 'homograph' | 'insecure'
  message: string
}

const fault = (rule: AddressFault['rule'], message: string): AddressFault => ({ rule, message })

/** Whether an address leads to this site, judging by its form alone. */
export function isInside(href: string): boolean {
  return !/^([a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(href)
}

/** Returns the problem of an address that can be found without the rest of the content; null if there is none. */
export function findAddressFault(href: string): AddressFault | null {
  if (href.trim() === '') return fault('address', 'The address is empty. Write where the link leads.')
  // Browsers remove tabs and newlines from an address before they read its scheme.
  const unseen = findInvisible(href, 'several lines')
  if (unseen || /[\t\n\r]/.test(href))
    return fault('address', `The address contains ${unseen?.name ?? 'a tab or a line break'}. Remove it.`)
  if (/\s/.test(href)) return fault('address', 'The address contains a space. Write it as %20, or remove it.')
  if (href.includes('\\')) return fault('address', 'The address contains a backslash. Write "/".')
  if (/%(?![0-9a-f]{2})/i.test(href))
    return fault('address', 'The address contains a "%" that encodes no character. Write "%25" for a percent sign.')
  if (href.startsWith('//'))
    return fault(
      'address',
      `The address begins with "//". Write https:${href} for another site, one slash for this one.`,
    )

  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase()
  if (!scheme) return null
  if (scheme === 'mailto')
    return /^mailto:[^\s@?]+@[^\s@?]+\.[^\s@?]+(\?.*)?$/i.test(href)
      ? null
      : fault('address', 'Write an email address as mailto:name@example.org.')
  if (scheme !== 'http' && scheme !== 'https')
    return fault('scheme', `An address can't begin with "${scheme}:". Use https:, mailto:, or an address of this site.`)
  return findWebFault(href, scheme)
}

function findWebFault(href: string, scheme: string): AddressFault | null {
  if (!/^https?:\/\/[^/]/i.test(href) || !parseUrl(href))
    return fault('address', 'This is not an address. Write it as the browser shows it: https://example.org/page.')
  const url = new URL(href)
  const written = /^https?:\/\/([^/?#]*)/i.exec(href)?.[1] ?? ''
  if (url.username || url.password || written.includes('@'))
    return fault(
      'address',
      `The address contains a name or password before "@"; it leads to ${url.hostname}. Remove everything up to the "@".`,
    )
  if (/^\[|^[\d.]+$/.test(url.hostname)) return fault('address', 'The address is a number. Link a site by its name.')
  if (!/[^.]\.[^.]/.test(url.hostname))
    return fault(
      'address',
      `"${url.hostname}" is not a site that readers can reach. Write the whole name, or put the address into \`code\`.`,
    )
  const misleading = findHomograph(written, url.hostname)
  if (misleading) return fault('homograph', `${misleading} Copy the address from the browser, or leave the link out.`)
  if (scheme === 'http' && answersHttps(url.hostname)) return insecure(url.hostname)
  return null
}

/** Returns the problem of an `http:` address whose host is known to answer over https. */
export function insecure(hostname: string): AddressFault {
  return fault('insecure', `${hostname} answers over https. Write https:// here.`)
}

const scripts = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Thai',
  'Georgian',
  'Cherokee',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
].map((name) => ({ name, test: new RegExp(`\\p{Script=${name}}`, 'u') }))
/** Scripts that are commonly mixed in one word. */
const together = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
]
/** Letters of other scripts that look like Latin ones. */
const lookalikes = /^[-\da-zаԁеһіјӏкӄопрԛсѕуԝхѵүөαοριντυκχωѡʏɡɑօհսցո]+$/u

/** Returns why a host name may be mistaken for another; null if it can't be. */
function findHomograph(written: string, hostname: string): string | null {
  const ascii = /^[\p{ASCII}]*$/u
  const encoded = /(^|\.)xn--/.test(hostname)
  if (!encoded && (!ascii.test(written) || written.includes('%')))
    return `The host contains look-alike or encoded letters, and leads to ${hostname}.`
  const decoded = domainToUnicode(hostname)
  if (ascii.test(decoded)) return encoded ? `"${hostname}" is not a valid host name.` : null
  for (const label of decoded.split('.')) {
    if (ascii.test(label)) continue
    const used = scripts.filter(({ test }) => test.test(label)).map(({ name }) => name)
    const mixed = used.length > 1 && !together.some((set) => used.every((name) => set.includes(name)))
    if (mixed) return `The host "${decoded}" (${hostname}) mixes letters of several scripts (${used.join(', ')}).`
    if (!used.includes('Latin') && lookalikes.test(label))
      return `The host "${decoded}" (${hostname}) uses letters that look Latin but are not.`
    if (/[ɡɑʏıƖǀ]/u.test(label)) return `The host "${decoded}" (${hostname}) uses letters that look like other letters.`
  }
  return null
}
