import { nameToEmoji } from 'gemoji'

/** Returns a text with the emoji that its `:names:` stand for on GitHub, in Hugo and in MkDocs. */
export function toEmoji(text: string): string {
  if (!text.includes(':')) return text
  return text.replace(/(?<![\w:])((?::[a-z0-9_+-]+:)+)(?![\w:])/g, (_all, names: string) =>
    names.replace(/:([a-z0-9_+-]+):/g, (name: string, word: string) => find(word) ?? name),
  )
}

function find(word: string): string | undefined {
  // MkDocs begins names with the person that GitHub ends them with.
  const names = [word, word.replace(/^(man|woman)_(.+)$/, '$2_$1')]
  const known = names.find((each) => Object.hasOwn(nameToEmoji, each))
  return known && nameToEmoji[known]
}
