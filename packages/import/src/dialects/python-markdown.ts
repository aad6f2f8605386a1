import { splitSpans, type SourceLines } from './source-lines'

/** Rewrites syntax of Python-Markdown and PyMdown Extensions: keys, icons, marked and raised text, abbreviations. */
export function rewritePythonMarkdown(page: SourceLines): void {
  if (/^(?:jekyll|mkdocs)$/.test(page.context.generator ?? '')) joinReferences(page)
  spellOut(page)
  page.mapProse((text) => {
    if (!/\+\+["\w]|:(?:material|fontawesome|octicons|simple)-|==\S|\^\S|~\S|`#!|\]\[\^/.test(text)) return text
    return splitSpans(text.replace(leading, dropLeading))
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
              .replace(brand, (_all, name: string) => name.charAt(0).toUpperCase() + name.slice(1))
              .replace(icon, (_all, name: string, given?: string, space = '') => {
                const sign = nameSign(name, given)
                return sign && sign + space
              }),
      )
      .join('')
  })
}

/** Icons at the start of an item with a dash behind them, which show what the item is about. */
const leading =
  /^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)((?::(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}]*\})?[ \t]*(?:[+/–—-][ \t]+)?)+)(?=\S)/

function dropLeading(whole: string, marker: string, icons: string): string {
  const isMeant = [...icons.matchAll(icon)].some(([, name = '', given]) => nameSign(name, given))
  return isMeant || !/[–—-][ \t]+$/.test(icons) ? whole : marker
}

const icon = /:(?:material|fontawesome|octicons|simple)-([\w-]+):(\{[^}]*\})?([ \t]?)/g
/** The icon of a brand that takes the place of its name in a sentence. */
const brand = /:(?:fontawesome-brands|simple)-([a-z][a-z0-9]*):(?:\{[^}]*\})?(?=\s*(?:[,.;)]|(?:or|and)\b))/g
/** Icons that mean something without words. */
const signs: Record<string, string> = { check: '✓', close: '✗', x: '✗', xmark: '✗', times: '✗' }

/** Returns the words or the sign of an icon; none if it only decorates. */
function nameSign(name: string, given = ''): string {
  const [, title] = /\btitle=["']([^"']+)["']/.exec(given) ?? []
  return title ? `(${title})` : (signs[/^(?:regular-|solid-)?([a-z]+)/.exec(name)?.[1] ?? ''] ?? '')
}

const abbreviation = /^[ \t]*\*\[([^\]]+)\]:[ \t]*(\S.*?)[ \t]*$/
/** What is no sentence: code, tags, addresses, labels and titles of blocks. */
const noWords = /(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)|<[^<>]*>|\]\([^()]*\)|\]\[[^\]]*\]|https?:\S+/

/** Writes the meaning of an abbreviation in brackets where a page first uses it: the portal shows no tooltips. */
function spellOut(page: SourceLines): void {
  const meanings = new Map<string, string>()
  page.mapProse((text) => {
    const [, short = '', words = ''] = abbreviation.exec(text) ?? []
    if (short && !meanings.has(short)) meanings.set(short, words)
    return short ? null : text
  })
  if (!meanings.size) return
  const code = page.findCode()
  const whole = page.lines
    .filter((_line, at) => !code[at])
    .map(({ text }) => text)
    .join('\n')
  for (const [short, words] of meanings) if (whole.includes(words)) meanings.delete(short)
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const shorts = () =>
    [...meanings.keys()]
      .sort((a, b) => b.length - a.length)
      .map(escape)
      .join('|')
  const build = () => new RegExp(`${noWords.source}|(?<![\\p{L}\\p{N}_])(${shorts()})(?![\\p{L}\\p{N}_])`, 'gu')
  let pattern = build()
  page.mapProse((text) => {
    if (!meanings.size || /^ {0,3}(?:#{1,6}\s|\[[^\]]+\]:|=+\s*$)/.test(text)) return text
    return text.replace(pattern, (found: string, _mark: string | undefined, short: string | undefined) => {
      const words = short === undefined ? undefined : meanings.get(short)
      if (!words) return found
      meanings.delete(found)
      if (meanings.size) pattern = build()
      return `${found} (${words})`
    })
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
