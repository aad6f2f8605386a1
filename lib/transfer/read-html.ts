import { Parser } from 'htmlparser2'
import { checkAddress, toNote, toTime } from './check-fields'
import { countLines } from './count-lines'
import { mostRows, noClaim, toEntry, UnreadableFile, type Claim, type Entry, type Piece, type ReadOptions } from './entry'
import { addTags, fromTags, splitTags } from './tags'

const sliceLength = 64 * 1024
/** Folders in folders, and what stands in them; more is no file of bookmarks. */
const deepest = 1000
/** More of a title is not shown, more of a note not kept. */
const mostText = 20_000

/** A link while it is read. */
interface Open {
  place: number
  attributes: Record<string, string>
  title: string
  note: string
  /** Pocket's: it stands under "Read Archive". */
  isArchived: boolean
}

/** Whether this is a file of bookmarks: of a browser, or of Pocket. */
export function isBookmarks(text: string): boolean {
  const start = text.slice(0, 4096)
  return /<!doctype\s+netscape-bookmark-file/i.test(start) || isPocket(start)
}

function isPocket(start: string): boolean {
  return /<title>\s*Pocket Export\s*<\/title>/i.test(start)
}

/** Reads a browser's file of bookmarks (Netscape's format), or the HTML that Pocket once exported. */
export function* readHtml(text: string, options: ReadOptions): Generator<Piece> {
  const pocket = isPocket(text.slice(0, 4096))
  const lineOf = countLines(text)
  let entries: Entry[] = []
  let count = 0
  let depth = 0
  let open: Open | null = null
  let into: 'title' | 'note' | 'heading' | null = null
  let heading = ''

  const close = () => {
    if (open) entries.push(toHtmlEntry(open, lineOf(open.place), pocket, options))
    open = null
    into = null
  }
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > deepest) throw new UnreadableFile(`The file holds elements ${deepest} deep, one inside another. That is no file of bookmarks.`)
      if (name === 'a') {
        close()
        if (++count > mostRows) throw new UnreadableFile(`The file has more than ${mostRows} bookmarks. Split it into several.`)
        open = { place: parser.startIndex, attributes, title: '', note: '', isArchived: /archive/i.test(heading) }
        into = 'title'
      } else if (name === 'dd') into = open && 'note'
      else if (name === 'br' && into === 'note' && open) open.note += '\n'
      else if (/^(dt|dl|li|ul|hr|h\d)$/.test(name)) {
        close()
        if (name.startsWith('h') && name !== 'hr') [into, heading] = ['heading', '']
      }
    },
    ontext(part) {
      if (into === 'heading' && heading.length < mostText) heading += part
      if (open && (into === 'title' || into === 'note') && open[into].length < mostText) open[into] += part
    },
    onclosetag(name) {
      depth--
      if (name === 'a' && into === 'title') into = null
      if (name === 'dl' || name === 'ul') close()
      if (into === 'heading' && /^h\d$/.test(name)) into = null
    },
  })
  for (let place = 0; place < text.length; place += sliceLength) {
    parser.write(text.slice(place, place + sliceLength))
    yield { entries, share: Math.min((place + sliceLength) / text.length, 1) }
    entries = []
  }
  parser.end()
  close()
  yield { entries, share: 1 }
}

function toHtmlEntry({ attributes, title, note, isArchived }: Open, line: number, pocket: boolean, options: ReadOptions): Entry {
  const href = attributes.href ?? null
  const added = attributes.add_date ?? attributes.time_added ?? ''
  const modified = attributes.last_modified ?? ''
  const tags = splitTags(attributes.tags ?? '', ',')
  // As our own tag, so that a file of what was not taken still says it.
  if (pocket && isArchived) tags.push('lectern:done')
  const row = { line, title: title.replace(/\s+/g, ' ').trim(), href, resource: null, source: { format: 'html' as const, added, modified, tags, note: note.trim() } }
  return toEntry(row, () => {
    checkAddress(href)
    const addedAt = toTime(added) ?? options.undated
    const modifiedAt = toTime(modified) ?? addedAt
    const { marks, others } = fromTags(tags, modifiedAt)
    const claim: Claim = marks ?? { ...noClaim, bookmarked: true }
    const kept = toNote(addTags(note, others), options.noteLength)
    return { ...claim, bookmarkedAt: claim.bookmarked ? addedAt : null, note: kept, noteAt: kept && modifiedAt }
  })
}
