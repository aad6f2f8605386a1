import { distance } from 'fastest-levenshtein'
import type { Code, InlineCode, List, Nodes, Parents, Root, Table } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import { readCodeInfo, runnableLanguages } from './code-info'
import { codeLanguages, plainLanguages } from './code-languages'
import { createLocator } from './locate-nodes'
import { placeOf } from './markdown'
import { findNearLinks } from './near-links'
import { findNearStructure } from './near-structure'
import type { Finding } from './portal'
import { getUnreadText, isTextBlock } from './unread-text'

/** The most warnings of one page: whoever has more has one cause for them. */
const most = 50

type Report = (node: Nodes, rule: string, message: string) => void

/**
 * Warns of what an editor meant as a link or as structure and Markdown reads as something else, each with the cure.
 * What stands in code is never meant.
 */
export function findNearMisses(tree: Root, source: string): Finding[] {
  const findings: Finding[] = []
  const locate = createLocator(source)
  const report: Report = (node, rule, message) => findings.push({ ...placeOf(node), rule, message })
  visitParents(tree, (node, ancestors) => {
    const parent = ancestors.at(-1)
    if (isTextBlock(node)) {
      const unread = getUnreadText(node, source)
      const place =
        parent?.type !== 'blockquote' ? 'elsewhere' : parent.children[0] === node ? 'first in quote' : 'in quote'
      for (const { index, rule, message } of [...findNearLinks(unread), ...findNearStructure(unread, source, place)]) {
        const { line, column } = locate(unread.start + index)
        findings.push({ line, column, rule, message })
      }
    }
    if (node.type === 'code') checkCode(node, source, report)
    if (node.type === 'inlineCode' && parent?.type === 'paragraph' && parent.children.length === 1)
      checkShortFence(node, source, report)
    if (node.type === 'table') checkRows(node, source, report)
    if (node.type === 'list') checkTasks(node, report)
    if (node.type === 'paragraph' && isIndentedCode(node, ancestors, source)) {
      const siblings = parent?.children as Nodes[]
      const before = siblings[siblings.indexOf(node) - 1]
      if (!before || !isIndentedCode(before, ancestors, source))
        report(
          node,
          'indented-code',
          'These lines are indented like code, and are shown as prose. Put code between lines of ```; take the spaces out if it is prose.',
        )
    }
  })
  findUnusedNotes(tree, report)
  return findings
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, most)
    .map((finding) => ({ ...finding, severity: 'warning' }))
}

