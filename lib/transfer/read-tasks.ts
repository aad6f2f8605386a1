import { t } from '@/messages/generated/transfer-rules'
import { mostRows, UnreadableFileError, type Piece, type ReadOptions } from './entry'
import { readLine } from './read-line'
import { toSavedEntry } from './saved'

/** A ticked link of a Markdown list. */
interface Ticked {
  /** From 1. */
  line: number
  href: string
  title: string
}

/** A Markdown list with ticks. Links without a tick are not imported, since the list is not the reader's own. */
export interface TaskList {
  ticked: Ticked[]
  /** `open` counts unticked lines with a link; `without` counts ticked lines whose link stays in the repository. */
  open: number
  without: number
}

const sliceLength = 1000
/** Longest line that is searched for ticks. */
const longest = 10_000
const item = /^([\s>]*)(?:[-*+]|\d{1,9}[.)])\s+(.*)$/
const box = /^\[([ xX✓✔✅☑])\uFE0F?\]\s/
const mark = /[✅☑✔]|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check):/
/** A box within a row or an item, which GitHub shows as these characters. */
const looseBox = /(?:^|[\s|])\[[xX]\](?:[\s|]|$)/
/** A line whose first link, apart from those to headings, has no full address. */
const withinRepository = /^(?:[^\]]|\](?!\()|\]\(#)*\]\((?!#|<?https?:)[^)\s]/i
const picture = /!\[([^[\]]{0,300})\]\([^()\s]{0,2048}(?:\s"[^"]{0,300}")?\)/g
const definition = /^ {0,3}\[([^[\]]{1,300})\]:\s{0,9}<?(https?:\/\/[^\s<>]{1,2048})/i
const reference = /\[([^[\]]{1,300})\]\[([^[\]]{0,300})\]/g
const fence = /^\s{0,9}(```|~~~)/

/**
 * Returns the ticked links of a Markdown document, such as a fork's README: task items (`- [x]`), and lines and table
 * rows with ✅, ☑ or ✔. Returns null for a text that is no such document: a reader's own list of addresses has boxes too,
 * but no sections.
 */
export function findTicks(text: string): TaskList | null {
  if (!/\[[xX✓✔✅☑]\uFE0F?\]|[✅☑✔]|:(?:white_check|heavy_check|ballot_box_with)/.test(text)) return null
  const lines = text.split(/\r\n?|\n/)
  const definitions = readDefinitions(lines)
  const list: TaskList = { ticked: [], open: 0, without: 0 }
  /** Items around the current one, with the state of those that have a box. */
  const around: { indent: number; covers: boolean }[] = []
  let [sections, marks, code] = [0, 0, '']
  for (const [index, written] of lines.entries()) {
    if (written.length > longest) continue
    const mayFence = fence.exec(written)?.[1]
    if (mayFence && (!code || code === mayFence)) code = code ? '' : mayFence
    if (code) continue
    if (/^ {0,3}#{1,6}\s/.test(written)) sections++
    const line = resolveReferences(written.replace(picture, '$1'), definitions)
    const [, space = '', words] = item.exec(line) ?? []
    const indent = space.replaceAll('\t', '    ').length
    if (words !== undefined) while ((around.at(-1)?.indent ?? -1) >= indent) around.pop()
    else if (/^\S/.test(line)) around.length = 0
    const own = words === undefined ? undefined : box.exec(words)?.[1]
    const isMarked =
      mark.test(line) || (own === undefined && (words !== undefined || line.includes('|')) && looseBox.test(line))
    const isTicked = isMarked || (own === undefined ? around.at(-1)?.covers === true : own !== ' ')
    // The first link counts, and others only support it.
    const [found] = withinRepository.test(line) ? [] : readLine(line)
    // A ticked item that only names a group covers the items below it that have no box of their own.
    if (words !== undefined) around.push({ indent, covers: isTicked && !found })
    if (!found) {
      if (isTicked && /\]\([^)]/.test(line)) list.without++
    } else if (!isTicked) list.open++
    else if (words !== undefined || line.includes('](')) {
      if (own === undefined && isMarked) marks++
      if (list.ticked.push({ line: index + 1, ...found, title: trimMarks(found.title) }) > mostRows)
        throw new UnreadableFileError(t('tooManyAddresses', { count: mostRows }))
    }
  }
  return list.ticked.length > 0 && (sections > 1 || marks > 0) ? list : null
}

/** Reads the ticked links as tutorials that are done. */
export function* readTasks({ ticked, open, without }: TaskList, options: ReadOptions): Generator<Piece> {
  let first: Pick<Piece, 'format'> = { format: t('formatTicks') }
  for (let start = 0; start < ticked.length; start += sliceLength) {
    const isLast = start + sliceLength >= ticked.length
    yield {
      entries: ticked
        .slice(start, start + sliceLength)
        .map((each) =>
          toSavedEntry({ ...each, added: null, modified: null, tags: ['shelf:done'], note: '', remarks: [] }, options),
        ),
      share: Math.min((start + sliceLength) / ticked.length, 1),
      ...first,
      ...(isLast && { notices: describe(open, without) }),
    }
    first = {}
  }
}

function describe(open: number, without: number): string[] {
  return [
    ...(open > 0 ? [t('linesUnticked', { count: open })] : []),
    ...(without > 0 ? [t('linesWithoutAddress', { count: without })] : []),
  ]
}

function readDefinitions(lines: string[]): Map<string, string> {
  const definitions = new Map<string, string>()
  for (const line of lines) {
    const [, name = '', href] = line.length > longest ? [] : (definition.exec(line) ?? [])
    const key = name.toLowerCase()
    if (href !== undefined && !definitions.has(key)) definitions.set(key, href)
  }
  return definitions
}

/** Writes `[words][name]` as `[words](address)`. */
function resolveReferences(line: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0) return line
  return line.replace(reference, (whole: string, words: string, name: string) => {
    const href = definitions.get((name || words).toLowerCase())
    return href === undefined ? whole : `[${words}](${href})`
  })
}

function trimMarks(title: string): string {
  return title.replace(/^(?:[✅☑✔]\uFE0F?|\s)+|(?:[✅☑✔]\uFE0F?|\s)+$/g, '')
}
