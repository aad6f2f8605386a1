import { readAttributes, type SourceLines } from './source-lines'

const component = /^[ \t]*<Code(?:\s|$)/
const attributes = String.raw`(?:[^{}"']|"[^"]*"|'[^']*'|\{[^{}]*\})*?`
const whole = new RegExp(
  String.raw`^([ \t]*)<Code\s(${attributes})\bcode=(?:\{\s*(["'\x60])([^]*?)(?<!\\)\3\s*\}|\{\s*([\w$]+)\s*\}|"([^"]*)")(${attributes})\/>[ \t]*$`,
)
const constant = /^(?:export )?const ([\w$]+)\s*=\s*(["'`])([^]*?)(?<!\\)\2;?[ \t]*$/gm

/** The most lines that a component may have. */
const mostLines = 500

/** Rewrites Starlight's component for code, whose code is a text or the name of a text, as a fence. */
export function rewriteCodeComponents(page: SourceLines): void {
  if (!page.isMdx || !page.lines.some(({ text }) => component.test(text))) return
  const texts = new Map([...page.toString().matchAll(constant)].map(([, name = '', , text = '']) => [name, text]))
  const code = page.findCode()
  const lines: typeof page.lines = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = page.lines[at]!
    lines.push(line)
    if (code[at] || !component.test(line.text)) continue
    let end = at
    while (end < at + mostLines && end < page.lines.length && !/\/>[ \t]*$/.test(page.lines[end]!.text)) end++
    const source = page.lines.slice(at, end + 1).map(({ text }) => text)
    const [, indent = '', before = '', , written, name = '', plain, after = ''] = whole.exec(source.join('\n')) ?? []
    const text = (written ?? texts.get(name) ?? plain)?.replace(/\\([`$\\])/g, '$1')
    if (text === undefined) continue
    const { lang = '', title = '' } = readAttributes(`${before} ${after}`)
    const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map(({ length }) => length + 1)))
    const info = [lang, title && `title="${title}"`].filter(Boolean).join(' ')
    lines.pop()
    for (const each of ['', `${fence}${info}`, ...text.replace(/^\n|\n[ \t]*$/g, '').split('\n'), fence, ''])
      lines.push({ text: each && indent + each, number: line.number })
    at = end
  }
  page.lines = lines
}
