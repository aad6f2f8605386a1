import { cleanTitle, toNotice } from './notices'
import { writeElement, type SourceLine, type SourceLines } from './source-lines'

const opener =
  /^([ \t]*)(!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*(?:[ \t]+[A-Za-z][\w-]*)*)?[ \t]*(?:"((?:\\"|[^"])*)")?[ \t]*$/
const tab = /^([ \t]*)===[!+]?[ \t]+["'](.+)["'][ \t]*$/

/** Rewrites Python-Markdown's blocks, whose contents are indented: `!!! note`, `??? tip "Title"` and `=== "Tab"`. */
export function rewriteIndentedBlocks(page: SourceLines): void {
  leaveDefinitions(page)
  if (page.lines.some(({ text }) => opener.test(text) || tab.test(text))) page.lines = rewrite(page.lines, page)
}

const defined = /^:[ \t]+(?=(?:!!!|\?\?\?\+?|===)[ \t])/

/** Moves blocks that begin a definition out of it, since definitions become paragraphs. */
function leaveDefinitions(page: SourceLines): void {
  if (!page.lines.some(({ text }) => defined.test(text))) return
  const code = page.findCode()
  let isOpen = false
  page.lines = page.lines.flatMap((line, index) => {
    if (defined.test(line.text) && !code[index]) {
      isOpen = true
      return [
        { ...line, text: '' },
        { ...line, text: line.text.replace(defined, '') },
      ]
    }
    isOpen &&= /^(?: {4}|\t|\s*$)/.test(line.text)
    return [isOpen ? { ...line, text: line.text.replace(/^(?: {4}|\t)/, '') } : line]
  })
}

function rewrite(lines: SourceLine[], page: SourceLines): SourceLine[] {
  const part = Object.assign(Object.create(Object.getPrototypeOf(page) as object) as SourceLines, { lines })
  const code = part.findCode()
  const result: SourceLine[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at] as SourceLine
    const notice = code[at] ? null : opener.exec(line.text)
    if (notice) {
      const [, indent = '', , kind = 'note', title = ''] = notice
      const end = findEnd(lines, at + 1, indent)
      // Titles show no links; a first line does.
      const isLinked = /(?<!!)\[[^\]]+\][([]/.test(title)
      const words = title.replace(/\\"/g, '"')
      const { element, attributes } = toNotice(kind.split(/\s/)[0] ?? 'note', isLinked ? '' : words)
      const contents = rewrite(dedent(lines.slice(at + 1, end), indent), page)
      if (isLinked)
        contents.unshift({ text: `${indent}**${words}**`, number: line.number }, { text: '', number: line.number })
      if (contents.some(({ text }) => text.trim()))
        result.push(...writeElement(element, attributes, contents, { indent, number: line.number }))
      else result.push({ ...line, text: `${indent}**${cleanTitle(title) || kind}**` })
      at = end
      continue
    }
    const first = code[at] ? null : tab.exec(line.text)
    if (!first) {
      result.push(line)
      at++
      continue
    }
    const indent = first[1] ?? ''
    const tabs: SourceLine[] = []
    for (let found: RegExpExecArray | null = first; found && found[1] === indent;) {
      const start = lines[at] as SourceLine
      const end = findEnd(lines, at + 1, indent)
      const contents = rewrite(dedent(lines.slice(at + 1, end), indent), page)
      tabs.push(
        ...writeElement('tab', { name: cleanTitle(found[2] ?? '') }, contents, { indent, number: start.number }),
      )
      at = end
      // "===!" begins a new group.
      found = lines[at] && !/^[ \t]*===!/.test(lines[at]?.text ?? '') ? tab.exec(lines[at]?.text ?? '') : null
    }
    result.push(...writeElement('tabs', {}, tabs, { indent, number: line.number }))
  }
  return result
}

/** Returns the index of the first line that is neither empty nor indented deeper, without the empty lines before it. */
function findEnd(lines: SourceLine[], from: number, indent: string): number {
  const width = toWidth(indent)
  let end = from
  while (end < lines.length) {
    const { text } = lines[end] as SourceLine
    if (text.trim() && toWidth(/^[ \t]*/.exec(text)?.[0] ?? '') < width + 4) break
    end++
  }
  return end
}

/** Removes the four spaces of a block's contents. */
function dedent(lines: SourceLine[], indent: string): SourceLine[] {
  return lines.map(({ text, number }) => {
    const own = /^[ \t]*/.exec(text)?.[0] ?? ''
    return {
      text: text.trim() ? ' '.repeat(Math.max(toWidth(indent), toWidth(own) - 4)) + text.trimStart() : '',
      number,
    }
  })
}

function toWidth(indent: string): number {
  let width = 0
  for (const character of indent) width += character === '\t' ? 4 - (width % 4) : 1
  return width
}
