import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import { oncePer } from '../../once-per'
import { parseUrl } from '../../parse-url'
import { deriveResourceId } from '../address'
import type { Moves, Place, Problem } from '../portal'

/** The file next to the topics in which editors declare moves. */
export const movesFile = 'moved.yaml'

/** One declaration: an address or a slug moved, or was withdrawn on purpose. */
interface Declaration extends Place {
  from: string
  to: string | null
}

/** The declarations in `moved.yaml`, before they are followed. */
export interface Declarations {
  addresses: Declaration[]
  pages: Declaration[]
}

/** No moves. */
export const noMoves: Moves = {
  resources: new Map(),
  topics: new Map(),
  withdrawn: new Set(),
  withdrawnTopics: new Set(),
}

const shape = 'Each entry is "from:" with either "to:" or "withdrawn:" (the reason).'

/** Reads the text of `moved.yaml`, empty if there is no such file. A mistake in one entry leaves the others valid. */
export function readDeclarations(source: string): { declarations: Declarations; problems: Problem[] } {
  const problems: Problem[] = []
  const declarations: Declarations = { addresses: [], pages: [] }
  const known = { addresses: new Set<string>(), pages: new Set<string>() }
  const lists = splitLists(source)
  if (lists)
    for (const { name, line, entries } of lists) {
      if (name !== 'addresses' && name !== 'pages')
        report({ line, column: 1 }, `Unknown list "${name}". The lists are "addresses" and "pages".`)
      else if (lists.some((other) => other.name === name && other.line < line))
        report({ line, column: 1 }, `There are two lists "${name}:". Put their entries into one.`)
      else for (const entry of entries) readSplit(entry, name)
    }
  else readWhole()
  return { declarations, problems }

  function report({ line, column }: Pick<Place, 'line' | 'column'>, message: string): void {
    problems.push({ file: movesFile, line, column, rule: 'moves', message })
  }

  function readSplit({ lines, line }: Entry, list: keyof Declarations): void {
    const plain = readPlain(lines)
    if (plain) return readEntry(plain.fields, { line, column: plain.column }, list)
    const { document, placeOf, isBroken } = parse(lines.join('\n'), line - 1)
    if (isBroken) return
    if (isSeq<Node>(document.contents)) for (const item of document.contents.items) readNode(item, placeOf(item), list)
    else report({ line, column: 1 }, shape)
  }

  /** Reads lists in any other notation than one entry per "-". */
  function readWhole(): void {
    const { document, placeOf, isBroken } = parse(source, 0)
    if (isBroken || document.contents === null) return
    if (!isMap<Node, Node | null>(document.contents))
      return report(placeOf(document.contents), 'The file holds two lists, "addresses:" and "pages:".')
    for (const { key, value } of document.contents.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (name !== 'addresses' && name !== 'pages')
        report(placeOf(key), `Unknown list "${name}". The lists are "addresses" and "pages".`)
      else if (isSeq<Node>(value)) for (const item of value.items) readNode(item, placeOf(item), name)
      else if (!isScalar(value) || value.value !== null) report(placeOf(value), `"${name}" must be a list. ${shape}`)
    }
  }

  function parse(text: string, linesBefore: number) {
    const counter = new LineCounter()
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
    const at = (offset: number) => {
      const { line, col } = counter.linePos(offset)
      return { line: Math.max(line, 1) + linesBefore, column: Math.max(col, 1) }
    }
    for (const error of document.errors) report(at(error.pos[0]), error.message)
    return {
      document,
      placeOf: (node: Node | null | undefined) => at(node?.range?.[0] ?? 0),
      isBroken: document.errors.length > 0,
    }
  }

  function readNode(item: Node, place: Pick<Place, 'line' | 'column'>, list: keyof Declarations): void {
    const nodes = isMap<Node, Node | null>(item)
      ? item.items.map((pair) => [String(pair.key), pair.value] as const)
      : []
    readEntry(
      Object.fromEntries(
        nodes.map(([name, node]) => [name, isScalar(node) && node.value !== null ? String(node.value) : '']),
      ),
      place,
      list,
    )
  }

  function readEntry(
    fields: Record<string, string>,
    place: Pick<Place, 'line' | 'column'>,
    list: keyof Declarations,
  ): void {
    const [from, to, withdrawn] = [fields.from || undefined, fields.to || undefined, fields.withdrawn || undefined]
    const unknown = Object.keys(fields).some((name) => !['from', 'to', 'withdrawn'].includes(name))
    if (!from || unknown || (to === undefined) === (withdrawn === undefined)) return report(place, shape)
    if (
      list === 'addresses' &&
      [from, to].some((each) => each !== undefined && (!/^https?:\/\/./.test(each) || !parseUrl(each)))
    )
      return report(place, 'An address must begin with http:// or https://.')
    if (known[list].has(from)) return report(place, `"${from}" is declared twice. Keep one of the two.`)
    known[list].add(from)
    declarations[list].push({ from, to: to ?? null, file: movesFile, ...place })
  }
}

interface Entry {
  lines: string[]
  line: number
}

/**
 * Splits a file in the usual notation ("addresses:", then entries after "- ") into lists of entries with their
 * lines; null for any other notation. A YAML parser takes a second for 8,000 entries, and one mistake breaks all.
 */
