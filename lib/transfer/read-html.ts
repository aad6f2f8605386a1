import { Parser } from 'htmlparser2'
import { t } from '@/messages/generated/transfer-rules'
import { countLines } from './count-lines'
import { mostRows, UnreadableFileError, type Entry, type Piece, type ReadOptions } from './entry'
import { listUnused } from './list-unused'
import { clean, toSavedEntry } from './saved'
import { isOurs, splitTags } from './tags'

const sliceLength = 64 * 1024
/** Deepest nesting; deeper files are not bookmarks. */
const deepest = 1000
/** Characters that are read of a title or a note. No page shows a longer title, and no shelf stores a longer note. */
const mostText = 25_000

/** Attributes that are used, or that say nothing about a bookmark. */
const used = new Set([
  'href',
  'add_date',
  'time_added',
  'last_modified',
  'tags',
  'labels',
  'description',
  'toread',
  'icon',
  'icon_uri',
  'last_visit',
  'last_charset',
  'target',
  'rel',
])
/** Elements that start a new line of a note. */
const blocks = /^(?:address|article|aside|blockquote|br|div|dl|dd|dt|figure|h\d|hr|li|ol|p|pre|section|table|tr|ul)$/

/** The link being read. */
interface Open {
  place: number
  attributes: Record<string, string>
  title: string
  note: string
  isNoteMarkup: boolean
  /** Listed under Pocket's "Read Archive". */
  isArchived: boolean
}

/** Other HTML lists of saved pages, by title, with their format. */
const readLater: [RegExp, string][] = [
  [/<title>\s{0,99}Pocket Export\s{0,99}<\/title>/i, 'Pocket (HTML)'],
  [/<title>\s{0,99}Instapaper: Export\s{0,99}<\/title>/i, 'Instapaper (HTML)'],
]

/** Returns the format of a bookmarks file by its DOCTYPE, title or elements; null if it is none. */
export function findHtmlFormat(text: string): string | null {
  const start = text.slice(0, 64 * 1024)
  const saved = readLater.find(([title]) => title.test(start))
  if (saved) return saved[1]
  return /<!doctype\s{1,99}netscape-bookmark-file-1/i.test(start) ||
    /<dt>\s{0,99}<(?:a\s|h3)|<dl>\s{0,99}<p>\s{0,99}<dt/i.test(start)
    ? t('formatBookmarks')
    : null
}

/** Reads bookmarks in Netscape's format (browsers and many others), or the HTML of Pocket and Instapaper. */
export function* readHtml(text: string, format: string, options: ReadOptions): Generator<Piece> {
  const isReadLater = readLater.some(([, name]) => name === format)
  const lineOf = countLines(text)
  const unused = new Set<string>()
  let entries: Entry[] = []
  let count = 0
  let depth = 0
  let open: Open | null = null
  let into: 'title' | 'note' | 'heading' | null = null
  let heading = ''
  /** A link counts after `<DT>`; in a file without one, anywhere. */
  let isAfterTerm = false
  let hasTerms = false
  /** Definition lists inside a note. */
  let noteLists = 0

  const close = () => {
    if (open) entries.push(toHtmlEntry(open, lineOf(open.place), isReadLater, options))
    ;[open, into, noteLists] = [null, null, 0]
  }
  const startBookmark = (place: number, attributes: Record<string, string>) => {
    close()
    if (++count > mostRows) throw new UnreadableFileError(t('tooManyBookmarks', { count: mostRows }))
    for (const name in attributes) if (!used.has(name)) unused.add(name)
    open = { place, attributes, title: '', note: '', isNoteMarkup: false, isArchived: /archive/i.test(heading) }
    ;[into, isAfterTerm] = ['title', false]
  }
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > deepest) throw new UnreadableFileError(t('tooDeep'))
      if (name === 'a' && (isAfterTerm || (into !== 'note' && !hasTerms)))
        return startBookmark(parser.startIndex, attributes)
      if (name === 'dt') {
        if (noteLists === 0) close()
        ;[isAfterTerm, hasTerms] = [true, true]
      } else if (name === 'dd' && into !== 'note') into = open && 'note'
      if (open && (into === 'note' || (into === 'title' && hasTerms))) {
        if (name === 'a') open.isNoteMarkup = into === 'note'
        if (name === 'dl') noteLists++
        if (into === 'note' && blocks.test(name)) breakLine(open)
      } else if (/^h\d$/.test(name)) {
        close()
        ;[into, heading, isAfterTerm] = ['heading', '', false]
        if (name === 'h3') unused.add(t('folders'))
      } else if (/^(?:dl|li|ul|ol|hr)$/.test(name)) close()
    },
    ontext(part) {
      if (into === 'heading' && heading.length < mostText) heading += part
      if (!open) return
      // Text directly after a link belongs to it.
      const isText = part.trim() !== ''
      if (into === null && isText) into = 'note'
      if (into === 'note' && isText) isAfterTerm = false
      if ((into === 'title' || into === 'note') && open[into].length < mostText) open[into] += part
    },
    onclosetag(name) {
      depth--
      if (name === 'a' && into === 'title') into = null
      else if (name === 'dl' && noteLists === 0) close()
      else if (into === 'note' && open) {
        if (name === 'dl') noteLists--
        if (blocks.test(name)) breakLine(open)
      } else if (name === 'ul' || name === 'ol') close()
      if (into === 'heading' && /^h\d$/.test(name)) into = null
    },
  })
  let first: Pick<Piece, 'format'> = { format }
  for (let place = 0; place < text.length; place += sliceLength) {
    parser.write(text.slice(place, place + sliceLength))
    yield { entries, share: Math.min((place + sliceLength) / text.length, 1), ...first }
    entries = []
    first = {}
  }
  parser.end()
  close()
  yield { entries, share: 1, notices: listUnused(unused) }
}

/** Ends a line of a note. */
function breakLine(open: Open): void {
  if (open.note.length < mostText && !/(?:^|\n)[ \t]*$/.test(open.note.slice(-100))) open.note += '\n'
}

function toHtmlEntry(
  { place: _, attributes, title, note, isNoteMarkup, isArchived }: Open,
  line: number,
  isReadLater: boolean,
  options: ReadOptions,
): Entry {
  const written = splitTags(attributes.tags ?? attributes.labels ?? '', ',')
  // linkding has a tag for archived bookmarks, and puts the reader's notes into brackets.
  const tags = written.filter((tag) => tag !== 'linkding:archived')
  // As our own tag, so that a file of rows not imported keeps it.
  if ((isReadLater && isArchived) || tags.length < written.length) tags.push('shelf:done')
  const words = [attributes.description ?? '', note.replace(/\[\/?linkding-notes\]/g, '\n')]
  return toSavedEntry(
    {
      line,
      title: clean(title),
      href: attributes.href ?? null,
      added: attributes.add_date ?? attributes.time_added ?? '',
      modified: attributes.last_modified ?? '',
      tags,
      note: words
        .map((each) => each.trim())
        .filter(Boolean)
        .join('\n\n'),
      remarks: isNoteMarkup ? [t('noteLinks')] : [],
      time: { isExact: written.some(isOurs) },
    },
    options,
  )
}
