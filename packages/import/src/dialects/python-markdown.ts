import { splitSpans, type SourceLines } from './source-lines'

/** Rewrites syntax of Python-Markdown and PyMdown Extensions: keys, icons, marked and raised text, abbreviations. */
export function rewritePythonMarkdown(page: SourceLines): void {
  if (/^(?:jekyll|mkdocs)$/.test(page.context.generator ?? '')) joinReferences(page)
  page.mapProse((text, line) => {
    if (/^\*\[[^\]]+\]:[ \t]*\S/.test(text)) {
      page.addLeftOut('The abbreviation ("*[…]: …")', line)
      return null
    }
    if (!/\+\+["\w]|:(?:material|fontawesome|octicons|simple)-|==\S|\^\S|~\S|`#!|\]\[\^/.test(text)) return text
    return splitSpans(text)
      .map((part, index) =>
        index % 2
          ? part.replace(/^(`+)#!\w+ (?=[^`\s])|(?<=^`+)#!\w+(?= `)/, '$1')
          : part
              // CommonMark would take a footnote behind a reference for its label.
              .replace(/\](?=\[\^[^\]]+\])/g, ']<!-- -->')
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

const spaced = /\[([^[\]]*)\][ \t]*$/

/** Joins a reference with its label, between which CommonMark allows no space and no line break. */
function joinReferences(page: SourceLines): void {
  const names = new Set(
    page.lines.flatMap(({ text }) => /^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S/.exec(text)?.[1]?.toLowerCase() ?? []),
  )
  if (!names.size) return
  const isReference = (before: string, label: string) => {
    const [, words = 'words'] = spaced.exec(before) ?? []
    return before.trimEnd().endsWith(']') && words.length > 1 && names.has(label) && !names.has(words.toLowerCase())
  }
  let before: { text: string } | undefined
  const code = page.findCode()
  page.lines = page.lines.filter((line, index) => {
    if (code[index]) {
      before = undefined
      return true
    }
    line.text = line.text.replace(
      /(?<=(\[[^[\]]+\])) (?=\[([^[\]]+)\](?![[(:]))/g,
      (space, words: string, label: string) => (isReference(words, label.toLowerCase()) ? '' : space),
    )
    const [, label = ''] = /^[ \t]*\[([^[\]]+)\](?![[(:])/.exec(line.text) ?? []
    if (before && label && isReference(before.text, label.toLowerCase())) {
      before.text = before.text.trimEnd() + line.text.trimStart()
      return false
    }
    before = line
    return true
  })
}

function nameKey(key: string): string {
  const plain = key.replace(/^"|"$/g, '')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
