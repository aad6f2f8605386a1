import format, { type CompiledMessage } from 'icu-minify/format'
import { getDateTimeFormat, getLocale, getNumberFormat, getPluralRules } from './format'
import { getLanguage, matchLanguage, pseudoLanguage } from './language'

export { compareNames, formatDate, formatNumber, getLocale } from './format'
export { getDirection, getLanguage, matchLanguage, pseudoLanguage, setLanguage } from './language'

/** Marks a tag of a message, as in `<a>…</a>`. Only `rich` takes messages with tags. */
export interface Tag {
  readonly tag: unique symbol
}

/** The values that each message needs, by key. */
type Shape = Record<string, object>

/** No argument for a message without values. */
type Given<Values> = keyof Values extends never ? [] : [values: Values]

type WithTags<Values, T> = {
  [Name in keyof Values]: Values[Name] extends Tag ? (children: (string | T)[]) => T : Values[Name]
}

/** Returns messages in the portal's language. */
export interface Translator<Messages extends Shape> {
  /** Returns a message with its values. */
  <Key extends keyof Messages & string>(key: Key, ...values: Given<Messages[Key]>): string
  /** Returns the parts of a message with tags; each tag is made by the function of its name. */
  rich<T, Key extends keyof Messages & string = keyof Messages & string>(
    key: Key,
    values: WithTags<Messages[Key], T>,
  ): (string | T)[]
}

/** Creates the translator of a namespace from its compiled messages, by language. English is complete. */
export function createTranslator<Messages extends Shape>(
  compiled: Record<string, Record<keyof Messages & string, CompiledMessage>>,
): Translator<Messages> {
  const languages = Object.keys(compiled)
  function read(key: keyof Messages & string, values: object = {}): string | unknown[] {
    const tag = getLanguage()
    const language = matchLanguage(tag, languages) ?? 'en'
    const message = compiled[language]![key]
    const parts = format<unknown>(message, getLocale(), values as never, {
      formatters: { getDateTimeFormat, getNumberFormat, getPluralRules },
    }) as string | unknown[]
    return tag === pseudoLanguage ? reverse(parts) : parts
  }
  const translate = (key: keyof Messages & string, values?: object) => {
    const text = read(key, values)
    return typeof text === 'string' ? text : text.join('')
  }
  return Object.assign(translate, {
    rich: (key: keyof Messages & string, values: object) => [read(key, values)].flat(),
  }) as Translator<Messages>
}

/** Has text displayed from right to left, between the controls for it. */
function reverse<T>(parts: string | T[]): string | T[] {
  if (Array.isArray(parts)) return parts.map((part) => (typeof part === 'string' ? (reverse(part) as T) : part))
  return `\u202e${parts}\u202c`
}
