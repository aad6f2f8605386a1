/** Returns a file's name without extension, and without a leading date or number. */
export function fileStem(file: string): string {
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.(md|markdown|mkd|mdown|mdx|txt|text|html?)$/i, '')
  return dropNumbers(name)
}

/** Shortens a text to `length` characters, between words. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/(?<!\s)\s+\S*$/, '')
  return `${(cut || text.slice(0, length - 1)).replace(/(?<![\s,;:/&(–—-])[\s,;:/&(–—-]+$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Returns a name without a leading date or numbers, as in "2-01-selectors". */
export function dropNumbers(name: string): string {
  return name.replace(/^(?:\d{4}[-_.]\d\d[-_.]\d\d|(?:\d{1,5}[-_.) ]+(?=\d))*\d+)[-_.) ]+(?=\S)/, '')
}

/** Tells whether a file heads its folder: `index`, `_index` or README, also with a number before it. */
export function isIndex(file: string): boolean {
  return /^(_?index|readme)$/i.test(fileStem(file))
}

/** Makes a title of the name of a file or folder. */
export function toTitle(name: string): string {
  const words = dropNumbers(name)
    .replace(/[-_]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(acronyms, (word) => word.toUpperCase())
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** Words that are written in capitals. */
const acronyms =
  /(?<![\w.])(?:api|cli|css|dom|faq|html|http|https|json|jsx|sdk|seo|sql|ssh|svg|ui|url|xml|yaml)(?![\w.])/g
