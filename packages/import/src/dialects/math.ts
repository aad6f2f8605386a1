import { splitSpans, type SourceLine, type SourceLines } from './source-lines'

/** Puts formulas of TeX into code: as Markdown, their underscores and braces would be read as something else. */
export function rewriteMath(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /\$|\\[[(]/.test(text))) return
  rewriteBlocks(page)
  joinFormulas(page)
  page.mapProse((text, line) => {
    if (!/\$|\\\(/.test(text)) return text
    const toCode = (whole: string, formula: string) => {
      if (!isFormula(formula)) return whole
      page.addUnknown('A formula', line)
      return `\`${formula.trim()}\``
    }
    return splitSpans(text)
      .map((part, at) =>
        at % 2
          ? part
          : part
              .replace(/(?<![\\$])\$\$(?!\$)([^$\n`]+)\$\$(?!\$)/g, toCode)
              .replace(/(?<![\\$\w])\$(?![\s$])([^$\n`]*[^\s$\\`])\$(?![\w$])/g, toCode)
              .replace(/\\\((?=\S)([^\n`]+?)\\\)/g, toCode),
      )
      .join('')
  })
}

/** Joins two lines of a paragraph if a formula begins in one and ends in the other. */
function joinFormulas(page: SourceLines): void {
  const code = page.findCode()
  page.lines = page.lines.filter((line, at) => {
    const before = page.lines[at - 1]
    if (!before || code[at] || code[at - 1]) return true
    const [, start] = /^(?:[^$]|\$[^$]+\$)*(?<![\\$\w])\$(?![\s$])([^$`]*)$/.exec(before.text) ?? []
    const [, end] = /^\s*([^$`]*[^\s$\\`])\$(?![\w$])/.exec(line.text) ?? []
    if (start === undefined || end === undefined || !isFormula(`${start} ${end}`)) return true
    before.text = `${before.text.trimEnd()} ${line.text.trimStart()}`
    page.lines[at] = before
    return false
  })
}

/** Whether a text between dollars is a formula, and not two amounts of money. */
function isFormula(text: string): boolean {
  return /[\\^_=<>+*/{}]|^\s*[A-Za-z](?:\([^()]*\))?\s*$/.test(text) && !/^\d[\d.,]*\s+\w+\s/.test(text)
}

/** Turns the lines between two "$$", or "\[" and "\]", into fences. */
function rewriteBlocks(page: SourceLines): void {
  const code = page.findCode()
  const lines: SourceLine[] = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = page.lines[at]!
    const [, indent = '', mark] = (!code[at] && /^([ \t>]*)(\$\$|\\\[)[ \t]*$/.exec(line.text)) || []
    const closing = mark === '$$' ? /^[ \t>]*\$\$[ \t]*$/ : /^[ \t>]*\\\][ \t]*$/
    const end = mark ? page.lines.findIndex(({ text }, index) => index > at && (closing.test(text) || code[index])) : -1
    if (end < 0 || code[end]) {
      lines.push(line)
      continue
    }
    page.addUnknown('A formula', line.number)
    lines.push({ ...line, text: `${indent}\`\`\`\`text` }, ...page.lines.slice(at + 1, end))
    lines.push({ ...page.lines[end]!, text: `${indent}\`\`\`\`` })
    at = end
  }
  page.lines = lines
}
