import type { Nodes, Parents, Root } from 'mdast'
import type { Point } from 'unist'
import { visit } from '../visit-nodes'

/** Returns the offset at which each line of a text begins. */
function findLineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length)]
}

interface Written {
  start: number
  end: number
}

/** Returns a function that converts an offset in a text to line and column, each from 1. */
export function createLocator(text: string): (offset: number) => { line: number; column: number; offset: number } {
  const starts = findLineStarts(text)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset }
  }
}

/**
 * Sets the positions of nodes that lack them. The parser finds some bare addresses (after a quotation mark or
 * bracket) only after parsing, and splits their text into nodes without positions.
 */
export function locateNodes(tree: Root, source: string): void {
  let locate: ((offset: number) => Point) | undefined
  visit(tree, (node) => {
    if (!('children' in node) || !node.position || node.children.every(({ position }) => position)) return
    locate ??= createLocator(source)
    locateChildren(node, source, locate)
  })
}

function locateChildren(parent: Parents, source: string, locate: (offset: number) => Point): void {
  const children = parent.children as Nodes[]
  // For each child, the offset at which the next node with a position begins.
  const ends: number[] = []
  let end = parent.position?.end.offset ?? source.length
  for (let index = children.length - 1; index >= 0; index--) {
    ends[index] = end
    end = children[index]?.position?.start.offset ?? end
  }
  let cursor = parent.position?.start.offset ?? 0
  // Once a link is not found, those after it can't be found either.
  let isLost = false
  for (const [index, node] of children.entries()) {
    const stop = ends[index] ?? cursor
    const next = children[index + 1]
    if (node.position) isLost = false
    else if (node.type === 'link') {
      const found: Written | null = isLost ? null : findWritten(textOf(node), source, cursor, stop)
      isLost ||= !found
      node.position = { start: locate(found?.start ?? cursor), end: locate(found?.end ?? cursor) }
      for (const child of node.children) child.position ??= node.position
    } else {
      const found: Written | null =
        next?.type === 'link' && !next.position && !isLost ? findWritten(textOf(next), source, cursor, stop) : null
      node.position = { start: locate(cursor), end: locate(found?.start ?? (next && !next.position ? cursor : stop)) }
    }
    cursor = node.position?.end.offset ?? cursor
  }
}

function textOf(node: Nodes): string {
  return node.type === 'link' ? node.children.map((child) => ('value' in child ? child.value : '')).join('') : ''
}

/** Finds a text between two offsets of the source, where it may contain escapes and entities. */
function findWritten(text: string, source: string, start: number, end: number): Written | null {
  const pattern = text.replace(/[!-/:-@[-`{-~]/g, (character) =>
    character === '&' ? '(?:&amp;|\\\\?&)' : `\\\\?\\${character}`,
  )
  const match = text && new RegExp(pattern).exec(source.slice(start, end))
  return match ? { start: start + match.index, end: start + match.index + match[0].length } : null
}
