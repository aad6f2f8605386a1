import { readValues, type Messages } from './generate-messages'

/** A source file: its path and its text. */
export interface Source {
  file: string
  text: string
}

/** How long a translation may be, in characters: room in the layout is for the English text and some more. */
const longest = (english: string) => english.length * 1.5 + 12

/** Returns what is wrong with a translation of a message file, one sentence each. */
export function checkTranslation(file: string, english: Messages, translated: Messages): string[] {
  const missing = Object.keys(english).filter((key) => !(key in translated))
  const unknown = Object.keys(translated).filter((key) => !(key in english))
  const shared = Object.entries(translated).filter(([key]) => key in english)
  return [
    ...missing.map((key) => `${file}: "${key}" is missing. Translate “${english[key]}”.`),
    ...unknown.map((key) => `${file}: "${key}" is not an English message. Remove it.`),
    ...shared.flatMap(([key, message]) => {
      const where = `${file}: ${key}`
      const [needed, used] = [english[key]!, message].map((each) => listValues(each, where)) as [string, string]
      if (needed !== used) return [`${where} uses ${used || 'no values'}, the English message ${needed || 'none'}.`]
      return message.length > longest(english[key]!)
        ? [
            `${where} has ${message.length} characters, and at most ${Math.floor(longest(english[key]!))} fit. Shorten it.`,
          ]
        : []
    }),
  ]
}

const listValues = (message: string, where: string) =>
  [...readValues(message, where)]
    .map(([name, type]) => (type === 'Tag' ? `<${name}>` : `{${name}}`))
    .sort()
    .join(' ')

/** Returns the keys of a namespace that no source names. A template such as `t(`state-${state}`)` names all with its beginning. */
export function findUnused(namespace: string, keys: string[], sources: Source[]): string[] {
  const users = sources.filter(({ text }) => text.includes(`messages/generated/${namespace}'`))
  const named = new Set(users.flatMap(({ text }) => [...text.matchAll(/'([^'\n]*)'/g)].map(([, word]) => word!)))
  const beginnings = users.flatMap(({ text }) => [...text.matchAll(/`([\w.-]+)\$\{/g)].map(([, word]) => word!))
  return keys.filter((key) => !named.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)))
}
