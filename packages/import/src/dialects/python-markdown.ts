import { splitSpans } from './mdx'
import type { SourceLines } from './source-lines'

/** Rewrites syntax of Python-Markdown and PyMdown Extensions: keys, icons, marked and raised text, abbreviations. */
export function rewritePythonMarkdown(page: SourceLines): void {
  page.mapProse((text, line) => {
    if (/^\*\[[^\]]+\]:[ \t]*\S/.test(text)) {
      page.addLeftOut('The abbreviation ("*[…]: …")', line)
      return null
    }
    if (!/\+\+["\w]|:(?:material|fontawesome|octicons|simple)-|==\S|\^\S|~\S|`#!/.test(text)) return text
    return splitSpans(text)
      .map((part, index) =>
        index % 2
          ? part.replace(/^`#!\w+ (?=[^`\s])/, '`')
          : part
              .replace(/(?<![=\w])==(?=[^=\s])([^=]*[^=\s])==(?![=\w])/g, '**$1**')
              .replace(/(?<![\^\w])\^\^(?=[^^\s])([^^]*[^^\s])\^\^(?![\^\w])/g, '$1')
              .replace(/(?<=[\w)\]])~([\w()+=-]{1,12})~(?!~)/g, '<sub>$1</sub>')
              .replace(/(?<=[\w)\]])\^([\w()+=-]{1,12})\^(?!\^)/g, '<sup>$1</sup>')
              .replace(
                /(?<![\w+])\+\+([a-z0-9"-]+(?:\+[a-z0-9"-]+)*)\+\+(?![\w+])/gi,
                (_all, keys: string) => `<kbd>${keys.split('+').map(nameKey).join('+')}</kbd>`,
              )
              .replace(/:(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}]*\})?[ \t]?/g, ''),
      )
      .join('')
  })
}

function nameKey(key: string): string {
  const plain = key.replace(/^"|"$/g, '')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
