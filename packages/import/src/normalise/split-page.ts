import { limits } from '@/lib/content'
import type { SourceLine, SourceLines } from '../dialects/source-lines'

/** How much of each limit of a page a part may use: written as MDX, a part can be larger than its source. */
const share = 0.7
const item = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/
const definition = /^ {0,3}\[([^\]]+)\]:/

/**
 * Splits a page that is too long for the portal before some of its headings of the first two levels. Returns the page
 * alone if it has none. Each part has the definitions that it refers to.
 */
export function splitPage(page: SourceLines): SourceLines[] {
  const { lines, definitions } = takeDefinitions(page)
  const code = page.copy(lines).findCode()
  const sections: { lines: SourceLine[]; weight: number }[] = [{ lines: [], weight: 0 }]
  for (const [at, line] of lines.entries()) {
    if (!code[at] && /^#{1,2}[ \t]+\S/.test(line.text) && at > 0) sections.push({ lines: [], weight: 0 })
    const section = sections.at(-1)!
    section.lines.push(line)
    section.weight += weigh(line.text, lines[at - 1]?.text ?? '', code[at] === true)
  }
  const total = sections.reduce((sum, { weight }) => sum + weight, 0)
  // Parts of one size are better than full ones and a short rest.
  const count = Math.ceil(total)
  const parts: SourceLine[][] = []
  let before = 0
  let last = -1
  for (const section of sections) {
    const part = Math.min(count - 1, Math.floor(((before + section.weight / 2) * count) / total))
    if (part > last) parts.push([])
    last = Math.max(last, part)
    parts.at(-1)!.push(...section.lines)
    before += section.weight
  }
  if (parts.length < 2) return [page]
  return parts.map((own) => {
    const part = page.copy(own)
    const text = part.toString().toLowerCase()
    const used = definitions.filter(({ label }) => text.includes(`[${label}]`))
    if (used.length)
      part.lines.push(
        { text: '', number: own.at(-1)!.number },
        ...used.flatMap((each) => each.lines.map((line) => ({ ...line }))),
      )
    return part
  })
}

/** Returns the share of a part that a line takes, by the limit that it uses most. */
function weigh(text: string, before: string, isCode: boolean): number {
  if (!text.trim()) return 0
  const count = (pattern: RegExp) => (isCode ? 0 : (text.match(pattern)?.length ?? 0))
  const isItem = !isCode && item.test(text)
  const nodes =
    1 +
    (isItem ? 2 : before.trim() ? 0 : 1) +
    3 * count(/\]\(|\]\[|https?:/g) +
    count(/`+|\*+|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu) +
    2 * count(/\|/g)
  return Math.max(
    nodes / (share * limits.nodes),
    isItem ? 1 / (share * limits.listItems) : 0,
    count(/[*~[\]<{]/g) / (share * limits.markers),
    1 / (share * limits.lines),
    Buffer.byteLength(text) / (share * limits.fileBytes),
  )
}

/** Takes the definitions of references and footnotes out of a page, each with the lines that continue it. */
function takeDefinitions(page: SourceLines): {
  lines: SourceLine[]
  definitions: { label: string; lines: SourceLine[] }[]
} {
  const code = page.findCode()
  const lines: SourceLine[] = []
  const definitions: { label: string; lines: SourceLine[] }[] = []
  let open: SourceLine[] | undefined
  for (const [at, line] of page.lines.entries()) {
    const [, label] = (!code[at] && definition.exec(line.text)) || []
    if (label) {
      open = [line]
      definitions.push({ label: label.toLowerCase(), lines: open })
    } else if (open && /^(?: {4}|\t)|^[ \t]*$/.test(line.text)) open.push(line)
    else {
      open = undefined
      lines.push(line)
    }
  }
  return { lines, definitions }
}
