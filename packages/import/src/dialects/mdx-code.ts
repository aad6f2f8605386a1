import { readAttributes, type SourceLines } from './source-lines'

const component = /^[ \t]*<(Code|CodeBlock)(?:[\s>]|$)/
const attributes = String.raw`(?:[^{}"'<>]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*?`
const text = String.raw`(["'\x60])([^]*?)(?<!\\)`
/** Starlight's component, whose code is an attribute. */
const closed = new RegExp(
  String.raw`^([ \t]*)<Code\s(${attributes})\bcode=(?:\{\s*(?:${text}\3|([^]*?))\s*\}|"([^"]*)")(${attributes})\/>[ \t]*$`,
)
/** The component of Docusaurus, whose code is between its tags. */
const around = new RegExp(
  String.raw`^([ \t]*)<CodeBlock(${attributes})>\s*(?:\{\s*(?:${text}\3|([^]*?))\s*\}|([^{}<]*))\s*()<\/CodeBlock>[ \t]*$`,
)
const constant = new RegExp(String.raw`^(?:export )?const ([\w$]+)\s*=\s*${text}\2;?[ \t]*$`, 'gm')
/** A file that a module imports as text. */
const imported = /^import\s+([\w$]+)\s+from\s*['"](?:!*raw-loader[^!'"]*!([^'"]+)|([^'"?]+)\?raw)['"]/gm
const required = /\brequire\(\s*['"]!*raw-loader[^!'"]*!([^'"]+)['"]\s*\)/

/** The most lines that a component may have. */
const mostLines = 500

/**
 * Rewrites the components for code of Starlight and Docusaurus as fences. Their code is a text, the name of one, or an
 * imported file; what is computed, or not found, is left out and named.
 */
export function rewriteCodeComponents(page: SourceLines, find: (file: string) => string | undefined): void {
  if (!page.isMdx || !page.lines.some((line) => component.test(line.text))) return
  const source = page.toString()
  const texts = new Map([...source.matchAll(constant)].map(([, name = '', , value = '']) => [name, unescape(value)]))
  const files = new Map([...source.matchAll(imported)].map(([, name = '', loaded, raw]) => [name, loaded ?? raw ?? '']))
  const code = page.findCode()
  const lines: typeof page.lines = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = page.lines[at]!
    const [, name = ''] = (!code[at] && component.exec(line.text)) || []
    const isEnd = name === 'Code' ? /\/>[ \t]*$/ : /<\/CodeBlock>[ \t]*$/
    let end = at
    while (name && end < at + mostLines && end < page.lines.length && !isEnd.test(page.lines[end]!.text)) end++
    const written = page.lines
      .slice(at, end + 1)
      .map((each) => each.text)
      .join('\n')
    const found = name ? (name === 'Code' ? closed : around).exec(written) : null
    if (!found) {
      lines.push(line)
      continue
    }
    const [, indent = '', before = '', , quoted, expression = '', plain, after = ''] = found
    const file = files.get(expression) ?? required.exec(expression)?.[1]
    const shown = quoted === undefined ? (plain ?? texts.get(expression) ?? (file && find(file))) : unescape(quoted)
    at = end
    if (shown === undefined) {
      page.notes.push(
        file
          ? `The file ${file}, which line ${line.number} shows as code, was not found and is left out.`
          : `The code of <${name}> in line ${line.number} is computed and left out.`,
      )
      continue
    }
    const given = `${before} ${after}`.replace(/=\{\s*([\w$]+)\s*\}/g, (all, value: string) =>
      texts.has(value) ? `="${texts.get(value)}"` : all,
    )
    const { lang, language = lang, classname = '', title = '' } = readAttributes(given)
    const fence = '`'.repeat(Math.max(3, ...(shown.match(/`+/g) ?? []).map(({ length }) => length + 1)))
    const info = [
      language ?? /\blanguage-(\S+)/.exec(classname)?.[1],
      /[{"]/.test(title) ? '' : title && `title="${title}"`,
    ]
    for (const each of [
      '',
      fence + info.filter(Boolean).join(' '),
      ...shown.replace(/^\n|\n[ \t]*$/g, '').split('\n'),
      fence,
      '',
    ])
      lines.push({ text: each && indent + each, number: line.number })
  }
  page.lines = lines
}

/** Returns a text without the backslashes before its signs. */
const unescape = (written: string) => written.replace(/\\([`$\\])/g, '$1')
