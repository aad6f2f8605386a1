import { describe, expect, it } from 'vitest'
import { readAll, readPieces, undated } from './testing'
import { UnreadableFileError, writeLeftovers } from '.'

const start = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n'
const time = '2023-11-14T22:13:20.000Z'
const toBytes = (binary: string) => Uint8Array.from(binary, (character) => character.charCodeAt(0))

describe('a date of a bookmark', () => {
  const read = (attributes: string) =>
    readAll(`${start}<DT><A HREF="https://example.org/a" ${attributes}>A</A>\n<DD>x\n</DL>`)[0]

  it.each([
    '1700000000',
    '1700000000.5',
    '1700000000000',
    '1700000000000000',
    '13344473600000000',
    '721692800',
    '2023-11-14T22:13:20Z',
  ])('is read in any epoch: %s (nextcloud/bookmarks#2214)', (date) => {
    expect(read(`ADD_DATE="${date}" LAST_MODIFIED="${date}"`)).toMatchObject({
      reason: null,
      remarks: [],
      claim: { bookmarkedAt: expect.stringMatching(/^2023-11-14T22:13:20\.[05]00Z$/) },
    })
  })

  it.each(['-1', 'NaN', 'yesterday', '1700000000000000000', '9'.repeat(300), '2023-02-30'])(
    'that is invalid is replaced by the file’s, with a remark: %s',
    (date) => {
      expect(read(`ADD_DATE="${date}"`)).toMatchObject({
        claim: { bookmarkedAt: undated },
        remarks: [`The date “${date.slice(0, 40)}” can’t be read, so we used the date of the file.`],
      })
      expect(read(`ADD_DATE="1700000000" LAST_MODIFIED="${date}"`)).toMatchObject({
        claim: { bookmarkedAt: time, noteAt: time },
        remarks: [expect.stringContaining('can’t be read')],
      })
    },
  )

  it('that is missing needs no remark', () => {
    for (const attributes of ['', 'ADD_DATE=""', 'ADD_DATE="0"'])
      expect(read(attributes)).toMatchObject({ claim: { bookmarkedAt: undated }, remarks: [] })
  })
})

describe('a note of a bookmark', () => {
  const notes = (dd: string) =>
    readAll(
      `${start}<DT><A HREF="https://example.org/a">A</A>\n<DD>${dd}\n<DT><A HREF="https://example.org/z">Z</A>\n</DL>`,
    )

  it.each([
    ['one<br>two<BR/>three', 'one\ntwo\nthree'],
    ['before<ul><li>one</li><li>two</ul>after', 'before\none\ntwo\nafter'],
    ['<ol><li>one<ul><li>two</ul></ol>', 'one\ntwo'],
    [
      'see <a href="https://example.org/phantom">this page</a> and <A HREF="https://example.org/other">that</A>.',
      'see this page and that.',
    ],
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['<h3>Head</h3>text', 'Head\ntext'],
    ['<dl><dt>Term<dd>Meaning</dl>end', 'Term\nMeaning\nend'],
    ['<dl><dt>Term <a href="https://example.org/phantom">link</a></dl>', 'Term link'],
    ['<blockquote>said</blockquote><hr>so', 'said\nso'],
    ['a &amp; b &lt;c&gt; &eacute; &#8212; &copy', 'a & b <c> é — ©'],
    ['one</DD> two', 'one\n two'],
    ['<table><tr><td>one <td>two</table>', 'one two'],
  ])('keeps its text, and its links are no bookmarks: %s', (dd, note) => {
    const entries = notes(dd)
    expect(entries.map(({ href }) => href)).toEqual(['https://example.org/a', 'https://example.org/z'])
    expect(entries[0]?.claim?.note).toBe(note)
  })

  it('with links gets a remark that they became text', () => {
    expect(notes('<a href="https://example.org/x">x</a>')[0]?.remarks).toEqual(['Links in the note were kept as text.'])
    expect(notes('x')[0]?.remarks).toEqual([])
  })

  it('ends at the next bookmark, even with an unclosed list', () => {
    expect(notes('<ul><li>one').map(({ href, claim }) => [href, claim?.note])).toEqual([
      ['https://example.org/a', 'one'],
      ['https://example.org/z', null],
    ])
    expect(notes('<dl><dt>one').map(({ href }) => href)).toEqual(['https://example.org/a', 'https://example.org/z'])
  })

  it.each([1999, 2000, 2001, 19_999, 30_000])(
    'of %i characters is kept or shortened, and its bookmark imported',
    (length) => {
      const [entry] = notes('😀'.repeat(length / 2) + 'x'.repeat(length % 2))
      expect(entry?.reason).toBeNull()
      expect(entry?.claim?.note?.length).toBeLessThanOrEqual(2000)
      expect(entry?.claim?.note).not.toMatch(/\p{Surrogate}/u)
      expect(entry?.remarks).toEqual(
        length > 2000 ? ['The note is longer than 2,000 characters, so we shortened it.'] : [],
      )
    },
  )
})

