import { domainToUnicode } from 'node:url'
import { findInvisible } from '../invisible-characters'
import { parseUrl } from '../parse-url'
import { answersHttps } from './https-hosts'

/** What is wrong with an address, in a sentence for editors. */
export interface AddressFault {
  rule: 'address' | 'scheme' | 'homograph' | 'insecure'
  message: string
}

const fault = (rule: AddressFault['rule'], message: string): AddressFault => ({ rule, message })

/** Whether an address leads to somewhere within the portal, as far as its form says. */
export function isInside(href: string): boolean {
  return !/^([a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(href)
}

/** What is wrong with an address as it stands, whatever else the content holds; null where nothing is. */
export function findAddressFault(href: string): AddressFault | null {
  if (href.trim() === '') return fault('address', 'The address is empty. Write where the link leads.')
  // Browsers leave tabs and newlines out of an address before they look at its scheme.
  const unseen = findInvisible(href, 'several lines')
  if (unseen || /[\t\n\r]/.test(href))
    return fault('address', `The address holds ${unseen?.name ?? 'a tab or a line break'}. Take it out.`)
  if (/\s/.test(href)) return fault('address', 'The address holds a space. Write it as %20, or take it out.')
  if (href.includes('\\')) return fault('address', 'The address holds a backslash. Write "/".')
  if (/%(?![0-9a-f]{2})/i.test(href))
    return fault('address', 'The address holds a "%" that begins no character. Write "%25" for a percent sign.')
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
      : fault('address', 'An address of mail is written mailto:name@example.org.')
  if (scheme !== 'http' && scheme !== 'https')
    return fault('scheme', `An address can't begin with "${scheme}:". Use https:, mailto:, or an address of this site.`)
  return findWebFault(href, scheme)
}

function findWebFault(href: string, scheme: string): AddressFault | null {
  if (!/^https?:\/\/[^/]/i.test(href) || !parseUrl(href))
    return fault('address', 'This is no address. Write it as the browser shows it: https://example.org/page.')
  const url = new URL(href)
  const written = /^https?:\/\/([^/?#]*)/i.exec(href)?.[1] ?? ''
  if (url.username || url.password || written.includes('@'))
    return fault(
      'address',
      `The address holds a name or password before "@"; it leads to ${url.hostname}. Take out what stands before the "@".`,
    )
  if (/^\[|^[\d.]+$/.test(url.hostname)) return fault('address', 'The address is a number. Link a site by its name.')
  if (!/[^.]\.[^.]/.test(url.hostname))
    return fault(
      'address',
      `"${url.hostname}" is no site that readers could reach. Write the whole name, or put the address into \`code\`.`,
    )
  const misleading = findHomograph(written, url.hostname)
  if (misleading) return fault('homograph', `${misleading} Copy the address from the browser, or leave the link out.`)
  if (scheme === 'http' && answersHttps(url.hostname)) return insecure(url.hostname)
  return null
}

/** An `http:` address of a host that is known to answer over https. */
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
/** Scripts that are written together. */
const together = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
]
/** Letters of other scripts that look like Latin ones. */
const lookalikes = /^[-\da-zаԁеһіјӏкӄопрԛсѕуԝхѵүөαοριντυκχωѡʏɡɑօհսցո]+$/u

/** Why a host's name may be taken for another's. */
function findHomograph(written: string, hostname: string): string | null {
  const ascii = /^[\p{ASCII}]*$/u
  const encoded = /(^|\.)xn--/.test(hostname)
  if (!encoded && (!ascii.test(written) || written.includes('%')))
    return `The host is written with other letters than it has, and leads to ${hostname}.`
  const decoded = domainToUnicode(hostname)
  if (ascii.test(decoded)) return encoded ? `"${hostname}" is no name.` : null
  for (const label of decoded.split('.')) {
    if (ascii.test(label)) continue
    const used = scripts.filter(({ test }) => test.test(label)).map(({ name }) => name)
    const mixed = used.length > 1 && !together.some((set) => used.every((name) => set.includes(name)))
    if (mixed) return `The host "${decoded}" (${hostname}) mixes letters of several scripts (${used.join(', ')}).`
    if (!used.includes('Latin') && lookalikes.test(label))
      return `The host "${decoded}" (${hostname}) is written with letters that look like Latin ones and are not.`
    if (/[ɡɑʏıƖǀ]/u.test(label))
      return `The host "${decoded}" (${hostname}) is written with letters that look like others.`
  }
  return null
}
