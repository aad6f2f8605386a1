// Titles and addresses come from any pull request. In a GitHub comment they must stay text: no mentions
// of people or issues, no HTML, no links or blocks of their own.

const breaker = '&#8203;'

/** Escapes a line of text, so that GitHub shows it literally. */
export function escapeMarkdown(text: string): string {
  return (
    toLine(text)
      .replace(/[\\`*_{}[\]<>()#+\-!|~&$^=]/g, '\\$&')
      .replace(/^(\d+)\./, '$1\\.')
      // GitHub looks for these after parsing Markdown, so a backslash does not help.
      .replace(/@/g, `@${breaker}`)
      .replace(/\\#(?=\w)/g, `\\#${breaker}`)
      .replace(/\b(GH\\-)(?=\d)/gi, `$1${breaker}`)
      .replace(/[0-9a-f]{6}(?=[0-9a-f])/gi, `$&${breaker}`)
      .replace(/:\/\//g, `:${breaker}//`)
      .replace(/\b(www)\./gi, `$1${breaker}.`)
  )
}

/** Formats a line of text as inline code. */
export function toInlineCode(text: string): string {
  const line = toLine(text)
  const fence = '`'.repeat(longestRun(line) + 1)
  const padding = /^`|`$/.test(line) || line === '' ? ' ' : ''
  return `${fence}${padding}${line}${padding}${fence}`
}

/** Formats text as a code block. */
export function toCodeBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

/** Formats a link to a web address. */
export function toLink(words: string, href: string): string {
  const address = toLine(href).replace(
    /[\s<>()\\`]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return `[${escapeMarkdown(words)}](${address.replace(/&(?=#?\w+;)/g, '&amp;')})`
}

function toLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
