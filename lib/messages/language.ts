import { onceAProcess } from '../once-a-process'

/** The pseudo-language of tests: English written from right to left, as `ar-XB` in ICU and Android. */
export const pseudoLanguage = 'ar-XB'

const current = onceAProcess('language', () => ({ tag: 'en' }))

/** Sets the language of this process: that of the portal it serves. */
export function setLanguage(tag: string): void {
  current.tag = tag
}

/** Returns the portal's language as a BCP 47 tag: in a browser, that of the page. */
export function getLanguage(): string {
  return typeof document === 'undefined' ? current.tag : document.documentElement.lang
}

/** Returns the one of `languages` that fits a tag: itself, or the language without its region; null without one. */
export function matchLanguage(tag: string, languages: string[]): string | null {
  const find = (wanted: string) => languages.find((each) => each.toLowerCase() === wanted)
  const wanted = tag.toLowerCase()
  return find(wanted) ?? find(wanted.split('-')[0]!) ?? null
}
