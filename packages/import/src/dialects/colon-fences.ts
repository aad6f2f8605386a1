import { cleanTitle, isNotice, toNotice } from './notices'
import { readAttributes, writeElement, type SourceLine, type SourceLines } from './source-lines'

/** Rewrites `:::tip Title` … `:::` of Docusaurus, Starlight and VitePress. */
export function rewriteColonFences(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /^\s*:{3,}/.test(text))) return
  const code = page.findCode()
  const open: { colons: number; kind: string; title: string; indent: string; number: number; lines: SourceLine[] }[] =
    []
  const result: SourceLine[] = []
  const put = (...lines: SourceLine[]) => (open.at(-1)?.lines ?? result).push(...lines)
  const close = () => {
    const block = open.pop()
    if (block) put(...writeBlock(block))
  }
  const hasEnd = (from: number, colons: string) =>
    page.lines.some(({ text }, at) => at > from && !code[at] && text.trim() === colons)
  for (const [index, line] of page.lines.entries()) {
    const found = code[index] ? null : /^([ \t]*)(:{3,})[ \t]*(.*)$/.exec(line.text)
    const [, indent = '', colons = '', rest = ''] = found ?? []
    const [, kind = '', bracket, attributes = '', title = ''] =
      /^([A-Za-z][\w-]*)(?:\[([^\]]*)\])?(\{[^}]*\})?[ \t]*(.*)$/.exec(rest.trim()) ?? []
    if (found && !rest.trim() && open.length) {
      while (
        open.length &&
        (open.at(-1)?.colons ?? 0) < colons.length &&
        open.some((each) => each.colons === colons.length)
      )
        close()
      close()
    } else if (found && (isNotice(kind) || kind === 'details' || kind === 'code-group')) {
      const named = readAttributes(attributes.slice(1, -1)).title
      open.push({
        colons: colons.length,
        kind,
        title: bracket ?? (title || named || ''),
        indent,
        number: line.number,
        lines: [],
      })
    } else if (found && kind && hasEnd(index, colons)) {
      if (!title && !bracket) page.addLeftOut(`The mark ":::${kind}", not what is in it,`, line.number)
      open.push({ colons: colons.length, kind: '', title: bracket ?? title, indent, number: line.number, lines: [] })
    } else {
      if (found && kind) page.addUnknown(`":::${kind}"`, line.number)
      put(line)
    }
  }
  while (open.length) close()
  page.lines = result
}

function writeBlock({
  kind,
  title,
  indent,
  number,
  lines,
}: {
  kind: string
  title: string
  indent: string
  number: number
  lines: SourceLine[]
}): SourceLine[] {
  const at = { indent, number }
  if (kind === 'details') return writeElement('checkpoint', { question: cleanTitle(title) || 'Details' }, lines, at)
  // What a site defines itself is a notice if it has a title, else mostly a matter of layout.
  if (!kind && !title) return [{ text: '', number }, ...lines, { text: '', number }]
  if (kind === 'code-group') return writeElement('tabs', {}, splitCodeGroup(lines, indent), at)
  const { element, attributes } = toNotice(kind || 'note', title)
  return writeElement(element, attributes, lines, at)
}

/** Makes a tab of each block of code, named by the `[name]` after its language. */
function splitCodeGroup(lines: SourceLine[], indent: string): SourceLine[] {
  const tabs: { name: string; lines: SourceLine[] }[] = []
  let fence = ''
  for (const line of lines) {
    const [, mark = '', info = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line.text) ?? []
    if (!fence && mark) {
      fence = mark
      const name = /\[([^\]]+)\]/.exec(info)?.[1] ?? (info.trim().split(/\s/)[0] || 'Code')
      tabs.push({ name, lines: [] })
    } else if (fence && mark === fence && !info.trim()) fence = ''
    tabs.at(-1)?.lines.push(line)
  }
  return tabs.flatMap(({ name, lines: own }) =>
    writeElement('tab', { name }, own, { indent, number: own[0]?.number ?? 1 }),
  )
}