function checkCode(code: Code, source: string, report: Report): void {
  const written = source.slice(code.position?.start.offset, code.position?.end.offset)
  const [mark = ''] = /^(?:`{3,}|~{3,})/.exec(written) ?? []
  if (!mark) return
  const lines = written.split(/\r\n|\n|\r/)
  const last = (lines.at(-1) ?? '').replace(/^[ \t>]*/, '').trimEnd()
  const language = code.lang?.toLowerCase()
  if (lines.length < 2 || last.length < mark.length || last !== mark.charAt(0).repeat(last.length))
    report(
      code,
      'open-fence',
      `Nothing closes this block of code, so all that follows is code. Put a line of ${mark} below its last line.`,
    )
  else if (language !== 'markdown' && language !== 'md' && code.value.split('\n').some((line) => opensCode(line, mark)))
    report(
      code,
      'open-fence',
      `Another block of code opens within this one. Put a line of ${mark} below its last line; to show ${mark} itself, begin and end this block with ${mark}${mark.charAt(0)} and the language markdown.`,
    )
  checkInfo(code, report)
  if (!language || [...codeLanguages, ...plainLanguages].includes(language as never)) return
  const near =
    codeLanguages.find((each) => language.includes(each) && each.length > 2 && /[^a-z]/.test(language)) ??
    codeLanguages.find((each) => each.length > 3 && distance(each, language) <= 2)
  report(
    code,
    'code-language',
    near
      ? `The language "${code.lang}" is unknown, so this has no colours. Write ${mark}${near}.`
      : `The language "${code.lang}" is unknown, so this has no colours. Write ${mark}text if that is meant; README.md lists the languages.`,
  )
}

/** A word that nothing reads leaves an example unchecked without anyone noticing. */
function checkInfo(code: Code, report: Report): void {
  const { isRun, unknown } = readCodeInfo(code.meta)
  const languages = runnableLanguages.join(', ')
  if (isRun && !runnableLanguages.includes((code.lang ?? '').toLowerCase() as never))
    report(code, 'code-info', `A block of "${code.lang}" can't be run. Take "run" out; it goes with ${languages}.`)
  for (const word of unknown)
    report(
      code,
      'code-info',
      `"${word}" after the language "${code.lang}" has no meaning. Write run for code that "npm run content -- examples" runs, title="…" for the name of its file, or take it out.`,
    )
}

/** Code on several lines between fewer than three backticks is one long line to readers. */
function checkShortFence(code: InlineCode, source: string, report: Report): void {
  const written = source.slice(code.position?.start.offset, code.position?.end.offset)
  if (/^``?[a-z]{0,20}[ \t]*[\r\n]/i.test(written))
    report(
      code,
      'open-fence',
      'This is no block of code, for it stands between fewer than three backticks. Write ``` above and below it.',
    )
}

function opensCode(line: string, mark: string): boolean {
  return (
    line.startsWith(mark) && /^[a-z]/i.test(line.replace(/^[`~]+[ \t]*/, '')) && !line.slice(mark.length).includes('`')
  )
}

function checkRows(table: Table, source: string, report: Report): void {
  const [head, ...rows] = table.children
  const wanted = head?.children.length ?? 0
  for (const row of rows) {
    const written = source.slice(row.position?.start.offset, row.position?.end.offset)
    const cells = row.children.length
    if (cells === wanted) continue
    if (!written.includes('|'))
      report(row, 'near-table', 'This line is read as a row of the table above. Put an empty line before it.')
    else
      report(
        row,
        'near-table',
        `This row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the table ${wanted} columns. ${cells > wanted ? 'What is too much is not shown. Take it out, or write "\\|" for a bar within a cell.' : 'Add the missing ones.'}`,
      )
  }
}

/** Boxes that nobody can tick are not shown; readers tick off tutorials with the portal's own controls. */
function checkTasks(list: List, report: Report): void {
  const task = list.children.find(({ checked }) => typeof checked === 'boolean')
  if (task)
    report(
      task,
      'task-list',
      'Boxes ("[ ]") are not shown, for readers could not tick them; each tutorial has its own control. Take the boxes of this list out.',
    )
}

/** Whether a paragraph is indented as far as Markdown without MDX wants it for code. Within elements text may be indented. */
function isIndentedCode(node: Nodes, ancestors: Parents[], source: string): boolean {
  if (
    node.type !== 'paragraph' ||
    ancestors.some(({ type }) => type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement')
  )
    return false
  const holder = ancestors.findLast(
    ({ type }) => type === 'listItem' || type === 'blockquote' || type === 'footnoteDefinition',
  )
  if (!holder) return measureIndent(node, source) >= 4
  const { line } = placeOf(holder)
  if (placeOf(node).line === line) return false
  const start = measureIndent(holder, source)
  const first = holder.children[0]
  const inner = first && placeOf(first).line === line ? measureIndent(first, source) : start + 2
  return measureIndent(node, source) >= (holder.type === 'footnoteDefinition' ? start + 4 : inner) + 4
}

/** Measures how far from the beginning of its line a node begins, a tab reaching to the next multiple of four. */
function measureIndent(node: Nodes, source: string): number {
  const offset = node.position?.start.offset ?? 0
  let width = 0
  for (const character of source.slice(offset - placeOf(node).column + 1, offset))
    width += character === '\t' ? 4 - (width % 4) : 1
  return width
}

/** A footnote that no text refers to is left out of the page. */
function findUnusedNotes(tree: Root, report: Report): void {
  const used = new Set<string>()
  visitParents(tree, 'footnoteReference', ({ identifier }) => {
    used.add(identifier)
  })
  visitParents(tree, 'footnoteDefinition', (node) => {
    if (!used.has(node.identifier))
      report(
        node,
        'footnote',
        `No text refers to this footnote, so it is not shown. Write [^${node.label ?? node.identifier}] where it belongs, or take it out.`,
      )
  })
}
