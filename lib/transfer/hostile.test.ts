import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { readFile, UnreadableFileError } from '.'
import { readAll, undated } from './testing'

const netscape = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n'
const table = 'title,url,time_added,tags,status\n'
const json = (marks: string) => `{"format":"shelf","version":1,"marks":[${marks}]}`
/** Large enough that quadratic algorithms take minutes. */
const size = 3 * 1024 * 1024
const fill = (part: string) => part.repeat(Math.ceil(size / part.length))
const link = '<DT><A HREF="https://example.org/x">x</A>\n'

/** Returns the number of rows of a file, or the message it is refused with; throws any other error. */
function read(file: string | Uint8Array): number | string {
  try {
    return readAll(file).length
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.message
    throw error
  }
}

/** Files of that size, each made to slow a parser down. */
const bombs: [name: string, file: () => string | Uint8Array, wanted: number | RegExp][] = [
  ['HTML of one word', () => netscape + fill('x'), 0],
  ['a title without end', () => `${netscape}<A HREF="https://example.org/x">${fill('x')}`, 1],
  ['an address without end', () => `${netscape}<A HREF="${fill('x')}`, 0],
  ['an address of 3 MB', () => `${netscape}<A HREF="https://example.org/${fill('x')}">x</A>`, 1],
  ['a note of 3 MB', () => `${netscape}${link}<DD>${fill('x ')}`, 1],
  ['elements in elements', () => netscape + fill('<b>'), /^This doesn’t look like a file of bookmarks/],
  ['folders in folders', () => netscape + fill('<DL><p>'), /^This doesn’t look like a file of bookmarks/],
  ['drawings in drawings', () => netscape + fill('<svg><title>'), /^This doesn’t look like a file of bookmarks|^\d+$/],
  ['ends of nothing', () => netscape + fill('</b></dl></p>'), 0],
  ['a comment without end', () => `${netscape}<!--${fill('-')}`, 0],
  ['angle brackets', () => netscape + fill('<'), 0],
  ['ampersands', () => netscape + link + fill('&amp;&'), 1],
  ['attributes without end', () => `${netscape}<A ${fill('a ')}`, 0],
  ['CSV of one line', () => table + fill('x'), /^The row at line 2 doesn’t end/],
  ['CSV of commas', () => table + fill(','), /^The row at line 2 doesn’t end/],
  [
    'a quotation mark without end',
    () => `${table}a,https://example.org/x,1,,unread\n"${fill('x\n')}`,
    /^The row at line 3 doesn’t end/,
  ],
  ['quotation marks', () => table + fill('"'), /^The row at line 2 doesn’t end/],
  ['quotation marks and letters', () => table + fill('"a"b'), /^The row at line 2 doesn’t end/],
  ['empty rows', () => table + fill('\n'), /^The file has more than 100000 rows/],
  ['links', () => netscape + fill('<a href=x>'), /^The file has more than 100000 bookmarks/],
  ['JSON in JSON', () => `{"format":${fill('[')}`, /^This doesn’t look like a file of bookmarks/],
  [
    'lists in lists',
    () => json('['.repeat(size / 2) + ']'.repeat(size / 2)),
    /^This doesn’t look like a file of bookmarks/,
  ],
  ['folders of JSON', () => fill('{"children":['), /^This doesn’t look like a file of bookmarks/],
  ['objects of JSON', () => `[${fill('{},').slice(0, -1)}]`, /^The file has more than (2000000|100000)/],
  [
    'addresses in JSON',
    () => `{"bookmarks":[${fill('"https://example.org/",').slice(0, -1)}]}`,
    /^The file has more than 100000 bookmarks/,
  ],
  [
    'tags of quotation marks',
    () =>
      `[{"url":"https://example.org/x","time":"","extended":"","href":"https://example.org/x","tags":"[${fill("'\\\\")}]"}]`,
    1,
  ],
  ['terms without end', () => netscape + fill('<dt'), 0],
  ['terms without links', () => fill('<dt '), /^This is a web page/],
  ['meta without end', () => fill('<meta charset '), /^This is a web page/],
  ['notes in notes', () => netscape + link + fill('<DD>x'), 1],
  ['lists in notes', () => netscape + link + '<DD>' + fill('<ul><li>x</ul>'), 1],
  ['links in notes', () => netscape + link + '<DD>' + fill('<a href="https://example.org/x">x</a>'), 1],
  ['a note of empty lines', () => netscape + link + '<DD>' + fill('<br> '), 1],
  ['addresses on lines', () => fill('https://example.org/x\n'), /^The file has more than 100000 addresses/],
  ['addresses on one line', () => fill('https://example.org/x '), /^The file has more than 100000 addresses/],
  ['one address of text', () => `https://example.org/${fill('x')}`, 1],
  ['brackets after an address', () => `https://example.org/${fill(')')}`, 1],
  ['links of Markdown without end', () => `https://example.org/ ${fill('[](')}`, 1],
  ['links of Markdown', () => fill('[x](https://example.org/x)'), /^The file has more than 100000 addresses/],
  ['text before an address', () => `${fill('- ')}https://example.org/x`, 1],
  ['text after an address', () => `https://example.org/x ${fill(') ')}x`, 1],
  ['UTF-16', () => new Uint8Array(Buffer.from(`\uFEFF${netscape}${link.repeat(50_000)}`, 'utf16le')), 50_000],
  ['JSON of one word', () => json(`"${fill('x')}"`), 1],
  ['backslashes', () => json(`{"note":"${fill('\\\\')}"}`), 1],
  ['numbers', () => json(fill('1,').slice(0, -1)), /^The file has more than 100000 rows/],
  ['white space', () => fill(' '), /^The file is empty/],
  ['NULs', () => fill('\0'), /^We don’t recognise this file/],
  ['NULs in HTML', () => netscape + fill('\0'), 0],
  ['zeroes and ones', () => new Uint8Array(size).map((_, index) => (index * 7919) % 251), /^We can’t read the text/],
]

