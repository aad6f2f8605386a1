import { read, type UnreadText } from '../body/unread-text'

/** A mistake within a block, by its offset in the block's text. */
export interface Slip {
  index: number
  rule: string
  message: string
}

const words = String.raw`\[([^[\]]{1,300})\]`
/** Text that must be meant as an address. */
const address = String.raw`(?:https?:\/\/|www\.|mailto:)[^\s()[\]]+|\/[a-z0-9-]+(?:\.html)?(?:#[^\s()[\]]*)?(?=[)\]）])|#[a-z][\w-]*(?=[)\]）])|[a-z0-9-]+(?:\.[a-z0-9-]+){0,9}\.[a-z]{2,}\/[^\s()[\]]*`

const spaced = new RegExp(String.raw`${words}(?:[\s>]{1,20}[(（]|（)(${address})`, 'giu')
const reversed = new RegExp(String.raw`\(([^()[\]]{1,300})\)\[(${address})\]`, 'giu')
/** A path or file right after text in brackets is meant as an address too. */
const failed = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${words}\((?=\s{0,20}(?:${address}|[^\s()[\]]{0,200}\/|[\w-]{1,100}\.(?:html?|mdx?|svg|png|jpe?g|webp|gif|avif|pdf)\b))`,
  'giu',
)
const undefinedLink = new RegExp(String.raw`(?<![\p{L}\p{N})\]${read}])${words}\[([^[\]]{0,200})\]`, 'gu')
/** Links to other pages in the syntax of wikis. */
const wikiLink = /(?<![\p{L}\p{N})\]])\[\[(?=\p{L})([^[\]\r\n,;=()]{1,100})\]\]/gu
const undefinedNote = /\[\^([^[\]\s]{1,100})\]/gu
const lostDefinition = new RegExp(String.raw`^[ \t>]*(\[[^[\]]{1,200}\]:)[ \t]*(?=${address}|<)`, 'gimu')

/** Finds links that Markdown shows as text, such as "[words] (address)". */
export function findNearLinks({ text }: UnreadText): Slip[] {
  if (!text.includes('[')) return []
  const slips: Slip[] = []
  const add = (index: number, message: string, rule = 'near-link') => slips.push({ index, rule, message })

  for (const { 0: written, 1: label = '', 2: to = '', index } of text.matchAll(spaced))
    add(
      index,
      /\][（]/u.test(written) || written.includes('（')
        ? `This is not a link, because its parentheses are full-width ones. Write ${link(label, to)}.`
        : `This is not a link, because there is a space or a line break between "]" and "(". Write ${link(label, to)}.`,
    )
  for (const { 1: label = '', 2: to = '', index } of text.matchAll(reversed))
    add(index, `This is not a link, because its brackets are the wrong way round. Write ${link(label, to)}.`)
  for (const { 0: written, 1: label = '', index } of text.matchAll(failed))
    add(index, explainFailure(label, text.slice(index + written.length)))
  for (const { 1: label = '', 2: name = '', index } of text.matchAll(undefinedLink)) {
    // Two numbers are citations; "[a][, b]" is a notation for arguments.
    if ((/^\d+$/.test(label) && /^\d+$/.test(name)) || /^[\s,|]|[\s,|]$/.test(name)) continue
    const missing = name || label
    add(
      index,
      missing.includes(read) || missing.includes('\n')
        ? 'This is not a link, because its name in brackets is defined nowhere. Write [words](https://…).'
        : `This is not a link, because "[${missing}]" is defined nowhere on this page. Write ${link(label, 'https://…')}, or add a line "[${missing}]: https://…".`,
    )
  }
  for (const { 1: name = '', index } of text.matchAll(wikiLink))
    add(
      index,
      `Double brackets don’t make a link here. Write ${link(name.split('|').at(-1) ?? name, '/slug.html')}, or put this into \`code\` if it is none.`,
    )
  for (const { 1: name = '', index } of text.matchAll(undefinedNote))
    add(
      index,
      `There is no footnote "${name}" on this page. Add a line "[^${name}]: …", or put this into \`code\` if it is none.`,
      'footnote',
    )
  for (const { 0: written, 1: name = '', index } of text.matchAll(lostDefinition))
    add(
      index + written.indexOf(name),
      `This definition is shown as text. Put an empty line before it, and nothing after its address but a title in quotes.`,
    )
  return slips
}

/** Explains why "[words](…" is not a link, by what follows its parenthesis. */
function explainFailure(label: string, rest: string): string {
  const end = findClose(rest)
  if (end === null)
    return `This is not a link, because its "(" is never closed. Put a ")" after the address; write "(" and ")" within an address as %28 and %29.`
  if (/\s/.test(rest.slice(0, end).trim()))
    return 'This is not a link, because its address holds a space. Write a space as %20; a title after the address needs straight quotes.'
  return label.includes(read)
    ? 'This is not a link, because there is another link between its brackets. Remove one of them.'
    : 'This is not a link as it is written. Write [words](https://…).'
}

/** Finds where a parenthesis that is already open is closed; null if it is not. */
function findClose(text: string): number | null {
  let depth = 1
  for (const { 0: character, index } of text.matchAll(/[()]/g)) {
    depth += character === '(' ? 1 : -1
    if (depth === 0) return index
  }
  return null
}

function link(label: string, to: string): string {
  const shown = label.includes(read) || /[\r\n]/.test(label) ? 'words' : label
  return `[${shown}](${to.length > 80 ? 'https://…' : to})`
}
