import type { Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Position } from 'unist'
import type { VFileMessage } from 'vfile-message'
import { explainSyntax } from './explain-syntax'
import { createLocator, locateNodes } from './locate-nodes'
import type { Problem } from '../portal'
import { spareSearch } from './spare-search'

/** Parses a topic's body. Tools that need more than its tree can extend a copy: `bodyParser().use(…)`. */
export const bodyParser = unified().use(remarkParse).use(remarkGfm).use(spareSearch).use(remarkMdx)

/** Any node of a topic's tree. */
export type MarkdownNode = Root | RootContent

/** The MDX elements that authors may use, with their attributes. All other JSX is reported and removed. */
export const authorElements = new Map<string, ReadonlySet<string>>([
  ['Resource', new Set(['href', 'title', 'kind', 'id'])],
  ['Mention', new Set(['href'])],
  ['Note', new Set(['title'])],
  ['Warning', new Set(['title'])],
  ['Tabs', new Set()],
  ['Tab', new Set(['name'])],
  ['Kbd', new Set()],
  ['Checkpoint', new Set(['question'])],
])

/**
 * Parses a topic's body. If it is not valid MDX, the tree is null, the problem says where it breaks, and `opening` is
 * the offset of the character that opens the broken text. If that character is masked, the rest may be valid.
 */
export function parseBody(
  body: string,
): { tree: Root; problem: null } | { tree: null; problem: Omit<Problem, 'file'>; opening: number } {
  const fail = (rule: string, opening: number, message: string) => {
    const { line, column } = createLocator(body)(opening)
    return { tree: null, problem: { line, column, rule, message }, opening }
  }
  const begun = findModuleLine(body)
  if (begun) return fail('javascript', findOffset(body, begun), explainModuleLine(begun.word))
  try {
    const tree = bodyParser.parse(body)
    locateNodes(tree, body)
    return { tree, problem: null }
  } catch (error) {
    const message = error as VFileMessage
    const reason = message.reason ?? String(error)
    // An element that nothing closes is reported at its parent, or without a position.
    const [, line, column] =
      (!message.line || /^Expected a closing/.test(reason) ? /\((\d+):(\d+)-\d+:\d+\)/.exec(reason) : null) ?? []
    const at = { line: Number(line ?? message.line ?? 1), column: Number(column ?? message.column ?? 1) }
    const offset = findOffset(body, at)
    if (reason.includes('import/exports')) {
      const lines = body.split(/\r\n|\n|\r/).slice(0, at.line)
      const index = lines.findLastIndex((each) => /^(import|export)\b/.test(each))
      if (index >= 0)
        return fail(
          'javascript',
          findOffset(body, { line: index + 1 }),
          explainModuleLine(lines[index]?.slice(0, 6) ?? ''),
        )
    }
    if (reason.includes('to create a comment in MDX'))
      return fail(
        'mdx-syntax',
        body.lastIndexOf('<', offset),
        "A page can't hold an HTML comment. Delete it, or put it into `code` to show it.",
      )
    const { opening, message: explanation } = explainSyntax(reason, body, offset)
    return fail('mdx-syntax', opening, explanation)
  }
}

/** Returns the offset of a position. */
function findOffset(body: string, { line, column = 1 }: { line: number; column?: number }): number {
  let start = 0
  for (const { 0: end, index } of body.matchAll(/\r\n|\n|\r/g)) {
    if (--line < 1) break
    start = index + end.length
  }
  return Math.min(start + column - 1, body.length)
}

/** Explains why a paragraph can't begin with "import" or "export". */
export function explainModuleLine(word: string): string {
  const escaped = `&#${word.charCodeAt(0)};${word.slice(1)}`
  return `This paragraph begins with "${word}", and is therefore read as JavaScript, which a page can't hold. Begin it with another word, or write "${escaped}", which is shown as "${word}"; put code between lines of \`\`\`.`
}

/**
 * Returns the first line outside fences that would be parsed as JavaScript, with its first word. After such a
 * line, the parser needs quadratic time.
 */
function findModuleLine(body: string): { line: number; word: string } | null {
  let [fence, text] = ['', false]
  for (const [index, line] of body.split(/\r\n|\n|\r/).entries()) {
    const [, mark = ''] = /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?!.*`)|~{3,})/.exec(line) ?? []
    if (fence) {
      if (mark.startsWith(fence) && line.trim().endsWith(mark)) fence = ''
      text = false
      continue
    }
    if (mark) fence = mark
    const [, word] = (!mark && !text && /^(import|export)[ {]/.exec(line)) || []
    if (word) return { line: index + 1, word }
    text = !mark && line.trim() !== '' && !/^#{1,6} /.test(line)
  }
  return null
}

/** Returns the text of a node without markup. */
export { toString as toText } from 'mdast-util-to-string'

/** Returns the position at which a node begins. */
export function placeOf(node: { position?: Position }): { line: number; column: number } {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}
