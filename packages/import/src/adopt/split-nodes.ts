import type { List, ListItem, RootContent } from 'mdast'
import { countTutorials, ownLinks } from './links-of'

/** Blocks that stay together: an item, or any other block with the item that follows it. */
interface Unit {
  nodes: RootContent[]
  count: number
}

/**
 * Splits blocks into parts of at most `most` tutorials. What an earlier run put into a part stays there, and what is
 * new goes where its neighbour is; only if a part becomes too long is everything divided again, evenly.
 */
export function splitNodes(
  nodes: RootContent[],
  most: number,
  knownPart: (address: string) => number | undefined,
): RootContent[][] {
  if (countTutorials(nodes) <= most) return [nodes]
  const units = toUnits(nodes, most)
  const parts = keepParts(units, knownPart)
  const kept = parts.every((part) => part.reduce((sum, { count }) => sum + count, 0) <= most)
  return (kept && parts.length > 1 ? parts : divide(units, most)).map((part) =>
    join(part.flatMap((unit) => unit.nodes)),
  )
}

function keepParts(units: Unit[], knownPart: (address: string) => number | undefined): Unit[][] {
  const parts: Unit[][] = []
  let current = 0
  for (const unit of units) {
    const known = unit.nodes
      .flatMap((node) => addressesOf(node))
      .map(knownPart)
      .find((part) => part !== undefined)
    current = known ?? current
    ;(parts[current] ??= []).push(unit)
  }
  return parts.filter((part) => part !== undefined)
}

/** Fills parts evenly, so that each has room for what is added later. */
function divide(units: Unit[], most: number): Unit[][] {
  const total = units.reduce((sum, { count }) => sum + count, 0)
  const share = Math.ceil(total / Math.ceil(total / (most * 0.8)))
  const parts: Unit[][] = [[]]
  let count = 0
  for (const unit of units) {
    if (count > 0 && count + unit.count > share) {
      parts.push([])
      count = 0
    }
    parts.at(-1)!.push(unit)
    count += unit.count
  }
  return parts
}

function toUnits(nodes: RootContent[], most: number): Unit[] {
  const units: Unit[] = []
  let before: RootContent[] = []
  for (const node of nodes) {
    if (node.type !== 'list' || countTutorials([node]) === 0) {
      before.push(node)
      continue
    }
    for (const item of node.children.flatMap((child) => splitItem(child, most))) {
      const list = toList([item], node)
      units.push({ nodes: [...before, list], count: countTutorials([list]) })
      before = []
    }
  }
  if (units.length > 0) units.at(-1)!.nodes.push(...before)
  return units
}

/** Splits an item with too many below it into several with the same words. */
function splitItem(item: ListItem, most: number): ListItem[] {
  const nested = item.children.find((child): child is List => child.type === 'list' && countTutorials([child]) > 1)
  if (!nested || countTutorials([toList([item])]) <= most) return [item]
  const words = item.children.filter((child) => child !== nested)
  const parts = divide(toUnits([nested], most), most)
  return parts.map((part, place) => ({
    ...item,
    // The item's own link belongs to the first.
    children: [
      ...(place === 0 ? words : words.filter((each) => ownLinks(each).length === 0)),
      ...join(part.flatMap((unit) => unit.nodes)),
    ] as ListItem['children'],
  }))
}

/** Joins neighbouring lists. */
function join(nodes: RootContent[]): RootContent[] {
  const joined: RootContent[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (last?.type === 'list' && node.type === 'list' && last.ordered === node.ordered)
      joined[joined.length - 1] = toList([...last.children, ...node.children], last)
    else joined.push(node)
  }
  return joined
}

function addressesOf(node: RootContent): string[] {
  if (node.type === 'link') return [node.url]
  return 'children' in node ? (node.children as RootContent[]).flatMap(addressesOf) : []
}

/** A list of these items. */
function toList(children: ListItem[], like?: List): List {
  return { type: 'list', ordered: like?.ordered ?? false, start: null, spread: like?.spread ?? false, children }
}