describe('the encoding of a file', () => {
  const file = (charset: string, title: string) =>
    toBytes(
      `${start}<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=${charset}">\n<DT><A HREF="https://example.org/a">${title}</A>\n</DL>`,
    )
  const titles = (bytes: Uint8Array) => readAll(bytes).map(({ title }) => title)

  it.each([
    ['windows-1251', '\xCF\xF0\xE8\xE2\xE5\xF2', 'Привет'],
    ['koi8-r', '\xF0\xD2\xC9\xD7\xC5\xD4', 'Привет'],
    ['iso-8859-1', 'caf\xE9', 'café'],
    ['ISO-8859-2', '\xB1', 'ą'],
    ['Shift_JIS', '\x93\xFA\x96{', '日本'],
    ['EUC-JP', '\xC6\xFC\xCB\xDC', '日本'],
    ['GB2312', '\xD6\xD0\xB9\xFA', '中国'],
    ['big5', '\xA4\xA4', '中'],
    ['utf-8', '\xC3\xA9', 'é'],
  ])('is the one the file names: %s', (charset, bytes, title) => {
    expect(titles(file(charset, bytes))).toEqual([title])
  })

  it('is reported if unknown, and the file read only if it is UTF-8', () => {
    expect(() => readAll(file('x-strange', 'caf\xE9'))).toThrow(
      new UnreadableFileError(
        'We can’t read the text of this file (“x-strange”). Save it as UTF-8 and choose it again.',
      ),
    )
    const pieces = readPieces(file('x-strange', 'caf\xC3\xA9'))
    expect(pieces[0]?.notices).toEqual([
      'We don’t know the encoding “x-strange” and read the file as UTF-8. Check that accents look right.',
    ])
    expect(pieces.flatMap(({ entries }) => entries)[0]?.title).toBe('café')
  })

  it('replaces single invalid characters, with a notice', () => {
    const pieces = readPieces(file('utf-8', 'caf\xE9'))
    expect(pieces[0]?.notices).toEqual(['We couldn’t read some characters and replaced them with �.'])
    expect(pieces.flatMap(({ entries }) => entries)[0]?.title).toBe('caf�')
  })

  it('defaults to Western European', () => {
    const pieces = readPieces(toBytes(`${start}<DT><A HREF="https://example.org/a">caf\xE9</A>`))
    expect(pieces[0]?.notices).toEqual([
      'We read this file as Western European text. If accents look wrong, save it as UTF-8 and choose it again.',
    ])
    expect(pieces.flatMap(({ entries }) => entries)[0]?.title).toBe('café')
  })

  it.each(['utf16le', 'utf16be', 'utf16le without a mark'])('can be %s', (name) => {
    const text = `${name.includes('without') ? '' : '\uFEFF'}${start}<DT><A HREF="https://example.org/a">Привет</A>`
    const bytes = Buffer.from(text, 'utf16le')
    expect(titles(new Uint8Array(name === 'utf16be' ? bytes.swap16() : bytes))).toEqual(['Привет'])
  })

  it('must be UTF-8 for a table', () => {
    expect(() => readAll(toBytes('url,title\nhttps://example.org/a,caf\xE9\n'))).toThrow(
      new UnreadableFileError('We can’t read the text of this file. Save it as UTF-8 and choose it again.'),
    )
  })
})

describe('files of rows that were not imported', () => {
  const again = (file: string) => {
    const entries = readAll(file)
    const files = writeLeftovers(entries.map((entry) => ({ entry, reason: 'Not here. -->' })))
    return { files, entries, again: files.flatMap(({ text }) => readAll(text)) }
  }
  const said = (entries: ReturnType<typeof readAll>) =>
    entries.map(({ href, claim, reason }) => ({ href, claim, reason }))

  it.each([
    [
      'Instapaper',
      `URL,Title,Selection,Folder,Timestamp\nhttps://example.org/a,A,Words,Archive,1700000000\nftp://example.org/b,B,,Unread,soon\n`,
      'csv',
    ],
    ['an unknown table', 'link;stars\nhttps://example.org/a;5\n', 'csv'],
    [
      'Omnivore',
      JSON.stringify([
        {
          url: 'https://example.org/a',
          title: 'A',
          labels: ['x'],
          savedAt: time,
          state: 'Active',
          readingProgress: 40,
        },
      ]),
      'html',
    ],
    ['a list', '- [x] [A](https://example.org/a)\nhttps://example.org/b\n', 'html'],
    [
      'Apple’s dates',
      `${start}<DT><A HREF="https://example.org/a" ADD_DATE="721692800" TAGS="linkding:archived">A</A>`,
      'html',
    ],
  ])('for %s give the same entries when read again, twice', (_, file, extension) => {
    const first = again(file)
    expect(first.files.map(({ name }) => name)).toEqual([`not-imported.${extension}`])
    expect(said(first.again)).toEqual(said(first.entries))
    expect(said(again(first.files[0]?.text ?? '').again)).toEqual(said(first.entries))
  })

  it('are separate for tables with different columns', () => {
    const rows = ['url,a\nhttps://example.org/a,1\n', 'url,b\nhttps://example.org/b,2\n']
      .flatMap((file) => readAll(file))
      .map((entry) => ({ entry, reason: 'No.' }))
    expect(writeLeftovers(rows).map(({ name, text }) => [name, text])).toEqual([
      ['not-imported.csv', 'url,a,reason\r\nhttps://example.org/a,1,No.\r\n'],
      ['not-imported-2.csv', 'url,b,reason\r\nhttps://example.org/b,2,No.\r\n'],
    ])
  })
})
