import { onceAProcess } from '../once-a-process'

/** The pseudo-language of tests: English written from right to left, as `ar-XB` in ICU and Android. */
export const pseudoLanguage = 'ar-XB'

const current = onceAProcess('language', () => ({ tag: 'en', dir: 'ltr' }))

/** Sets the language of this process and the direction it is written in: those of the portal it serves. */
export function setLanguage(tag: string, dir: 'ltr' | 'rtl' = 'ltr'): void {
  Object.assign(current, { tag, dir })
}

/** Returns the portal's language as a BCP 47 tag: in a browser, that of the page. */
export function getLanguage(): string {
  return typeof document === 'undefined' ? current.tag : document.documentElement.lang
}

/** Returns the direction in which the portal is written: in a browser, that of the page. */
export function getDirection(): string {
  return typeof document === 'undefined' ? current.dir : document.documentElement.dir || 'ltr'
}

/** Returns the one of `languages` that fits a tag: itself, or the language without its region; null without one. */
export function matchLanguage(tag: string, languages: string[]): string | null {
  const find = (wanted: string) => languages.find((each) => each.toLowerCase() === wanted)
  const wanted = tag.toLowerCase()
  return find(wanted) ?? find(wanted.split('-')[0]!) ?? null
}
