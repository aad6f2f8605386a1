import { clean } from './saved'

/** Longest line read whole: titles of longer ones are not shown, and longer addresses are refused. */
const longest = 3000
const address = /https?:\/\/[^\s<>"[\]{}|\\^`]+/gi

/** An address in a line of text, with its title. */
export interface LineAddress {
  href: string
  title: string
}

/** Returns the addresses of a line with titles: a link's text, or the text around a single address. */
export function readLine(line: string): LineAddress[] {
  const found: LineAddress[] = []
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
