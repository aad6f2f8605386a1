import type { Slip } from './near-links'
import type { UnreadText } from '../body/unread-text'

// Line starts that Markdown shows as text: bullets, headings and notes.

const spaceBullet = /^[ \t>]*([-*+]|\d{1,9}[.)])([^\S \t\r\n])/gmu
const gluedBullet = /^[ \t>]*([-*+]|\d{1,9}[.)])(?=[\uFFFC[]|https?:\/\/)/gmu
const doubleBullet = /^[ \t>]*([*+]{2,6}|--)[ \t]+(?=\uFFFC)/gmu
const foreignBullet = /^[ \t>]*([•‣◦▪●○■∙⁃])(?=\s|[\p{L}\p{N}\uFFFC[])/gmu
// Matches only the first line, since later lines of prose may begin with a dash. Not applied in quotes, where a dash
// introduces the author.
const dashBullet = /^([–—·−－＊])[^\S\r\n]*(?=\uFFFC)/gu
const lateNumber = /[\r\n][ \t>]*(\d{1,9}[.)])[ \t]+(?=\uFFFC)/gu
const gluedHeading = /^[ \t>]*(#{2,6})(?=[\p{L}\p{N}])/gmu
const wideHeading = /^[ \t>]*(＃{1,6})/gmu
const spaceHeading = /^[ \t>]*(#{1,6})([^\S \t\r\n])/gmu
const admonition = /^[ \t>]*((?:!!!|\?\?\?\+?)[ \t]+"?|:{3,}[ \t]*|\.\.[ \t]+(?=[a-z-]{1,40}::))([a-z][\w-]*)/gimu
/** Lines of quotation marks or similar characters, meant as backticks. */
const nearFence = /^[ \t>]*(['"´‘’“”`｀]{3})[a-z]{0,20}[ \t]*\r?$/gimu
const callout = /^\[!([a-z]+)\]/i
const tableRow = /^[ \t>]*\|.*\|[ \t]*\r?$/
/** Finds structure that Markdown shows as text. `place` is the position of a paragraph in a quote. */
export function findNearStructure(
  { block, text, start }: UnreadText,
  source: string,
  place: 'first in quote' | 'in quote' | 'elsewhere',
): Slip[] {
  if (block.type !== 'paragraph') return findOpenCode(text)
  const slips: Slip[] = findOpenCode(text)
  const add = (rule: string, index: number, message: string) => slips.push({ index, rule, message })
  const find = (pattern: RegExp) =>
    Array.from(text.matchAll(pattern), ({ 0: written, 1: mark = '', 2: rest = '', index }) => ({
      mark,
      rest,
      index: index + written.indexOf(mark),
      end: index + written.length,
    }))
  /** Whether a match is followed by a link, which `text` hides. */
  const isLink = (end: number) =>
    /^(?:!?\[[^\]]{1,300}\][ \t]?[([]|<[A-Z]|https?:)/.test(source.slice(start + end, start + end + 400))

  for (const { mark, rest, index } of find(spaceBullet))
    add(
      'near-list',
      index,
      `This is not a list item, because after "${mark}" there is a ${nameSpace(rest)}. Write an ordinary space.`,
    )
  for (const { mark, index, end } of find(gluedBullet))
    if (isLink(end))
      add('near-list', index, `This is not a list item, because a space is missing after "${mark}". Write "${mark} [".`)
  for (const { mark, index, end } of find(doubleBullet))
    if (isLink(end))
      add(
        'near-list',
        index,
        `This is not a list item, because it begins with "${mark}". Write one "-", two spaces further in for each level.`,
      )
  for (const { mark, index } of find(foreignBullet))
    add('near-list', index, `This is not a list item, because "${mark}" is no bullet. Begin the line with "- ".`)
  for (const { mark, index, end } of find(dashBullet))
    if (place === 'elsewhere' && isLink(end))
      add('near-list', index, `This is not a list item, because "${mark}" is no bullet. Begin the line with "- ".`)
  for (const { mark, index, end } of find(lateNumber))
    if (isLink(end))
      add(
        'near-list',
        index,
        `This is not a list item: a list that begins with "${mark}" needs an empty line before it.`,
      )
  for (const { mark, index } of find(gluedHeading))
    add('near-heading', index, `This is not a heading, because a space is missing after "${mark}". Write "${mark} ".`)
  for (const { mark, index } of find(wideHeading))
    add(
      'near-heading',
      index,
      `This is not a heading, because "${mark}" is full-width. Write "${'#'.repeat(mark.length)} ".`,
    )
  for (const { mark, rest, index } of find(spaceHeading))
    add(
      'near-heading',
      index,
      `This is not a heading, because after "${mark}" there is a ${nameSpace(rest)}. Write an ordinary space.`,
    )
  for (const { mark, index } of find(nearFence).slice(0, 1))
    if (!mark.includes('`')) add('open-fence', index, `${mark} opens no block of code. Write three backticks: \`\`\`.`)
  for (const { rest, index } of find(admonition)) add('near-note', index, explainNote(rest))
  const [, kind] = (place === 'first in quote' && callout.exec(text)) || []
  if (kind) add('near-note', 0, explainNote(kind))
  return [...slips, ...findBrokenTable(text)]
}

/** Finds backticks that open code and are never closed. */
function findOpenCode(text: string): Slip[] {
  return Array.from(text.matchAll(/`+/g), ({ 0: mark, index }) => ({
    index,
    rule: 'open-code',
    message: `Nothing closes the code that ${mark} opens here. Put ${mark} after it too, or write \\\` for a backtick.`,
  }))
}

function findBrokenTable(text: string): Slip[] {
  if (!text.includes('|')) return []
  const lines = text.split('\n')
  const offsets: number[] = []
  let offset = 0
  for (const line of lines) {
    offsets.push(offset)
    offset += line.length + 1
  }
  const at = lines.findIndex(isDashes)
  if (at === 0)
    return [
      {
        index: 0,
        rule: 'near-table',
        message:
          'This is not a table, because there is no row above these dashes. Put the row of headings directly above them, without an empty line between.',
      },
    ]
  if (at > 0) {
    const [above, here] = [countCells(lines[at - 1] ?? ''), countCells(lines[at] ?? '')]
    return [
      {
        index: offsets[at] ?? 0,
        rule: 'near-table',
        message:
          above === here
            ? 'This is not a table. Put an empty line before its row of headings.'
            : `This is not a table: its row of headings has ${above} cells, and the row of dashes below it has ${here}. Write one "---" for each.`,
      },
    ]
  }
  const first = lines.findIndex((line, place) => tableRow.test(line) && tableRow.test(lines[place + 1] ?? ''))
  return first < 0
    ? []
    : [
        {
          index: offsets[first] ?? 0,
          rule: 'near-table',
          message: `This is not a table, because the row of dashes is missing. Put "|${' --- |'.repeat(countCells(lines[first] ?? ''))}" below its first row.`,
        },
      ]
}

/** Whether a line is the row of dashes below a table's headings, with any number of cells. */
function isDashes(line: string): boolean {
  const row = line.replace(/^[ \t>]*/, '').trimEnd()
  if (!row.includes('|') || !/^[-:| \t]+$/.test(row)) return false
  const cells = row.replace(/^\|/, '').replace(/\|$/, '').split('|')
  return (cells.length > 1 || /^\|.*\|$/.test(row)) && cells.every((cell) => /^:?-+:?$/.test(cell.trim()))
}

/** Counts the cells of a row in the source. */
function countCells(row: string): number {
  return row
    .replace(/^[ \t>]*\|?/, '')
    .trimEnd()
    .replace(/\|$/, '')
    .split('|').length
}

function explainNote(kind: string): string {
  const element = /warn|danger|caution|attention|error|important/i.test(kind) ? 'Warning' : 'Note'
  return `This kind of note is shown as text. Write <${element}> … </${element}>, with an empty line inside each tag.`
}

function nameSpace(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return character === '\u00a0' || character === '\u202f' ? `no-break space (${code})` : `special space (${code})`
}
