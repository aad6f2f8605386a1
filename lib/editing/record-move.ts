import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml'
import { deriveResourceId, movesFile } from '../content'
import { UserFacingError } from '../env'

const beginning = '# What moved, so that readers’ marks follow. Written by "npm run content -- move".\n'

/** The new address of a moved page or resource, or the reason for its withdrawal. */
export type End = { to: string } | { withdrawn: string }

/**
 * Returns `moved.yaml` with one more entry, comments kept. Removes older entries for the moved address and for
 * the new one. Throws a UserFacingError if the text is not valid YAML.
 */
export function recordMove(text: string, list: 'addresses' | 'pages', from: string, end: End): string {
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
  const keyOf = (name: unknown) => (list === 'addresses' ? toKey(String(name)) : String(name))
  const gone = new Set([keyOf(from), ...('to' in end ? [keyOf(end.to)] : [])])
  const entry = document.createNode({ from, ...end }) as YAMLMap
  const entries = document.get(list)
  if (isSeq<YAMLMap>(entries) && !entries.flow)
    entries.items = [...entries.items.filter((item) => !isMap(item) || !gone.has(keyOf(item.get('from')))), entry]
  else
    document.set(
      list,
      document.createNode([
        ...(isSeq<YAMLMap>(entries)
          ? entries.items.filter((item) => !isMap(item) || !gone.has(keyOf(item.get('from'))))
          : []),
        entry,
      ]),
    )
  return document.toString({ lineWidth: 0 })
}

/** Returns one key for all spellings of an address. */
function toKey(address: string): string {
  try {
    return deriveResourceId(address)
  } catch {
    return address
  }
}
