import { t } from '@/messages/generated/transfer-rules'
import { clean, type Saved } from './saved'
import { splitTags, toTags } from './tags'
import type { TimeOptions } from './parse-time'

/** Fields of a table row or JSON object, by names normalised with `toKey`. */
export type Fields = ReadonlyMap<string, unknown>

/** The reading state of a bookmark. */
interface State {
  isDone?: boolean
  isFavourite?: boolean
  percent?: number | null
  remark?: string
}

/** A known program, recognised by field names that only it uses together. */
export interface Dialect {
  name: string
  needs: string[]
  href: string[]
  title: string[]
  added?: string[]
  /** Fields with the time it was read, else last changed. */
  modified?: string[]
  notes?: string[]
  tags?: string[]
  separator?: string
  /** Fields with the reading state. */
  states?: string[]
  toState?: (get: (name: string) => unknown) => State
  /** Fields without information about a bookmark. */
  ignored?: string[]
  time?: TimeOptions
  /** Explains what these files can't express. */
  hint?: string
}

/** Diigo's separator of tags: a comma, or a space. */
const commaOrSpace = ', or a space'

const folders: Record<string, State> = {
  archive: { isDone: true },
  archived: { isDone: true },
  starred: { isFavourite: true },
  liked: { isFavourite: true },
}
const folderOf = (value: unknown) =>
  folders[
    String(value ?? '')
      .trim()
      .toLowerCase()
  ]
/** Default folders, whose names are not worth keeping. */
const noFolder = /^(unread|unsorted|home|archived?|starred|liked)?$/i

/** Known programs with tables. Those with more names come first, since the first match counts. */
export const tables: Dialect[] = [
  {
    name: 'Pocket (CSV)',
    needs: ['url', 'time_added', 'status'],
    href: ['url'],
    title: ['title'],
    added: ['time_added'],
    tags: ['tags'],
    separator: '|',
    states: ['status'],
    toState: (get) => readStatus(get('status'), ['archive', 'archived', 'read', '1'], ['unread', '0']),
  },
  {
    name: 'Instapaper (CSV)',
    needs: ['url', 'selection', 'folder', 'timestamp'],
    href: ['url'],
    title: ['title'],
    added: ['timestamp'],
    notes: ['selection'],
    tags: ['tags', 'folder'],
    separator: ',',
    states: ['folder'],
    toState: (get) => folderOf(get('folder')) ?? {},
  },
  {
    name: 'Raindrop (CSV)',
    needs: ['url', 'excerpt', 'created', 'note'],
    href: ['url'],
    title: ['title'],
    added: ['created'],
    notes: ['note'],
    tags: ['tags', 'folder'],
    separator: ',',
    states: ['favorite'],
    toState: (get) => ({ isFavourite: isTrue(get('favorite')) }),
    ignored: ['id'],
  },
  {
    name: 'Readwise Reader (CSV)',
    needs: ['url', 'saved date', 'reading progress', 'location'],
    href: ['url'],
    title: ['title'],
    added: ['saved date'],
    notes: ['document note', 'document notes', 'notes'],
    tags: ['document tags'],
    separator: ',',
    states: ['reading progress', 'location'],
    toState: (get) => ({
      isDone: isWord(get('location'), 'archive'),
      isFavourite: isWord(get('location'), 'shortlist'),
      percent: toPercent(get('reading progress'), 100),
    }),
    ignored: ['id', 'seen'],
  },
  {
    name: 'wallabag (CSV)',
    needs: ['url', 'mime type', 'creation date'],
    href: ['url'],
    title: ['title'],
    added: ['creation date'],
    tags: ['tags'],
    separator: ',',
    time: { isDayFirst: true },
    get hint() {
      return t('wallabagCsv')
    },
  },
  {
    name: 'Matter (CSV)',
    needs: ['url', 'in queue', 'favorited', 'read'],
    href: ['url'],
    title: ['title'],
    added: ['last interaction date'],
    tags: ['tags'],
    separator: ';',
    states: ['read', 'favorited', 'in queue'],
    toState: (get) => ({ isDone: isTrue(get('read')), isFavourite: isTrue(get('favorited')) }),
    ignored: ['file id'],
  },
  {
    name: 'mymind (CSV)',
    needs: ['url', 'type', 'note', 'created'],
    href: ['url'],
    title: ['title'],
    added: ['created'],
    notes: ['note'],
    tags: ['tags'],
    separator: ',',
    ignored: ['id'],
  },
  {
    name: 'Diigo (CSV)',
    needs: ['url', 'comments', 'annotations'],
    href: ['url'],
    title: ['title'],
    added: ['created_at', 'created'],
    notes: ['description', 'comments', 'annotations'],
    tags: ['tags'],
    separator: commaOrSpace,
  },
]

