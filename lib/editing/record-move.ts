import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml'
import { deriveResourceId, movesFile } from '../content'
import { UserFacingError } from '../env'

const beginning = '# What moved, so that readers’ marks follow. Written by "npm run content -- move".\n'

/** The new address of a moved page or resource, or the reason for its withdrawal. */
export type End = { to: string } | { withdrawn: string }

/** A page or an address that moved or was withdrawn. */
export interface Move {
  list: 'addresses' | 'pages'
  from: string
  end: End
}

/**
 * Returns `moved.yaml` with more entries, in order, comments kept. Each removes older entries for the moved address and
 * for the new one. Throws a UserFacingError if the text is not valid YAML.
 */
export function recordMoves(text: string, moves: readonly Move[]): string {
  const document = parseDocument(text || beginning)
  const [error] = document.errors
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 }
    throw new UserFacingError(
      `${movesFile}:${line}:${col} The file can't be read: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}. Fix it first. Nothing was changed.`,
    )
  }
  if (document.contents !== null && !isMap(document.contents))
    throw new UserFacingError(
      `${movesFile}:1:1 The file must hold two lists, "addresses:" and "pages:". Fix it first. Nothing was changed.`,
    )
  for (const list of ['addresses', 'pages'] as const) {
    const added = moves.filter((move) => move.list === list)
    if (added.length === 0) continue
    const entries = document.get(list)
    const keyOf = (name: unknown) => (list === 'addresses' ? toKey(String(name)) : String(name))
    const items = addEntries(
      isSeq<YAMLMap>(entries) ? entries.items : [],
      added,
      keyOf,
      ({ from, end }) => document.createNode({ from, ...end }) as YAMLMap,
    )
    if (isSeq<YAMLMap>(entries) && !entries.flow) entries.items = items
    else document.set(list, document.createNode(items))
  }
  return document.toString({ lineWidth: 0 })
}

/** Adds the entries of one list. Looks each older entry up by its key: a list has thousands. */
function addEntries(
  before: YAMLMap[],
  moves: Move[],
  keyOf: (name: unknown) => string,
  create: (move: Move) => YAMLMap,
): YAMLMap[] {
  const items: (YAMLMap | null)[] = []
  const places = new Map<string, number[]>()
  const add = (item: YAMLMap, key: string | undefined) => {
    const place = items.push(item) - 1
    if (key !== undefined) places.set(key, [...(places.get(key) ?? []), place])
  }
  for (const item of before) add(item, isMap(item) ? keyOf(item.get('from')) : undefined)
  for (const move of moves) {
    for (const name of [move.from, ...('to' in move.end ? [move.end.to] : [])]) {
      const key = keyOf(name)
      for (const place of places.get(key) ?? []) items[place] = null
      places.delete(key)
    }
    add(create(move), keyOf(move.from))
  }
  return items.filter((item) => item !== null)
}

/** Returns one key for all spellings of an address. */
function toKey(address: string): string {
  try {
    return deriveResourceId(address)
  } catch {
    return address
  }
}
