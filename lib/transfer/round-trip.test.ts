import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { getChangedAt, isOnShelf } from '@/lib/shelf/mark'
import { writeCsv, writeHtml, writeJson, type Claim, type ExportedMark } from '.'
import { marks, readAll } from './testing'

const exported = new Date('2026-11-24T09:30:00.000Z')
const toText = (pieces: Iterable<string>) => [...pieces].join('')
const byResource = (all: ExportedMark[]) => all.toSorted((one, other) => (one.resource < other.resource ? -1 : 1))
const toClaim = ({ bookmarked, bookmarkedAt, progress, percent, progressAt, note, noteAt }: ExportedMark): Claim => ({
  bookmarked,
  bookmarkedAt: bookmarkedAt?.toISOString() ?? null,
  progress,
  percent,
  progressAt: progressAt?.toISOString() ?? null,
  note,
  noteAt: noteAt?.toISOString() ?? null,
})

describe('a shelf exported as JSON', () => {
  it('is read back unchanged, with reset fields', () => {
    fc.assert(
      fc.property(marks, (all) => {
        const entries = readAll(toText(writeJson(all, exported)))
        expect(entries.map(({ reason }) => reason)).toEqual(all.map(() => null))
        expect(entries.map(({ resource, claim }) => ({ resource, claim }))).toEqual(
          byResource(all).map((mark) => ({ resource: mark.resource, claim: toClaim(mark) })),
        )
      }),
    )
  })

  it('is the same text for any order of marks and fields', () => {
    fc.assert(
      fc.property(marks, (all) => {
        const shuffled = all
          .toReversed()
          .map((mark) => Object.fromEntries(Object.entries(mark).toReversed()) as unknown as ExportedMark)
        expect(toText(writeJson(shuffled, exported))).toBe(toText(writeJson(all, exported)))
      }),
    )
  })

  it('has one mark per line, by which faults are reported', () => {
    fc.assert(
      fc.property(marks, (all) => {
        const json = toText(writeJson(all, exported))
        const lines = json.split('\n')
        for (const { line, resource } of readAll(json)) expect(lines[line - 1]).toContain(`"resource":"${resource}"`)
      }),
    )
  })
})

describe('a shelf exported as CSV', () => {
  it('is read unchanged by another program, and has no formulas', () => {
    fc.assert(
      fc.property(marks, (all) => {
        const csv = toText(writeCsv(all))
        expect(csv.startsWith('\uFEFFtitle,address,host,topics,bookmarked,progress,percent,note,changed\r\n')).toBe(
          true,
        )
        const { data, errors } = Papa.parse<string[]>(csv.slice(1), { delimiter: ',', newline: '\r\n' })
        expect(errors).toEqual([])
        expect(data.pop()).toEqual([''])
        const isFormula = (cell: string) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell)
        expect(data.flat().filter(isFormula)).toEqual([])
        const isDefused = (cell: string) => cell.startsWith("'") && /^\s*[=+\-@\t\r\n＝＋－＠]/.test(cell.slice(1))
        const read = data.slice(1).map((cells) => cells.map((cell) => (isDefused(cell) ? cell.slice(1) : cell)))
        expect(read).toEqual(
          all
            .filter(isOnShelf)
            .map((mark) => [
              isDefused(mark.title ?? '') ? (mark.title ?? '').slice(1) : mark.title,
              mark.href,
              'example.org',
              'one two',
              mark.bookmarked ? 'yes' : 'no',
              mark.progress,
              mark.percent === null ? '' : String(mark.percent),
              isDefused(mark.note ?? '') ? (mark.note ?? '').slice(1) : (mark.note ?? ''),
              getChangedAt(mark)?.toISOString() ?? '',
            ]),
        )
      }),
    )
  })
})

describe('a shelf exported as bookmarks', () => {
  /** The parts that the format keeps: the shelf, to the second, and notes without surrounding space. */
  const kept = (mark: ExportedMark) => ({
    href: mark.href,
    bookmarked: mark.bookmarked,
    progress: mark.progress,
    percent: mark.percent,
    note: mark.note?.trim() ?? null,
  })

  it('is read back as the same marks', () => {
    fc.assert(
      fc.property(marks, marks, (some, others) => {
        const html = toText(
          writeHtml('Shelf', [
            { title: 'One </H3>', marks: some, folders: [{ title: '&', marks: others, folders: [] }] },
          ]),
        )
        const entries = readAll(html)
        expect(entries.map(({ reason }) => reason).filter(Boolean)).toEqual([])
        expect(
          entries.map(({ href, claim }) => ({
            href,
            bookmarked: claim?.bookmarked,
            progress: claim?.progress,
            percent: claim?.percent,
            note: claim?.note,
          })),
        ).toEqual([...some, ...others].filter(isOnShelf).map(kept))
      }),
    )
  })

  it('dates bookmarks no later than their marks', () => {
    fc.assert(
      fc.property(marks, (all) => {
        const onShelf = all.filter(isOnShelf)
        for (const [index, { claim }] of readAll(
          toText(writeHtml('Shelf', [{ title: 'x', marks: all, folders: [] }])),
        ).entries()) {
          const mark = onShelf[index]
          const second = (time: Date | null | undefined) =>
            time && new Date(Math.floor(time.getTime() / 1000) * 1000).toISOString()
          expect(claim?.bookmarkedAt).toBe(mark?.bookmarked ? second(mark.bookmarkedAt) : null)
          expect(claim?.progressAt).toBe(mark?.progress === 'to-read' ? null : second(mark && getChangedAt(mark)))
        }
      }),
    )
  })

  it('escapes all text of a mark', () => {
    fc.assert(
      fc.property(marks, (all) => {
        const html = toText(writeHtml('Shelf', [{ title: '<b>', marks: all, folders: [] }]))
        const tags = html.match(/<[^>]*>/g) ?? []
        for (const tag of tags)
          expect(tag).toMatch(
            /^<(!DOCTYPE NETSCAPE-Bookmark-file-1|META [A-Za-z0-9="/; -]+|\/?(TITLE|H1|DL|p|DT|H3|DD|A))>$|^<A( [A-Z_]+="[^"<>]*")+>$/,
          )
      }),
    )
  })
})
