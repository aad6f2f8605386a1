import type { Nodes, Parents } from 'mdast'
import type { CompileContext, Token } from 'mdast-util-from-markdown'
import type { Processor } from 'unified'
import { visitParents } from 'unist-util-visit-parents'
import { bodyParser } from '../content'

/** An address in a page's body. */
export interface WrittenAddress {
  /** The address with escapes and entities resolved. */
  url: string
  /** Line in the file, from 1. */
  line: number
  column: number
  /** Start and end offset in the body; null if unknown. */
  range: { start: number; end: number } | null
  /** The syntax around it, which decides the escaping. `bare`: plain text that becomes a link. */
  form: 'destination' | 'attribute' | 'bare'
  /** The quote around an attribute value. */
  quote?: '"' | "'"
}

const addressAttributes = new Set(['href', 'src', 'cite', 'poster'])

/** Records the position of each link's or definition's destination; the tree only has that of the whole node. */
function keepDestinations(this: Processor): void {
  const keep = (inset: number) =>
    function (this: CompileContext, token: Token) {
      const node = this.stack.at(-1)
      if (node)
        (node as { data?: unknown }).data = {
          ...node.data,
          destination: { start: token.start.offset + inset, end: token.end.offset - inset },
        }
    }
  const data = this.data() as { fromMarkdownExtensions?: unknown[] }
  ;(data.fromMarkdownExtensions ??= []).push({
    enter: {
      resourceDestinationRaw: keep(0),
      resourceDestinationLiteral: keep(1),
      definitionDestinationRaw: keep(0),
      definitionDestinationLiteral: keep(1),
    },
  })
}

const parser = bodyParser().use(keepDestinations)

/** Returns the addresses of a page's links, definitions and elements in order, except in code. Throws if the body is not MDX. */
export function findAddresses(body: string): WrittenAddress[] {
  const found: WrittenAddress[] = []
  const searched = new Map<Parents, number>()
  const add = (
    url: string,
    range: WrittenAddress['range'],
    form: WrittenAddress['form'],
    fallback: Nodes | undefined,
    quote?: WrittenAddress['quote'],
  ) => found.push({ url, range, form, quote, ...placeAt(body, range?.start ?? fallback?.position?.start.offset ?? 0) })

  visitParents(parser.parse(body), (node, ancestors) => {
    if (node.type === 'link' || node.type === 'definition') {
      const { destination = null } = (node.data ?? {}) as { destination?: WrittenAddress['range'] }
      const parent = ancestors.at(-1)
      if (destination || node.type === 'definition') add(node.url, destination, 'destination', node)
      // "[words]()" has no destination.
      else if (node.position && body[node.position.start.offset ?? 0] === '[') add(node.url, null, 'destination', node)
      else if (node.position) add(node.url, toRange(node), 'bare', node)
      else if (parent)
        add(
          node.url,
          searchBare(node.children.map((child) => ('value' in child ? child.value : '')).join(''), node, parent),
          'bare',
          ancestors.findLast(({ position }) => position),
        )
    }
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    for (const attribute of node.attributes) {
      if (attribute.type !== 'mdxJsxAttribute' || !addressAttributes.has(attribute.name)) continue
      const start = attribute.position?.start.offset
      const written = body.slice(start, attribute.position?.end.offset)
      const quote = /^[^=]*=\s*(["'])/.exec(written)
      if (typeof attribute.value === 'string' && start !== undefined && quote)
        add(
          attribute.value,
          { start: start + quote[0].length, end: start + written.length - 1 },
          'attribute',
          node,
          quote[1] as '"' | "'",
        )
      // An expression instead of a quoted string: the check refuses it, so it is not edited.
      else if (attribute.value && typeof attribute.value === 'object')
        for (const [, url = ''] of attribute.value.value.matchAll(/["'`]([^"'`\s]+)["'`]/g))
          add(url, null, 'attribute', node)
    }
  })
  return found

  /** Some bare addresses, such as one after a quotation mark, become links only after parsing and have no position. */
  function searchBare(text: string, node: Nodes, parent: Parents): WrittenAddress['range'] {
    const children = parent.children as Nodes[]
    const at = children.indexOf(node)
    const before =
      children.slice(0, at).findLast(({ position }) => position)?.position?.end.offset ?? parent.position?.start.offset
    const after =
      children.slice(at).find(({ position }) => position)?.position?.start.offset ?? parent.position?.end.offset
    if (before === undefined || after === undefined) return null
    const start = body.indexOf(text, Math.max(before, searched.get(parent) ?? 0))
    if (start < 0 || start + text.length > after) return null
    searched.set(parent, start + text.length)
    return { start, end: start + text.length }
  }
}

/** Returns the parts of a page in order, each with its address. An edit must change nothing else in it. */
export function outline(body: string): { type: string; url?: string }[] {
  const parts: { type: string; url?: string }[] = []
  visitParents(parser.parse(body), (node) => {
    parts.push('url' in node ? { type: node.type, url: node.url } : { type: node.type })
    if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement')
      for (const attribute of node.attributes)
        if (attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string')
          parts.push(
            addressAttributes.has(attribute.name)
              ? { type: attribute.name, url: attribute.value }
              : { type: `${attribute.name}=${attribute.value}` },
          )
  })
  return parts
}

/** Escapes an address so that Markdown reads it back unchanged. */
export function writeAddress(url: string, { form, quote }: Pick<WrittenAddress, 'form' | 'quote'>): string {
  if (form === 'bare') return url
  // "&copy;" would become a character; "|" would end a table cell.
  const escaped = url.replace(/&(?=#?\w+;)/g, '&amp;').replaceAll('|', '&#124;')
  if (form === 'attribute') return escaped.replaceAll(quote ?? '"', quote === "'" ? '&#39;' : '&quot;')
  const literal = escaped.replace(/[\\<>]/g, '\\$&')
  return hasBalancedParentheses(url) ? literal : literal.replace(/[()]/g, '\\$&')
}

function hasBalancedParentheses(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '(') depth++
    else if (character === ')' && --depth < 0) return false
    if (depth > 30) return false
  }
  return depth === 0
}

function toRange(node: Nodes): WrittenAddress['range'] {
  const [start, end] = [node.position?.start.offset, node.position?.end.offset]
  return start === undefined || end === undefined ? null : { start, end }
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
