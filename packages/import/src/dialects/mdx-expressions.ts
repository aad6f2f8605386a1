import { spans, type SourceLines } from './source-lines'

/** Signs of an expression that computes what is shown. */
const computed = /=>|\.(?:map|filter|join)\(|&&|\?\s*[<(]/
const opener = /(?<![\\$#{\w])\{(?![#/%])/g
/** Attributes whose text a page would show. */
const shown = /^(?:title|label|heading|text|summary|description|caption|alt)$/

/** The most lines that an expression may have. */
const mostLines = 100

/**
 * Leaves out the expressions of MDX that compute what is shown, such as a loop over data, and names them. Those with
 * signs of a tag are also left out of the tags that they are attributes of, which then can be read.
 */
export function dropExpressions(page: SourceLines): void {
  if (!page.lines.some(({ text }) => computed.test(text) || /=\{|\{\s*</.test(text))) return
  const code = page.findCode()
  for (const [at, line] of page.lines.entries()) {
    if (code[at] || !line.text.includes('{')) continue
    const plain = line.text.replace(spans, (span) => ' '.repeat(span.length))
    for (const { index } of [...plain.matchAll(opener)].reverse()) {
      const end = findEnd(page, at, index)
      if (!end) continue
      const own = page.lines.slice(at, end.line + 1).map(({ text }) => text)
      own[own.length - 1] = own.at(-1)!.slice(0, end.column)
      const expression = own.join('\n').slice(index)
      const [attribute = '', name = ''] = /\s([\w:-]+)=$/.exec(plain.slice(0, index)) ?? []
      if (attribute ? !/[<>]/.test(expression) : plain[index - 1] === '=' || !computed.test(expression)) continue
      if (!attribute) {
        const start = expression.replace(/\s+/g, ' ').slice(0, 40)
        page.addLeftOut(`The expression "${start}${start.length < 40 ? '' : '…'}"`, line.number)
      } else if (shown.test(name)) page.addLeftOut(`The attribute "${name}", which is an expression,`, line.number)
      const rest = page.lines[end.line]!.text.slice(end.column)
      for (let each = at + 1; each <= end.line; each++) page.lines[each]!.text = ''
      line.text = line.text.slice(0, index - attribute.length) + rest
    }
  }
}

/** Returns the place behind the brace that closes the one at a column. */
function findEnd(page: SourceLines, at: number, from: number): { line: number; column: number } | null {
  let depth = 0
  for (let line = at; line < Math.min(page.lines.length, at + mostLines); line++)
    for (const { index, 0: brace } of page.lines[line]!.text.matchAll(/[{}]/g)) {
      if (line === at && index < from) continue
      depth += brace === '{' ? 1 : -1
      if (depth === 0) return { line, column: index + 1 }
    }
  return null
}
