import type { Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Position } from 'unist'
import type { VFileMessage } from 'vfile-message'
import { locateNodes } from './locate-nodes'
import type { Problem } from './portal'

/** Parses a topic's body. Tools that need more than its tree can extend a copy: `bodyParser().use(…)`. */
export const bodyParser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx)

/** Any node of a topic's tree. */
export type MarkdownNode = Root | RootContent

/** The MDX elements an author may write, each with the attributes it may have. Everything else of JSX is refused, and left out when shown. */
export const authorElements = new Map<string, ReadonlySet<string>>([
  ['Resource', new Set(['href', 'kind', 'id'])],
  ['Mention', new Set(['href'])],
  ['Note', new Set(['title'])],
  ['Warning', new Set(['title'])],
  ['Tabs', new Set()],
  ['Tab', new Set(['name'])],
  ['Kbd', new Set()],
])

/** Parses a topic's body. The tree is null where it is no MDX; the problem then says where it breaks. */
export function parseBody(body: string): { tree: Root; problem: null } | { tree: null; problem: Omit<Problem, 'file'> } {
  const line = findModuleLine(body)
  if (line) return { tree: null, problem: { line, column: 1, rule: 'javascript', message: 'A line at the beginning of a block can\'t begin with "import" or "export": that is JavaScript. Begin it with another word, or put code between lines of ```.' } }
  try {
    const tree = bodyParser.parse(body)
    locateNodes(tree, body)
    return { tree, problem: null }
  } catch (error) {
    const message = error as VFileMessage
    const reason = message.reason ?? String(error)
    // An element open at the end of the page is reported without a place of its own.
    const [, line = 1, column = 1] = /\((\d+):(\d+)-\d+:\d+\)/.exec(reason) ?? []
    const at = message.line ? { line: message.line, column: message.column ?? 1 } : { line: Number(line), column: Number(column) }
    if (reason.includes('to create a comment in MDX'))
      return { tree: null, problem: { ...at, rule: 'mdx-syntax', message: 'A page can\'t hold an HTML comment. Delete it, or put it into `code` to show it.' } }
    return {
      tree: null,
      problem: {
        ...at,
        rule: 'mdx-syntax',
        message: `${reason}. In text, write "{" as "\\{" and "<" as "\\<"; close every tag.`,
      },
    }
  }
}

/**
 * Returns the first line, outside fences, that would be parsed as JavaScript; 0 where there is none. The parser
 * takes the square of the lines that follow such a line in time.
 */
function findModuleLine(body: string): number {
  let [fence, text] = ['', false]
  for (const [index, line] of body.split(/\r\n|\n|\r/).entries()) {
    const [, mark = ''] = /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?!.*`)|~{3,})/.exec(line) ?? []
    if (fence) {
      if (mark.startsWith(fence) && line.trim().endsWith(mark)) fence = ''
      text = false
      continue
    }
    if (mark) fence = mark
    else if (!text && /^(import|export)[ {]/.test(line)) return index + 1
    text = !mark && line.trim() !== '' && !/^#{1,6} /.test(line)
  }
  return 0
}

/** The words of a node, without marks. */
export { toString as toText } from 'mdast-util-to-string'

/** Where a node begins. */
export function placeOf(node: { position?: Position }): { line: number; column: number } {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}
