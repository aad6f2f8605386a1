import { distance } from 'fastest-levenshtein'
import type { Code, InlineCode, Nodes, Parents, Root, Table } from 'mdast'
import { visitParents } from '../visit-nodes'
import { readCodeInfo, runnableLanguages } from '../body/code-info'
import { codeLanguages, plainLanguages } from '../body/code-languages'
import { createLocator } from '../body/locate-nodes'
import { placeOf } from '../body/markdown'
import { findNearLinks } from './near-links'
import { findNearStructure } from './near-structure'
import type { Finding } from '../portal'
import { getUnreadText, isTextBlock } from '../body/unread-text'

/** The most warnings per page: more have one cause in common. */
const most = 50

type Report = (node: Nodes, rule: string, message: string) => void

/**
 * Warns of text that was meant as a link or structure but that Markdown reads otherwise, with advice. Ignores code.
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
    if (node.type === 'paragraph' && isIndentedCode(node, ancestors, source)) {
      const siblings = parent?.children as Nodes[]
      const before = siblings[siblings.indexOf(node) - 1]
      if (!before || !isIndentedCode(before, ancestors, source))
        report(
          node,
          'indented-code',
          'These lines are indented like code, and are shown as prose. Put code between lines of ```; remove the spaces if it is prose.',
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
    codeLanguages.find((each) => each.length > 3 && distance(each, language) <= (each.length > 4 ? 2 : 1))
  report(
    code,
    'code-language',
    near
      ? `The language "${code.lang}" is unknown, so the code is not highlighted. Write ${mark}${near}.`
      : `The language "${code.lang}" is unknown, so the code is not highlighted. Write ${mark}text for plain text; README.md lists the languages.`,
  )
}

/** Reports words after the language that have no meaning: a misspelt "run" would leave an example untested. */
function checkInfo(code: Code, report: Report): void {
  const { isRun, unknown } = readCodeInfo(code.meta)
  const languages = runnableLanguages.join(', ')
  if (isRun && !runnableLanguages.includes((code.lang ?? '').toLowerCase() as never))
    report(code, 'code-info', `A block of "${code.lang}" can't be run. Remove "run"; it goes with ${languages}.`)
  for (const word of unknown)
    report(
      code,
      'code-info',
      `"${word}" after the language "${code.lang}" has no meaning. Write run for code that "npm run content -- examples" runs, title="…" for the name of its file, or remove it.`,
    )
}

/** Reports code on several lines between fewer than three backticks, which is shown as one long line. */
function checkShortFence(code: InlineCode, source: string, report: Report): void {
  const written = source.slice(code.position?.start.offset, code.position?.end.offset)
  if (/^``?[a-z]{0,20}[ \t]*[\r\n]/i.test(written))
    report(
      code,
      'open-fence',
      'This is not a block of code, because it is between fewer than three backticks. Write ``` above and below it.',
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
        `This row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the table ${wanted} columns. ${cells > wanted ? 'Extra cells are not shown. Remove it, or write "\\|" for a bar within a cell.' : 'Add the missing ones.'}`,
      )
  }
}

/** Whether a paragraph is indented like code in Markdown without MDX. Text within elements may be indented. */
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

/** Returns the indentation of a node in columns; a tab reaches to the next multiple of four. */
function measureIndent(node: Nodes, source: string): number {
  const offset = node.position?.start.offset ?? 0
  let width = 0
  for (const character of source.slice(offset - placeOf(node).column + 1, offset))
    width += character === '\t' ? 4 - (width % 4) : 1
  return width
}

/** Reports footnotes that no text refers to, which are not shown. */
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
        `No text refers to this footnote, so it is not shown. Write [^${node.label ?? node.identifier}] where it belongs, or remove it.`,
      )
  })
}
