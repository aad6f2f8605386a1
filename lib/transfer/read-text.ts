import { mostRows, UnreadableFileError, type Entry, type Piece, type ReadOptions } from './entry'
import { clean, toSavedEntry } from './saved'

const sliceLength = 1000
/** Longest line read: longer addresses are refused and longer titles not shown. */
const longest = 3000
const address = /https?:\/\/[^\s<>"[\]{}|\\^`]+/gi

/** Tells whether a text contains an address. */
export function isTextList(text: string): boolean {
  return /https?:\/\/[^\s<>"]/i.test(text)
}

/** Reads a list of addresses: any number per line, plain, in Markdown or in an outline. */
export function* readText(text: string, options: ReadOptions): Generator<Piece> {
  const lines = text.split(/\r\n?|\n/)
  let first: Pick<Piece, 'format'> = { format: 'List of addresses (text)' }
  let count = 0
  let without = 0
  for (let start = 0; start < lines.length; start += sliceLength) {
    const entries: Entry[] = []
    for (const [index, line] of lines.slice(start, start + sliceLength).entries()) {
      const found = readLine(line)
      count += found.length
      if (count > mostRows)
        throw new UnreadableFileError(`The file has more than ${mostRows} addresses. Split it into several.`)
      if (found.length === 0 && line.trim() !== '') without++
      const isDone = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]\s/.test(line)
      for (const { href, title } of found)
        entries.push(
          toSavedEntry(
            {
              line: start + index + 1,
              href,
              title,
              added: null,
              modified: null,
              tags: isDone ? ['lectern:done'] : [],
              note: '',
              remarks: [],
            },
            options,
          ),
        )
    }
    const isLast = start + sliceLength >= lines.length
    yield {
      entries,
      share: Math.min((start + sliceLength) / lines.length, 1),
      ...first,
      ...(isLast &&
        without > 0 && {
          notices: [`${without.toLocaleString('en')} ${without === 1 ? 'line holds' : 'lines hold'} no address.`],
        }),
    }
    first = {}
  }
}

/** Returns the addresses of a line with titles: a link's text, or the text around a single address. */
function readLine(line: string): { href: string; title: string }[] {
  const found: { href: string; title: string }[] = []
  let last = 0
  for (const { 0: match, index } of line.matchAll(address)) {
    const isLink = /\]\(<?$/.test(line.slice(Math.max(index - 3, 0), index))
    const href = isLink ? endAtBracket(match) : trimEnd(match)
    const before = isLink ? line.slice(Math.max(index - longest, 0), index) : ''
    const offset = index - before.length
    const end = offset + before.lastIndexOf('](')
    const inBefore = before.lastIndexOf('[', end - offset)
    const begin = inBefore < 0 ? -1 : offset + inBefore
    // A link with its own address as text is one bookmark.
    const inner = found.at(-1)
    if (isLink && inner && begin >= last - 1 - inner.href.length && line.slice(begin + 1, end).trim() === inner.href) {
      found.pop()
      last = begin
    }
    found.push({ href, title: begin >= last ? clean(line.slice(begin + 1, end)) : '' })
    last = index + href.length
  }
  const [only] = found
  if (found.length === 1 && only && only.title === '')
    only.title = line.length > longest ? '' : clean(trimTitle(line.replace(only.href, ' ')))
  return found
}

/** Cuts trailing punctuation, and brackets that were not opened in the address. */
function trimEnd(text: string): string {
  if (text.length > longest) return text
  let end = text.length
  let open = text.split(')').length - text.split('(').length
  for (; end > 0; end--) {
    const last = text[end - 1] ?? ''
    if (last === ')' && open > 0) open--
    else if (!".,;:!?'*_~".includes(last)) break
  }
  return text.slice(0, end)
}

/** Cuts list markers and link syntax from the text around an address. */
function trimTitle(text: string): string {
  const words = text.replace(/^[\s\-*+#>•,;|]*(?:\d{1,9}[.)]\s)?\s*(?:\[[ xX]\]\s)?/, '')
  let end = words.length
  while (end > 0 && ' \t<>()[]:,;|–—-'.includes(words[end - 1] ?? '')) end--
  return words.slice(0, end)
}

/** Cuts a Markdown address at the bracket that closes its link. */
function endAtBracket(text: string): string {
  let depth = 0
  for (let place = 0; place < text.length; place++) {
    if (text[place] === '(') depth++
    else if (text[place] === ')' && depth-- === 0) return text.slice(0, place)
  }
  return text
}
