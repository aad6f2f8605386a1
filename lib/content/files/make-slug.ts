import { createHash } from 'node:crypto'
import { isSlug } from './front-matter'

/** Letters that lose no accent in German addresses, but are spelt out. */
const german = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Latin letters that are no base letter with a mark, as they are spelt where they can't be written. */
const spelling: Record<string, string> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ß: 'ss',
}

/**
 * Makes a slug of any text: lower-case letters, digits and single hyphens. With the language of the text, as German
 * spells it: "schaerfen".
 */
export function toSlug(text: string, lang = ''): string {
  const spelt = /^de\b/i.test(lang)
    ? text
        .normalize()
        .toLowerCase()
        .replace(/[äöü]/g, (letter) => german[letter as keyof typeof german])
    : text
  const slug = spelt
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æœøłđðþħıŋŧß]/g, (letter) => spelling[letter]!)
    .replace(/(?<=[a-z])['’](?=[a-z])/g, '')
    // "C", "C++" and "C#" are three languages.
    .replace(/(?<=\b[a-z])\+\+/g, 'pp')
    .replace(/(?<=\b[a-z])#/g, 'sharp')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|(?<!-)-+$/g, '')
  // Some slugs are paths of the portal itself.
  return slug && !isSlug(slug) ? `${slug.slice(0, 75)}-page` : slug
}

/**
 * Makes a slug of a page's name. If letters of other scripts are lost, a short hash of the name is added, so
 * that slugs stay distinct and the same in each import.
 */
export function slugFor(name: string, lang?: string): string {
  const slug = toSlug(name, lang)
  if (!/(?!\p{Script=Latin})\p{L}/u.test(name)) return slug
  return `${slug.slice(0, 70).replace(/(?<!-)-+$/, '') || 'page'}-${createHash('sha256').update(name.normalize()).digest('hex').slice(0, 6)}`
}
