import fc from 'fast-check'
import type { Entry, ExportedMark, Piece } from '.'
import { readFile } from '.'

/** The time for rows without one. */
export const undated = '2026-01-02T03:04:05.000Z'

/** Reads all entries of a file, with notes up to 2000 characters. */
export function readAll(file: string | Uint8Array): Entry[] {
  return readPieces(file).flatMap(({ entries }) => entries)
}

/** Reads a file in pieces, with its notices. */
export function readPieces(file: string | Uint8Array): Piece[] {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  return [...readFile(bytes, { noteLength: 2000, undated })]
}

/** Generates normal and hostile text: markup, formulas, quotation marks, line breaks, all of Unicode. */
export const text = (maxLength = 60) =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
        fc.constantFrom(
          '<',
          '>',
          '&amp;',
          '"',
          "'",
          '-->',
          '</a>',
          '<script>',
          '=1+1',
          '＝',
          '@',
          ',',
          ';',
          '\n',
          '\t',
          'ü',
          '😀',
          '\\',
          '</DL>',
          '<DT>',
        ),
      ),
      { maxLength: 8 },
    )
    .map((parts) =>
      parts
        .join('')
        .slice(0, maxLength)
        .replace(/[\0\p{Surrogate}]/gu, ''),
    )

/** Generates any time that a mark can have. */
const time = fc.date({ min: new Date('1971-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })

const progress = fc.oneof(
  fc.record({
    progress: fc.constantFrom('done' as const, 'skipped' as const),
    percent: fc.constant(null),
    progressAt: time,
  }),
  fc.record({ progress: fc.constant('reading' as const), percent: fc.option(fc.nat(100)), progressAt: time }),
  // Never set, or reset.
  fc.record({ progress: fc.constant('to-read' as const), percent: fc.constant(null), progressAt: fc.option(time) }),
)
const bookmark = fc.oneof(
  fc.record({ bookmarked: fc.constant(true), bookmarkedAt: time }),
  fc.record({ bookmarked: fc.constant(false), bookmarkedAt: fc.option(time) }),
)
const note = fc.oneof(
  fc.record({ note: text().filter((each) => each.trim() !== ''), noteAt: time }),
  fc.record({ note: fc.constant(null), noteAt: fc.option(time) }),
)

/** Generates marks of different resources, in any order. */
export const marks: fc.Arbitrary<ExportedMark[]> = fc.uniqueArray(
  fc.tuple(fc.nat(1e6), text(), progress, bookmark, note).map(([number, title, ...fields]) => ({
    resource: `r${number}`,
    href: `https://example.org/a?n=${number}&q=<"'>`,
    title,
    kind: 'tutorial',
    topics: ['one', 'two'],
    ...fields[0],
    ...fields[1],
    ...fields[2],
  })),
  { selector: ({ resource }) => resource, maxLength: 8 },
)
