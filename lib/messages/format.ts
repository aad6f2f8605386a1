import { getLanguage, matchLanguage, pseudoLanguage } from './language'
import { languages } from '../../messages/generated/languages'

const formatters = new Map<string, unknown>()

/** Creating a formatter is slow, so that each is kept. */
function keep<Options, Formatter>(
  Format: new (locale: string, options?: Options) => Formatter,
): (locale: string, options?: Options) => Formatter {
  return (locale, options) => {
    const key = `${Format.name} ${locale} ${JSON.stringify(options)}`
    if (!formatters.has(key)) formatters.set(key, new Format(locale, options))
    return formatters.get(key) as Formatter
  }
}

/** Returns a date format of `Intl`, created once. */
export const getDateTimeFormat = keep<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat)
/** Returns a number format of `Intl`, created once. */
export const getNumberFormat = keep<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat)
/** Returns the plural rules of a language, created once. */
export const getPluralRules = keep<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules)

/** Returns the order of a language's letters, created once. */
const getCollator = keep<Intl.CollatorOptions, Intl.Collator>(Intl.Collator)

/** Compares two titles or names by the rules of the portal's language: without case, and 2 before 10. */
export function compareNames(one: string, other: string): number {
  return getCollator(getLanguage(), { sensitivity: 'base', numeric: true }).compare(one, other)
}

/**
 * Returns the locale in which the interface formats dates and numbers: the portal's language if the interface speaks it,
 * otherwise British English.
 */
export function getLocale(): string {
  const tag = getLanguage()
  return tag === 'en' || tag === pseudoLanguage || !matchLanguage(tag, [...languages]) ? 'en-GB' : tag
}

/** Formats a number in the portal's language. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return getNumberFormat(getLocale(), options).format(value)
}

/** Formats a date in the portal's language. */
export function formatDate(date: Date | number, options: Intl.DateTimeFormatOptions): string {
  return getDateTimeFormat(getLocale(), options).format(date)
}