describe('a hostile file', () => {
  it.each(bombs)(
    'is read or refused quickly: %s',
    (_, file, wanted) => {
      const made = file()
      const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made
      const used = countCpu()
      const outcome = read(bytes)
      expect(used()).toBeLessThan(5000)
      if (wanted instanceof RegExp) expect(String(outcome)).toMatch(wanted)
      else expect(outcome).toBe(wanted)
    },
    30_000,
  )

  it('is refused unread if it is too large', () => {
    expect(read(new Uint8Array(51 * 1024 * 1024))).toBe('The file is larger than 50 MB. Split it into several.')
  })
})

describe('any bytes', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '\n',
          '\r',
          ',',
          '\0',
          '<DT>',
          '<A HREF="https://example.org/',
          '">',
          '</A>',
          '<DD>',
          '<DL><p>',
          '</DL>',
          'TAGS="shelf:reading-',
          'x',
          '𝒳',
          '&#0;',
          '&#xD800;',
        ),
        { maxLength: 30 },
      )
      .map((parts) => new TextEncoder().encode(netscape + parts.join(''))),
    fc
      .array(
        fc.constantFrom(
          '"',
          '""',
          ',',
          '\n',
          '\r\n',
          'https://example.org/x',
          '1700000000',
          'unread',
          'archive',
          '\0',
          '=',
        ),
        { maxLength: 30 },
      )
      .map((parts) => new TextEncoder().encode(table + parts.join(''))),
    fc.json().map((text) => new TextEncoder().encode(json(text))),
  )

  it('give rows or a refusal, and each row a storable claim or a reason', () => {
    fc.assert(
      fc.property(bytes, (file) => {
        let pieces
        try {
          pieces = [...readFile(file, { noteLength: 2000, undated })]
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError)
          return
        }
        expect(pieces.at(-1)?.share ?? 1).toBe(1)
        for (const { line, href, resource, claim, reason } of pieces.flatMap(({ entries }) => entries)) {
          expect(line).toBeGreaterThan(0)
          expect(claim === null).toBe(reason !== null)
          if (reason) expect(reason).toMatch(/^.{10,200}\.$/s)
          if (!claim) continue
          if (href !== null) expect(new URL(href).protocol).toMatch(/^https?:$/)
          expect(href ?? resource).not.toBeNull()
          expect(claim.note ?? '').not.toMatch(/[\0\p{Surrogate}]/u)
          for (const at of [claim.bookmarkedAt, claim.progressAt, claim.noteAt])
            if (at) expect(new Date(at).toISOString()).toBe(at)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