/** Names of the address field in files of unknown programs. */
const addressNames = [
  'url',
  'uri',
  'href',
  'link',
  'links',
  'page url',
  'bookmark url',
  'link url',
  'web address',
  'web page',
  'website',
]

/** An unknown program: only addresses and fields of certain meaning are read. */
export const unknown: Omit<Dialect, 'name'> = {
  needs: [],
  href: addressNames,
  title: ['title', 'name'],
  ignored: ['reason'],
}

/** Known programs with JSON. */
export const lists: Dialect[] = [
  {
    name: 'Karakeep (JSON)',
    needs: ['content.type', 'createdAt', 'tags'],
    href: ['content.url', 'content.sourceUrl'],
    title: ['title'],
    added: ['createdAt'],
    modified: ['modifiedAt'],
    notes: ['note'],
    tags: ['tags'],
    states: ['archived', 'favourited'],
    toState: (get) => ({ isDone: isTrue(get('archived')), isFavourite: isTrue(get('favourited')) }),
    ignored: ['id'],
  },
  {
    name: 'Omnivore (JSON)',
    needs: ['url', 'savedAt', 'labels'],
    href: ['url', 'originalUrl'],
    title: ['title'],
    added: ['savedAt'],
    modified: ['readAt', 'updatedAt'],
    tags: ['labels'],
    states: ['state', 'readingProgress', 'readingProgressPercent'],
    toState: (get) => ({
      isDone: isWord(get('state'), 'archived'),
      percent: toPercent(get('readingProgress') ?? get('readingProgressPercent'), 1),
    }),
    ignored: ['id', 'slug'],
  },
  {
    name: 'wallabag (JSON)',
    needs: ['url', 'is_archived', 'is_starred'],
    href: ['url', 'given_url', 'origin_url'],
    title: ['title'],
    added: ['created_at'],
    modified: ['archived_at', 'updated_at'],
    notes: ['annotations'],
    tags: ['tags'],
    separator: ',',
    states: ['is_archived', 'is_starred', 'starred_at'],
    toState: (get) => ({ isDone: isTrue(get('is_archived')), isFavourite: isTrue(get('is_starred')) }),
    ignored: ['id', 'uid', 'hashed_url', 'hashed_given_url', 'user_name', 'user_email', 'user_id'],
  },
  {
    name: 'linkding (JSON)',
    needs: ['url', 'tag_names', 'date_added'],
    href: ['url'],
    title: ['title'],
    added: ['date_added'],
    modified: ['date_modified'],
    notes: ['description', 'notes'],
    tags: ['tag_names'],
    states: ['is_archived', 'unread'],
    toState: (get) => ({ isDone: isTrue(get('is_archived')) }),
    ignored: ['id'],
  },
  {
    name: 'Pinboard (JSON)',
    needs: ['href', 'extended', 'time'],
    href: ['href'],
    title: ['description'],
    added: ['time'],
    notes: ['extended'],
    tags: ['tags'],
    separator: ' ',
    states: ['toread'],
    ignored: ['meta', 'hash'],
  },
  {
    name: 'GoodLinks (JSON)',
    needs: ['url', 'addedAt', 'starred'],
    href: ['url', 'originalURL'],
    title: ['title'],
    added: ['addedAt'],
    modified: ['readAt'],
    notes: ['highlights'],
    tags: ['tags'],
    separator: ',',
    states: ['starred'],
    toState: (get) => ({ isDone: Boolean(get('readAt')), isFavourite: isTrue(get('starred')) }),
    ignored: ['id'],
  },
  {
    name: 'Linkwarden (JSON)',
    needs: ['url', 'name', 'collectionId'],
    href: ['url'],
    title: ['name'],
    added: ['importDate', 'createdAt'],
    modified: ['updatedAt'],
    notes: ['description'],
    tags: ['tags'],
    ignored: ['id', 'collectionId', 'createdById', 'type'],
  },
  {
    name: 'Raindrop (JSON)',
    needs: ['link', 'created', 'excerpt'],
    href: ['link'],
    title: ['title'],
    added: ['created'],
    modified: ['lastUpdate'],
    notes: ['note', 'highlights'],
    tags: ['tags'],
    states: ['important'],
    toState: (get) => ({ isFavourite: isTrue(get('important')) }),
    ignored: ['_id'],
  },
  {
    name: 'Readwise Reader (JSON)',
    needs: ['source_url', 'reading_progress', 'location'],
    href: ['source_url', 'url'],
    title: ['title'],
    added: ['saved_at', 'created_at'],
    modified: ['updated_at'],
    notes: ['notes'],
    tags: ['tags'],
    states: ['reading_progress', 'location'],
    toState: (get) => ({
      isDone: isWord(get('location'), 'archive'),
      isFavourite: isWord(get('location'), 'shortlist'),
      percent: toPercent(get('reading_progress'), 100),
    }),
    ignored: ['id'],
  },
  {
    name: 'Pocket (JSON)',
    needs: ['given_url', 'time_added', 'status'],
    href: ['resolved_url', 'given_url'],
    title: ['resolved_title', 'given_title'],
    added: ['time_added'],
    modified: ['time_read', 'time_updated'],
    tags: ['tags'],
    states: ['status', 'favorite', 'time_favorited'],
    toState: (get) => ({
      ...readStatus(get('status'), ['1', 'archive'], ['0', 'unread']),
      isFavourite: isTrue(get('favorite')),
    }),
    ignored: ['item_id', 'resolved_id'],
  },
  {
    name: 'Shiori (JSON)',
    needs: ['url', 'excerpt', 'public'],
    href: ['url'],
    title: ['title'],
    added: ['createdAt', 'modifiedAt', 'modified'],
    modified: ['modifiedAt', 'modified'],
    tags: ['tags'],
    ignored: ['id'],
  },
  {
    get name() {
      return t('formatFirefox')
    },
    needs: ['uri', 'dateAdded'],
    href: ['uri'],
    title: ['title'],
    added: ['dateAdded'],
    modified: ['lastModified'],
    notes: ['annos'],
    tags: ['tags'],
    separator: ',',
    ignored: ['id', 'guid', 'index', 'typeCode', 'type', 'iconUri', 'charset'],
  },
  {
    get name() {
      return t('formatChrome')
    },
    needs: ['url', 'name', 'date_added'],
    href: ['url'],
    title: ['name'],
    added: ['date_added'],
    modified: ['date_modified'],
    ignored: ['id', 'guid', 'type', 'date_last_used', 'meta_info', 'show_icon', 'source'],
  },
  {
    get name() {
      return t('formatExtension')
    },
    needs: ['url', 'title', 'dateAdded', 'parentId'],
    href: ['url'],
    title: ['title'],
    added: ['dateAdded'],
    ignored: ['id', 'index', 'parentId', 'type', 'dateLastUsed', 'syncing'],
  },
]

