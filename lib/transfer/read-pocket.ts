import Papa from 'papaparse'
import { checkAddress, toNote, toTime } from './check-fields'
import { Fault, mostRows, noClaim, toEntry, UnreadableFile, type Claim, type Entry, type Piece, type ReadOptions } from './entry'
import { addTags, splitTags } from './tags'

/** A row is shorter; a longer one is a quotation mark that nobody closed. */
const sliceLength = 512 * 1024

/** The separators that programs for tables write, by where they are set up. */
const delimiters = [',', ';', '\t']

/** Whether the first row names columns as Pocket's export does. */
export function isPocketTable(text: string): boolean {
  return delimiters.some((delimiter) => readHeader(text, delimiter).includes('url'))
}

function readHeader(text: string, delimiter: string): string[] {
  const { data } = Papa.parse<string[]>(text.slice(0, 4096), { delimiter, preview: 1 })
  return (data[0] ?? []).map((name) => name.trim().toLowerCase())
}

/** Reads Pocket's export (`title,url,time_added,tags,status`), row by row. */
export function* readPocket(source: string, options: ReadOptions): Generator<Piece> {
  const text = source.replace(/\r\n?/g, '\n')
  const delimiter = delimiters.find((each) => readHeader(text, each).includes('url'))
  if (delimiter === undefined) throw new UnreadableFile('The first row does not name a column “url”.')
  const header = readHeader(text, delimiter)
  let line = 1
  let count = 0
  for (let place = 0; place < text.length; ) {
    const { rows, end, isOpen } = readSlice(text, place, delimiter)
    if (end <= place) throw new UnreadableFile(`The row at line ${line} does not end. Is a quotation mark missing?`)
    count += rows.length
    if (count > mostRows) throw new UnreadableFile(`The file has more than ${mostRows} rows. Split it into several.`)
    const entries: Entry[] = []
    for (const [index, fields] of rows.entries()) {
      const isBlank = fields.length === 1 && fields[0]?.trim() === ''
      const fault = isOpen && index === rows.length - 1 ? 'A quotation mark is opened here and never closed.' : null
      if (line > 1 && !isBlank) entries.push(toPocketEntry(fields, header, line, fault, options))
      line += 1 + fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0)
    }
    place = end
    yield { entries, share: end / text.length }
  }
}

/** The whole rows that begin in a slice, and where the next one begins. */
function readSlice(text: string, place: number, delimiter: string): { rows: string[][]; end: number; isOpen: boolean } {
  const slice = text.slice(place, place + sliceLength)
  const isLast = place + sliceLength >= text.length
  const rows: string[][] = []
  const ends: number[] = []
  let isOpen = false
  Papa.parse<string[]>(slice, {
    delimiter,
    newline: '\n',
    fastMode: false,
    step({ data, errors, meta }) {
      rows.push(data)
      ends.push(place + meta.cursor)
      isOpen = errors.some(({ code }) => code === 'MissingQuotes')
    },
  })
  if (isLast) return { rows, end: text.length, isOpen }
  // The last may go on in the next slice.
  rows.pop()
  return { rows, end: ends[rows.length - 1] ?? place, isOpen: false }
}

function toPocketEntry(fields: string[], header: string[], line: number, fault: string | null, options: ReadOptions): Entry {
  const text = (name: string) => fields[header.indexOf(name)] ?? ''
  const [href, added, tags, status] = [text('url').trim(), text('time_added').trim(), text('tags'), text('status').trim().toLowerCase()]
  const title = text('title').replace(/\s+/g, ' ').trim()
  return toEntry({ line, title, href: href || null, resource: null, source: { format: 'csv', added, tags, status } }, () => {
    if (fault) throw new Fault(fault)
    if (fields.length !== header.length) throw new Fault(`The row has ${fields.length} fields, and the first row names ${header.length}.`)
    checkAddress(href)
    const time = toTime(added) ?? options.undated
    const note = toNote(addTags('', splitTags(tags, '|')), options.noteLength)
    return { ...toMarks(status, time), note, noteAt: note && time }
  })
}

/** What was archived is read; what was not is wanted. */
function toMarks(status: string, time: string): Claim {
  if (status === 'archive') return { ...noClaim, progress: 'done', progressAt: time }
  if (status === 'unread' || status === '') return { ...noClaim, bookmarked: true, bookmarkedAt: time }
  throw new Fault(`“${status.slice(0, 40)}” is no status; it is “unread” or “archive”.`)
}
