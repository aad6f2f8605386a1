import { t } from '@/messages/generated/transfer-rules'
import { countLines } from './count-lines'
import { findDialect, isObject, listUses, lists, lookUp, toKey, toSaved, unknown, type Fields } from './dialects'
import { mostRows, UnreadableFileError, type Piece, type ReadOptions } from './entry'
import { listUnused } from './list-unused'
import { toSavedEntry } from './saved'

const sliceLength = 1000

/** Names under which programs store their lists. */
const listNames = [
  'bookmarks',
  'links',
  'items',
  'results',
  'entries',
  'articles',
  'documents',
  'posts',
  'raindrops',
  'urls',
  'list',
  'data',
]

interface Found {
  rows: unknown[]
  /** Tags stored separately, by address. */
  tags: Map<string, string[]>
}

/** Reads another program's JSON: a list, a tree of folders, or collections of lists. */
export function* readList(text: string, file: unknown, places: number[], options: ReadOptions): Generator<Piece> {
  const { rows, tags } = findRows(file)
  if (rows.length > mostRows) throw new UnreadableFileError(t('tooManyBookmarks', { count: mostRows }))
  const sample = rows.slice(0, 100).map(toFields)
  const dialect = sample
    .map((fields) => findDialect(lists, (key) => hasKey(fields, key)))
    .find((each) => each !== undefined) ?? { ...unknown, name: t('formatAddressesJson') }
  const hasAddresses =
    dialect.needs.length > 0 || sample.some((fields) => dialect.href.some((name) => hasKey(fields, toKey(name))))
  if (rows.length > 0 && !hasAddresses) throw new UnreadableFileError(t('noAddresses'))

  const indexes = numberObjects(file)
  const lineOf = countLines(text)
  // JSON.parse moves numeric keys to the front. Positions are then unknown: line 1 is better than a wrong line.
  const isInOrder = indexes.count === places.length
  const uses = listUses(dialect)
  const unused = new Set<string>()
  yield { entries: [], share: rows.length ? 0.5 : 1, format: dialect.name }
  for (let start = 0; start < rows.length; start += sliceLength) {
    const entries = rows.slice(start, start + sliceLength).map((row) => {
      const fields = toFields(row)
      if (isObject(row)) for (const name in row) if (!uses.has(toKey(name)) && !isEmpty(row[name])) unused.add(name)
      const index = isObject(row) && isInOrder ? indexes.of.get(row) : undefined
      const saved = toSaved(dialect, fields, index === undefined ? 1 : lineOf(places[index] ?? 0))
      const beside = saved.href === null ? [] : (tags.get(saved.href) ?? [])
      return toSavedEntry(
        {
          ...saved,
          href: saved.href || null,
          tags: [...new Set([...saved.tags, ...beside])],
          fault: findFault(row, saved.href),
        },
        options,
      )
    })
    const isLast = start + sliceLength >= rows.length
    yield {
      entries,
      share: 0.5 + Math.min((start + sliceLength) / rows.length, 1) / 2,
      ...(isLast && { notices: [...listUnused(unused), ...(dialect.hint ? [dialect.hint] : [])] }),
    }
  }
}

function findFault(row: unknown, href: string | null): string | null {
  if (!isObject(row) && typeof row !== 'string') return t('notBookmark')
  return !href && isObject(row) && isObject(row.content) && typeof row.content.type === 'string'
    ? t('notLink', { type: row.content.type.slice(0, 40) })
    : null
}

/** Returns the fields of a row; text is its address. */
function toFields(row: unknown): Fields {
  if (typeof row === 'string') return new Map([['url', row]])
  return new Map(isObject(row) ? Object.entries(row).map(([name, value]) => [toKey(name), value]) : [])
}

function hasKey(fields: Fields, key: string): boolean {
  return key.includes('.') ? lookUp(fields, key) !== undefined : fields.has(key)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

/** Finds the bookmarks in a file of any structure. */
function findRows(file: unknown): Found {
  const tags = new Map<string, string[]>()
  if (Array.isArray(file))
    return { rows: file.some(isFolder) ? file.flatMap((node) => takeLeaves(node, tags)) : file, tags }
  if (!isObject(file)) throw new UnreadableFileError(t('noBookmarks'))
  if (isObject(file.roots)) return { rows: Object.values(file.roots).flatMap((node) => takeLeaves(node, tags)), tags }
  if (isFolder(file)) return { rows: takeLeaves(file, tags), tags }
  if (Array.isArray(file.collections))
    return {
      rows: file.collections.flatMap((each: unknown) =>
        isObject(each) && Array.isArray(each.links) ? (each.links as unknown[]) : [],
      ),
      tags,
    }
  const list = listNames.map((name) => file[name]).find((value) => Array.isArray(value) || isObject(value))
  if (Array.isArray(list))
    return { rows: list.some(isFolder) ? list.flatMap((node) => takeLeaves(node, tags)) : list, tags }
  if (isObject(list)) return { rows: Object.values(list), tags }
  const isOne = ['url', 'uri', 'href'].some((name) => typeof file[name] === 'string')
  if (!isOne) throw new UnreadableFileError(t('unknownJson'))
  return { rows: [file], tags }
}

function isFolder(node: unknown): node is Record<string, unknown> & { children: unknown[] } {
  return isObject(node) && Array.isArray(node.children)
}

/** Collects the bookmarks of a folder and its subfolders. Old Firefox files have a folder per tag, with the bookmarks repeated. */
function takeLeaves(root: unknown, tags: Map<string, string[]>): unknown[] {
  const leaves: unknown[] = []
  const visit = (node: unknown, tag: string | null, isTags: boolean) => {
    if (isFolder(node)) {
      const inner = isTags && typeof node.title === 'string' ? node.title : null
      for (const child of node.children) visit(child, inner, node.root === 'tagsFolder')
    } else if (tag !== null && isObject(node) && typeof node.uri === 'string') {
      const list = tags.get(node.uri)
      if (list) list.push(tag)
      else tags.set(node.uri, [tag])
    } else if (!isObject(node) || !isStructure(node)) leaves.push(node)
  }
  visit(root, null, false)
  return leaves
}

/** Tells whether an item is a separator, or a folder without bookmarks. */
function isStructure({ type, typeCode, url, uri }: Record<string, unknown>): boolean {
  return (
    typeCode === 2 ||
    typeCode === 3 ||
    /separator|container|folder/.test(String(type)) ||
    (url === undefined && uri === undefined)
  )
}

/** Numbers all objects of a parsed file in the order they begin in the text. */
function numberObjects(file: unknown): { of: Map<object, number>; count: number } {
  const of = new Map<object, number>()
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(visit)
    of.set(value, of.size)
    for (const key in value) visit((value as Record<string, unknown>)[key])
  }
  visit(file)
  return { of, count: of.size }
}