/** Normalises a field name: lower case, no spaces or underscores. */
export function toKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '')
}

/** Finds the program whose names are all present. */
export function findDialect(known: Dialect[], has: (key: string) => boolean): Dialect | undefined {
  return known.find(({ needs }) => needs.every((name) => has(toKey(name))))
}

/** Returns the keys of all fields a dialect uses. */
export function listUses({
  href,
  title,
  added = [],
  modified = [],
  notes = [],
  tags = [],
  states = [],
  ignored = [],
}: Dialect): Set<string> {
  return new Set(
    [href, title, added, modified, notes, tags, states, ignored, 'reason']
      .flat()
      .map((name) => toKey(name).split('.')[0] ?? ''),
  )
}

/** Reads a row as a bookmark. */
export function toSaved(dialect: Dialect, fields: Fields, line: number): Saved {
  const get = (name: string) => lookUp(fields, toKey(name))
  const first = (names: string[] = []) =>
    names.map(get).find((value) => value !== undefined && value !== null && value !== '')
  const { remark, isDone, isFavourite, percent = null } = dialect.toState?.(get) ?? {}
  const isRead = isDone || (percent !== null && percent >= 100)
  const state =
    isRead || percent !== null
      ? toTags({
          bookmarked: isFavourite ?? false,
          progress: isRead ? 'done' : 'reading',
          percent: isRead ? null : percent,
        })
      : []
  const tags = (dialect.tags ?? []).flatMap((name) => {
    const value = get(name)
    if (name === 'folder') return noFolder.test(String(value ?? '').trim()) ? [] : [clean(String(value))]
    return toList(value, dialect.separator ?? ',')
  })
  const href = first(dialect.href)
  return {
    line,
    title: clean(toText(first(dialect.title))),
    href: typeof href === 'string' ? href.trim() : null,
    added: first(dialect.added),
    modified: first(dialect.modified),
    tags: [...state, ...new Set(tags)],
    note: (dialect.notes ?? [])
      .map((name) => toText(get(name)).trim())
      .filter(Boolean)
      .join('\n\n'),
    remarks: remark ? [remark] : [],
    time: dialect.time,
  }
}

