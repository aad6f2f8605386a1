import type { SourceLines } from './source-lines'

/** Signs of an expression that computes what is shown. */
const computed = /=>|\.(?:map|filter|join)\(|&&|\?\s*[<(]/
const opener = /(?<![\\=$#{\w])\{(?![#{/%])/g
const codeSpan = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g

/** The most lines that an expression may have. */
const mostLines = 100

/** Leaves out the expressions of MDX that compute what is shown, such as a loop over data, and names them. */
export function dropExpressions(page: SourceLines): void {
  if (!page.lines.some(({ text }) => computed.test(text))) return
  const code = page.findCode()
  for (const [at, line] of page.lines.entries()) {
    if (code[at] || !line.text.includes('{')) continue
    const plain = line.text.replace(codeSpan, (span) => ' '.repeat(span.length))
    for (const { index } of [...plain.matchAll(opener)].reverse()) {
      const end = findEnd(page, at, index)
      if (!end) continue
      const own = page.lines.slice(at, end.line + 1).map(({ text }) => text)
      own[own.length - 1] = own.at(-1)!.slice(0, end.column)
      const expression = own.join('\n').slice(index)
      if (!computed.test(expression)) continue
      const start = expression.replace(/\s+/g, ' ').slice(0, 40)
      page.addLeftOut(`The expression "${start}${start.length < 40 ? '' : '…'}"`, line.number)
      const rest = page.lines[end.line]!.text.slice(end.column)
      for (let each = at + 1; each <= end.line; each++) page.lines[each]!.text = ''
      line.text = line.text.slice(0, index) + rest
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
