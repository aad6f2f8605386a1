import { nameToEmoji } from 'gemoji'

/** Returns a text with the emoji that its `:names:` stand for on GitHub, in Hugo and in MkDocs. */
export function toEmoji(text: string): string {
  if (!text.includes(':')) return text
  return text.replace(/(?<![\w:])((?::[a-z0-9_+-]+:)+)(?![\w:])/g, (_all, names: string) =>
    names.replace(/:([a-z0-9_+-]+):/g, (name: string, word: string) =>
      Object.hasOwn(nameToEmoji, word) ? nameToEmoji[word]! : name,
    ),
  )
}
