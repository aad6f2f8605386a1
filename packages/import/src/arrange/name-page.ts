/** Returns a file's name without extension, and without a leading date or number. */
export function fileStem(file: string): string {
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.(md|markdown|mkd|mdown|mdx|txt|text|html?)$/i, '')
  return name.replace(/^(?:\d{4}[-_.]\d\d[-_.]\d\d|\d+)[-_. ]+(?=\S)/, '')
}

/** Shortens a text to `length` characters, between words. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/(?<!\s)\s+\S*$/, '')
  return `${(cut || text.slice(0, length - 1)).replace(/(?<![\s,;:–—-])[\s,;:–—-]+$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`
}
