import { cleanTitle, isNotice, toNotice } from './notices'
import { writeElement, type SourceLine, type SourceLines } from './source-lines'

interface Block {
  slashes: string
  kind: string
  title: string
  number: number
  lines: SourceLine[]
}

/** Rewrites the blocks of PyMdown Extensions: `/// note | Title`, `/// tab | Name`, `/// details`, `/// caption`. */
export function rewriteSlashBlocks(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /^\/{3,}\s*[a-z]/i.test(text))) return
  const code = page.findCode()
  const result: SourceLine[] = []
  const open: Block[] = []
  const put = (...lines: SourceLine[]) => (open.at(-1)?.lines ?? result).push(...lines)
  const close = () => {
    const block = open.pop()
    if (block) put(...writeBlock(block))
  }
  for (const [index, line] of page.lines.entries()) {
    const found = code[index] ? null : /^(\/{3,})[ \t]*(?:([\w-]+)[ \t]*(?:\|[ \t]*(.*))?)?$/.exec(line.text)
    const [, slashes = '', kind = '', title = ''] = found ?? []
    const last = open.at(-1)
    if (found && !kind && last?.slashes === slashes) close()
    else if (found && (isNotice(kind) || /^(tab|details|caption|figure-caption|table-caption|html)$/.test(kind)))
      open.push({ slashes, kind, title, number: line.number, lines: [] })
    else if (last && last.lines.length === 0 && /^ {4}\w+:/.test(line.text)) continue
    else {
      if (found && kind) page.addUnknown(`"/// ${kind}"`, line.number)
      put(line)
    }
  }
  while (open.length) close()
  page.lines = groupTabs(result)
}

function writeBlock({ kind, title, number, lines }: Block): SourceLine[] {
  const at = { indent: '', number }
  const contents = groupTabs(lines)
  if (kind === 'tab') return writeElement('tab', { name: cleanTitle(title) || 'Tab' }, contents, at)
  if (kind === 'details') return writeElement('checkpoint', { question: cleanTitle(title) || 'Details' }, contents, at)
  if (kind.endsWith('caption')) {
    const words = lines.map(({ text }) => text.trim()).filter(Boolean)
    return [
      { text: '', number },
      { text: `*${words.join(' ').replace(/\*/g, '\\*')}*`, number },
      { text: '', number },
    ]
  }
  if (kind === 'html') return [{ text: '', number }, ...contents, { text: '', number }]
  const { element, attributes } = toNotice(kind, title)
  return writeElement(element, attributes, contents, at)
}

/** Puts neighbouring tabs into one group. */
export function groupTabs(lines: SourceLine[]): SourceLine[] {
  const result: SourceLine[] = []
  let group: SourceLine[] = []
  let depth = 0
  const close = () => {
    if (group.length) result.push(...writeElement('tabs', {}, group, { indent: '', number: group[0]?.number ?? 1 }))
    group = []
  }
  // Leaves tabs alone that already are in a group.
  let grouped = 0
  for (const line of lines) {
    const text = line.text.trim()
    if (text === '<lectern-tabs>') grouped++
    if (!grouped && /^<lectern-tab /.test(text)) depth++
    if (depth > 0) group.push(line)
    else if (group.length && !text) group.push(line)
    else {
      close()
      result.push(line)
    }
    if (text === '</lectern-tabs>') grouped--
    if (!grouped && text === '</lectern-tab>') depth--
  }
  close()
  return result
}