/** Returns a field, or a nested one: `content.url`. */
export function lookUp(fields: Fields, key: string): unknown {
  const [name = '', inner] = key.split('.')
  const value = fields.get(name)
  if (inner === undefined) return value
  return isObject(value) ? Object.entries(value).find(([each]) => toKey(each) === inner)?.[1] : undefined
}

function readStatus(value: unknown, read: string[], unread: string[]): State {
  const status = String(value ?? '')
    .trim()
    .toLowerCase()
  if (read.includes(status)) return { isDone: true }
  if (!status || unread.includes(status)) return {}
  return { remark: t('statusUnknown', { status: status.slice(0, 40) }) }
}

function isTrue(value: unknown): boolean {
  return value === true || /^(1|true|yes|y|t)$/i.test(String(value ?? '').trim())
}

function isWord(value: unknown, word: string): boolean {
  return (
    String(value ?? '')
      .trim()
      .toLowerCase() === word
  )
}

/** Returns a progress from 0 to 100; null if not begun. Numbers up to 1 are multiplied by `scale`. */
function toPercent(value: unknown, scale: 1 | 100): number | null {
  const text = String(value ?? '').trim()
  const number = Number(text.replace(/%$/, ''))
  if (text === '' || !(number > 0)) return null
  const percent = text.endsWith('%') || number > 1 ? number : number * scale
  return percent >= 99.5 ? 100 : Math.round(percent) || null
}

/** Reads tags from text, JSON or Python in text, a list of names or objects, or the keys of an object. */
function toList(value: unknown, separator: string): string[] {
  if (Array.isArray(value))
    return value
      .map((each) => clean(isObject(each) ? toText(each.name ?? each.label ?? each.tag ?? each.title) : toText(each)))
      .filter(Boolean)
  if (isObject(value)) return Object.keys(value).map(clean).filter(Boolean)
  const text = toText(value).trim()
  if (text.length < 20_000 && /^\[.*\]$/s.test(text)) {
    const quoted = [...text.matchAll(/"((?:[^"\\]|\\.){0,100})"|'((?:[^'\\]|\\.){0,100})'/g)].map(
      ([, double, single]) => clean((double ?? single ?? '').replace(/\\(.)/g, '$1')),
    )
    return quoted.length ? quoted.filter(Boolean) : splitTags(text.slice(1, -1), ',')
  }
  if (separator !== commaOrSpace) return splitTags(text, separator)
  return splitTags(text, text.includes(',') ? ',' : ' ').filter((tag) => tag !== 'no_tag')
}

/** Reads text, or the text of each highlight or annotation. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value))
    return value
      .map((each) => toText(each).trim())
      .filter(Boolean)
      .join('\n\n')
  // Firefox stores several kinds of annotations; only the description is the reader's.
  if (!isObject(value) || (typeof value.name === 'string' && 'expires' in value && !/description/.test(value.name)))
    return ''
  const parts = [value.quote ?? value.content, value.text ?? value.value, value.note]
  return parts
    .map((each) => (typeof each === 'string' ? each.trim() : ''))
    .filter(Boolean)
    .join('\n')
}

/** Tells whether a value is an object, and neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
