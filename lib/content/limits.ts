import type { Root } from 'mdast'
import { visitParents } from './visit-nodes'
import { placeOf } from './body/markdown'
import type { Finding } from './portal'

/**
 * The limits of a page. All but the last are counts, so that each machine comes to the same verdict.
 * The shipped pages are under 8 KB, with 400 nodes and five levels.
 */
export const limits = {
  fileBytes: 256 * 1024,
  /** Of a path file, of portal.yaml and of a logo. */
  yamlBytes: 64 * 1024,
  lineLength: 10 * 1024,
  lines: 10_000,
  /** How deeply quotes, list items, emphasis and elements may be nested. */
  depth: 20,
  /** Nodes of the parsed page: text, links, emphasis, blocks. */
  nodes: 8000,
  listItems: 2500,
  definitions: 500,
  /** Per block (the text between two empty lines), since the parser's time is quadratic in these counts. */
  block: { lines: 3000, markers: 3000, pipes: 5000 },
  /** Of all blocks of a page together. */
  markers: 12_000,
  /** CPU time, as a last resort: a page within all other limits takes less than a tenth of it. */
  milliseconds: 20_000,
}

const flat = new Set(['root', 'list', 'paragraph', 'heading', 'table', 'tableRow'])
/** Markers at the start of a line that open or continue quotes and list items. */
const containers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))+/
const thematicBreak = /^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/
/** Characters that open or close emphasis, links and elements. "_" inside a word does neither. */
const markers = /[*~[\]<{]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu

/** Returns the first problem that would make parsing too slow, found by counting characters before parsing. */
export function findTooMuch(text: string): Finding | null {
  const lines = text.split(/\r\n|\n|\r/)
  const at = (index: number) => ({ line: index + 1, column: 1 })
  const size = (index: number, message: string): Finding => ({ ...at(index), rule: 'size', message })
  const page = { items: 0, definitions: 0, markers: 0 }
  const block = { start: 0, lines: 0, markers: 0, pipes: 0 }
  const indents: number[] = []
  let nested: number | null = null
  for (const [index, line] of lines.entries()) {
    if (line.length > limits.lineLength)
      return size(index, `This line is longer than ${limits.lineLength / 1024} KB. Break it into several.`)
    if (thematicBreak.test(line)) continue
    const container = containers.exec(line)?.[0] ?? ''
    const isItem = /[^\s>]/.test(container)
    if (container.replace(/\d{1,9}[.)]|\s/g, (each) => (each.trim() ? '-' : '')).length > limits.depth) nested ??= index
    if (isItem) {
      page.items++
      const indent = /^[ \t]*/.exec(line)![0].length
      while ((indents.at(-1) ?? -1) >= indent) indents.pop()
      if (indents.push(indent) > limits.depth) nested ??= index
    }
    // An unindented bullet always starts a new paragraph.
    if (!line.trim() || /^ {0,3}[-*+][ \t]+\S/.test(line))
      Object.assign(block, { start: index, lines: 0, markers: 0, pipes: 0 })
    if (/^[\s>]*\[[^\]]*\]:/.test(line)) page.definitions++
    const found = line.match(markers)?.length ?? 0
    page.markers += found
    block.lines++
    block.markers += found
    block.pipes += line.split('|').length - 1
    if (block.markers > limits.block.markers)
      return size(
        block.start,
        `Between here and the next empty line there are more than ${count(limits.block.markers)} of the characters * _ ~ [ ] < {. Remove what is not needed, or put empty lines between its parts.`,
      )
    if (block.pipes > limits.block.pipes)
      return size(
        block.start,
        `Between here and the next empty line there are more than ${count(limits.block.pipes)} "|". Split it into several tables.`,
      )
    if (block.lines > limits.block.lines)
      return size(
        block.start,
        `From here, more than ${count(limits.block.lines)} lines have no empty line between them. Put empty lines between the parts.`,
      )
  }
  if (nested !== null) return { ...at(nested), rule: 'nesting', message: tooDeep }
  if (page.items > limits.listItems)
    return size(
      0,
      `The page has ${count(page.items)} list items; the maximum is ${count(limits.listItems)}. Split it into several topics.`,
    )
  if (page.definitions > limits.definitions)
    return size(
      0,
      `The page has ${count(page.definitions)} definitions and footnotes; the maximum is ${count(limits.definitions)}. Split it into several topics.`,
    )
  if (page.markers > limits.markers)
    return size(
      0,
      `The page has ${count(page.markers)} of the characters * _ ~ [ ] < {; the maximum is ${count(limits.markers)}. Split it into several topics.`,
    )
  if (lines.length > limits.lines)
    return size(
      0,
      `The page has ${count(lines.length)} lines; the maximum is ${count(limits.lines)}. Split it into several topics.`,
    )
  return null
}

/** Returns the first node of a parsed page that exceeds the limits of depth or number. */
export function findTooManyNodes(tree: Root): Finding | null {
  let [nodes, links] = [0, 0]
  const found: { deep?: Finding; surplus?: Finding } = {}
  visitParents(tree, (node, ancestors) => {
    nodes++
    if (node.type === 'link' || node.type === 'linkReference') links++
    if (nodes === limits.nodes + 1) found.surplus = { ...placeOf(node), rule: 'size', message: '' }
    const depth =
      'children' in node ? ancestors.filter(({ type }) => !flat.has(type)).length + (flat.has(node.type) ? 0 : 1) : 0
    if (depth > limits.depth) found.deep = { ...placeOf(node), rule: 'nesting', message: tooDeep }
    return !found.deep
  })
  if (found.deep || !found.surplus) return found.deep ?? null
  return {
    ...found.surplus,
    message: `The page has ${count(nodes)} parts (words, links, blocks; ${count(links)} links); the maximum is ${count(limits.nodes)}. Split it into several topics.`,
  }
}

const tooDeep = `Lists, quotes and emphasis can be nested at most ${limits.depth} levels deep. Remove some levels.`

function count(number: number): string {
  return number.toLocaleString('en-GB')
}