function splitLists(source: string): { name: string; line: number; entries: Entry[] }[] | null {
  const lists: { name: string; line: number; entries: Entry[] }[] = []
  let indent = -1
  for (const [index, text] of source.split('\n').entries()) {
    const list = lists.at(-1)
    const key = /^([a-z]+):[ \t]*(?:#.*)?\r?$/i.exec(text)?.[1]
    const dash = /^( *)- /.exec(text)?.[1]?.length
    if (key !== undefined) {
      lists.push({ name: key, line: index + 1, entries: [] })
      indent = -1
    } else if (list && dash !== undefined && (indent < 0 || dash === indent)) {
      indent = dash
      list.entries.push({ lines: [text], line: index + 1 })
    } else if (list && list.entries.length > 0 && /^[ \t]|^\r?$/.test(text)) list.entries.at(-1)?.lines.push(text)
    else if (!/^[ \t]*(?:#.*)?\r?$/.test(text)) return null
  }
  return lists
}

/** Reads an entry of two lines with plain values, as nearly all are; null for any other. */
function readPlain(lines: string[]): { fields: Record<string, string>; column: number } | null {
  const written = lines.filter((line) => !/^[ \t]*(?:#.*)?\r?$/.test(line))
  if (written.length !== 2) return null
  const [first, second] = [/^( *- +)([a-z]+): +(\S.*)$/.exec(written[0]!), /^( +)([a-z]+): +(\S.*)$/.exec(written[1]!)]
  if (!first || !second || first[1]!.length !== second[1]!.length || first[2] === second[2]) return null
  const values = [first[3]!, second[3]!].map((value) => value.trimEnd())
  // YAML takes a value literally if it begins with a letter and contains neither ": " nor " #", except for these words.
  if (
    values.some(
      (value) =>
        !/^[a-z]/i.test(value) || /:(?:\s|$)|\s#/.test(value) || /^(?:null|true|false|yes|no|on|off)$/i.test(value),
    )
  )
    return null
  return { fields: { [first[2]!]: values[0]!, [second[2]!]: values[1]! }, column: first[1]!.length + 1 }
}

/** Declarations with resource ids instead of addresses. Deriving 8,000 ids takes as long as all else on a change. */
const deriveIds = oncePer(({ addresses }: Declarations) =>
  addresses.map((each) => ({
    ...each,
    from: deriveResourceId(each.from),
    to: each.to && deriveResourceId(each.to),
    said: each.from,
    saidTo: each.to,
  })),
)

/**
 * Resolves the declarations, including chains, to the current address or slug of each. `isListed` and `isTopic`
 * tell what the content holds. Reports cycles, moves of something still in use, and moves to something unknown.
 */
export function followDeclarations(
  declarations: Declarations,
  isListed: (id: string) => boolean,
  isTopic: (slug: string) => boolean,
): { moves: Moves; problems: Problem[] } {
  const problems: Problem[] = []
  const byId = deriveIds(declarations)
  const slugs = declarations.pages.map((each) => ({ ...each, said: each.from, saidTo: each.to }))
  return {
    moves: {
      resources: follow(byId, isListed, 'address', 'No page lists'),
      topics: follow(slugs, isTopic, 'page', 'No page has the slug'),
      withdrawn: new Set(byId.filter(({ to }) => to === null).map(({ from }) => from)),
      withdrawnTopics: new Set(slugs.filter(({ to }) => to === null).map(({ from }) => from)),
    },
    problems,
  }

  function follow(
    list: (Declaration & { said: string; saidTo: string | null })[],
    isThere: (key: string) => boolean,
    kind: string,
    absent: string,
  ): Map<string, string> {
    const next = new Map(list.map((each) => [each.from, each]))
    const current = new Map<string, string>()
    const ends = findEnds(next)
    for (const each of list) {
      const report = (message: string) =>
        problems.push({ file: each.file, line: each.line, column: each.column, rule: 'moves', message })
      if (isThere(each.from)) {
        report(
          `The ${kind} "${each.said}" is declared as moved or withdrawn but still in use. Correct the page that uses it, or remove this entry.`,
        )
        continue
      }
      const last = ends.get(each.from)
      if (!last) report(`The moves of "${each.said}" form a cycle. Let the last of them lead to the current address.`)
      else if (last.to === null) {
        // A withdrawn resource: its former ids lead to its last one.
        if (last !== each && kind === 'address') current.set(each.from, last.from)
      } else if (!isThere(last.to))
        report(
          `${absent} "${last.saidTo}", the declared target of "${each.said}". Correct this entry, or write "withdrawn:".`,
        )
      else current.set(each.from, last.to)
    }
    return current
  }
}

/** Returns the last step of each name's moves; null for a cycle. Visits each step once. */
function findEnds<T extends { to: string | null }>(next: Map<string, T>): Map<string, T | null> {
  const ends = new Map<string, T | null>()
  for (const start of next.keys()) {
    const path = new Map<string, T>()
    let name = start
    let end: T | null | undefined
    for (;;) {
      end = ends.get(name)
      if (end !== undefined) break
      const step = next.get(name)
      if (!step || path.has(name)) {
        end = step ? null : [...path.values()].at(-1)
        break
      }
      path.set(name, step)
      if (step.to === null) {
        end = step
        break
      }
      name = step.to
    }
    for (const each of path.keys()) ends.set(each, end ?? null)
  }
  return ends
}
