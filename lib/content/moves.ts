import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import { deriveResourceId } from './address'
import type { Moves, Place, Problem } from './portal'

/** The file, beside the topics, in which editors declare what moved. */
export const movesFile = 'moved.yaml'

/** One declaration: an address or a slug became another, or was withdrawn on purpose. */
interface Declaration extends Place {
  from: string
  to: string | null
}

/** What `moved.yaml` declares, before it is followed. */
export interface Declarations {
  addresses: Declaration[]
  pages: Declaration[]
}

/** Nothing ever moved. */
export const noMoves: Moves = { resources: new Map(), topics: new Map(), withdrawn: new Set(), withdrawnTopics: new Set() }

const none: Declarations = { addresses: [], pages: [] }
const shape = 'Each entry is "from:" with either "to:" or "withdrawn:" (the reason).'

/** Reads the text of `moved.yaml`; `source` is empty where there is no such file. */
export function readDeclarations(source: string): { declarations: Declarations; problems: Problem[] } {
  const problems: Problem[] = []
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const placeOf = (node: Node | null | undefined): Place => {
    const { line, col } = counter.linePos(node?.range?.[0] ?? 0)
    return { file: movesFile, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const report = (node: Node | null | undefined, message: string) => problems.push({ ...placeOf(node), rule: 'moves', message })

  for (const error of document.errors) {
    const { line, col } = counter.linePos(error.pos[0])
    problems.push({ file: movesFile, line, column: col, rule: 'moves', message: error.message })
  }
  if (problems.length || document.contents === null) return { declarations: none, problems }
  if (!isMap<Node, Node | null>(document.contents)) {
    report(document.contents, 'The file holds two lists, "addresses:" and "pages:".')
    return { declarations: none, problems }
  }

  const declarations: Declarations = { addresses: [], pages: [] }
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (name !== 'addresses' && name !== 'pages') report(key, `Unknown list "${name}". The lists are "addresses" and "pages".`)
    else if (isSeq<Node>(value)) for (const item of value.items) readEntry(item, name)
    else if (!isScalar(value) || value.value !== null) report(value, `"${name}" must be a list. ${shape}`)
  }
  return { declarations, problems }

  function readEntry(item: Node, list: keyof Declarations): void {
    const fields = isMap<Node, Node | null>(item) ? Object.fromEntries(item.items.map((pair) => [String(pair.key), pair.value])) : {}
    const text = (name: string) => {
      const node = fields[name]
      return isScalar(node) && node.value !== null && node.value !== '' ? String(node.value) : undefined
    }
    const [from, to, withdrawn] = [text('from'), text('to'), text('withdrawn')]
    const unknown = Object.keys(fields).some((name) => !['from', 'to', 'withdrawn'].includes(name))
    if (!from || unknown || (to === undefined) === (withdrawn === undefined)) return void report(item, shape)
    if (list === 'addresses' && [from, to].some((each) => each !== undefined && !/^https?:\/\/./.test(each))) return void report(item, 'An address must begin with http:// or https://.')
    if (declarations[list].some((each) => each.from === from)) return void report(item, `"${from}" is declared twice. Keep one of the two.`)
    declarations[list].push({ from, to: to ?? null, ...placeOf(item) })
  }
}

/**
 * Follows the declarations to where each address and slug is now, chains included. `isListed` and
 * `isTopic` tell what the content holds today. A cycle, a move of something that is still there, and
 * a move to something that is not are problems.
 */
export function followDeclarations(
  { addresses, pages }: Declarations,
  isListed: (id: string) => boolean,
  isTopic: (slug: string) => boolean,
): { moves: Moves; problems: Problem[] } {
  const problems: Problem[] = []
  const byId = addresses.map((each) => ({ ...each, from: deriveResourceId(each.from), to: each.to && deriveResourceId(each.to), said: each.from, saidTo: each.to }))
  const slugs = pages.map((each) => ({ ...each, said: each.from, saidTo: each.to }))
  return {
    moves: {
      resources: follow(byId, isListed, 'address', 'No page lists'),
      topics: follow(slugs, isTopic, 'page', 'No page has the slug'),
      withdrawn: new Set(byId.filter(({ to }) => to === null).map(({ from }) => from)),
      withdrawnTopics: new Set(slugs.filter(({ to }) => to === null).map(({ from }) => from)),
    },
    problems,
  }

  function follow(list: (Declaration & { said: string; saidTo: string | null })[], isThere: (key: string) => boolean, kind: string, absent: string): Map<string, string> {
    const next = new Map(list.map((each) => [each.from, each]))
    const current = new Map<string, string>()
    for (const each of list) {
      const report = (message: string) => problems.push({ file: each.file, line: each.line, column: each.column, rule: 'moves', message })
      if (isThere(each.from)) {
        report(`The ${kind} "${each.said}" is said to have moved or gone, and is still in use. Mend the page that uses it, or take this entry out.`)
        continue
      }
      const seen = new Set([each.from])
      let last = each
      while (last.to !== null && !seen.has(last.to)) {
        seen.add(last.to)
        const after = next.get(last.to)
        if (!after) break
        last = after
      }
      if (last.to === null) {
        // Gone for good, and known by the last of its names.
        if (last !== each && kind === 'address') current.set(each.from, last.from)
      } else if (next.has(last.to)) report(`The moves of "${each.said}" lead in a circle. Let the last of them lead to where it is now.`)
      else if (!isThere(last.to)) report(`${absent} "${last.saidTo}", to which "${each.said}" is said to have moved. Mend the entry, or say "withdrawn:".`)
      else current.set(each.from, last.to)
    }
    return current
  }
}
