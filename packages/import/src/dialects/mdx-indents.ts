import type { SourceLine, SourceLines } from './source-lines'

/** Moves what is indented only for the eye, since MDX has no indented code: tags, and what is in them. */
export function dedent(page: SourceLines): void {
  dedentTags(page)
  dedentComponents(page)
}

/** Moves tags that are indented like code to the indent of the list item that they are in. */
function dedentTags(page: SourceLines): void {
  const code = page.findCode()
  let offsets: number[] = []
  for (const [at, line] of page.lines.entries()) {
    const [, indent = '', marker = ''] = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S))?/.exec(line.text) ?? []
    if (code[at] || !line.text.trim()) continue
    const isTag = /^[ \t]*<\/?[A-Z]/.test(line.text)
    if (marker || !page.lines[at - 1]?.text.trim()) offsets = offsets.filter((offset) => offset <= indent.length)
    if (marker) offsets.push(indent.length + marker.length)
    const offset = offsets.at(-1) ?? 0
    if (isTag && indent.length >= offset + 4) line.text = ' '.repeat(offset) + line.text.trimStart()
  }
}

/** Moves what is in a component to the indent of its tag: MDX has no indented code. */
function dedentComponents(page: SourceLines): void {
  const code = page.findCode()
  const open: { name: string; at: number; indent: number }[] = []
  for (const [at, { text }] of page.lines.entries()) {
    if (code[at]) continue
    const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0
    const [, start] = /^[ \t]*<([A-Za-z][\w.]*)(?:\s[^<>]*)?(?<!\/)>[ \t]*$/.exec(text) ?? []
    const [, end] = /^[ \t]*<\/([A-Za-z][\w.]*)\s*>[ \t]*$/.exec(text) ?? []
    if (start) open.push({ name: start, at, indent })
    const from = end ? open.findLastIndex(({ name }) => name === end) : -1
    if (from < 0) continue
    const [block] = open.splice(from)
    if (!block) continue
    const inner = page.lines.slice(block.at + 1, at)
    const widths = inner.filter((line) => line.text.trim()).map((line) => /^[ \t]*/.exec(line.text)?.[0].length ?? 0)
    const shift = Math.max(0, Math.min(...widths) - block.indent)
    if (shift > 0 && Number.isFinite(shift))
      for (const line of inner) line.text = line.text.replace(new RegExp(`^[ \\t]{0,${shift}}`), '')
    dedentParagraphs(inner, code.slice(block.at + 1, at), block.indent)
  }
}

/** Moves the blocks that are indented like code to an indent, except in a list. */
function dedentParagraphs(lines: SourceLine[], code: boolean[], indent: number): void {
  let shift = 0
  let isList = false
  for (const [at, line] of lines.entries()) {
    const own = /^[ \t]*/.exec(line.text)?.[0].length ?? 0
    const isFirst = code[at] ? !code[at - 1] : !lines[at - 1]?.text.trim() || code[at - 1]
    if (line.text.trim() && isFirst) {
      if (own < indent + 2) isList = false
      shift = own >= indent + 4 && !isList ? own - indent : 0
      if (!code[at] && /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line.text)) isList = true
    }
    if (shift) line.text = line.text.replace(new RegExp(`^[ \\t]{0,${shift}}`), '')
  }
}
