import { describe, expect, it } from 'vitest'
import { UnreadableFileError, writeLeftovers } from '.'
import { readAll, undated } from './testing'

const firefox = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><H3 ADD_DATE="1700000000" LAST_MODIFIED="1700000001" PERSONAL_TOOLBAR_FOLDER="true">Toolbar</H3>
    <DL><p>
        <DT><A HREF="https://example.org/one?a=1&amp;b=2" ADD_DATE="1700000000" LAST_MODIFIED="1700000100" TAGS="python,to do" ICON="data:image/png;base64,AAAA">One &amp; only</A>
        <DD>What I think of it,
in two lines
        <DT><A HREF="place:sort=8">Most visited</A>
        <HR>
        <DT><A HREF="javascript:alert(1)" ADD_DATE="1700000000">Bookmarklet</A>
    </DL><p>
    <DT><A HREF="http://example.org/two">Two</A>
</DL>
`

describe('a browser’s bookmarks', () => {
  const entries = readAll(firefox)

  it('are read with their times, and their tags go into the note', () => {
    expect(entries[0]).toMatchObject({
      line: 12,
      title: 'One & only',
      href: 'https://example.org/one?a=1&b=2',
      claim: {
        bookmarked: true,
        bookmarkedAt: '2023-11-14T22:13:20.000Z',
        progress: 'to-read',
        progressAt: null,
        note: 'What I think of it,\nin two lines\n\nTags: python, to do',
        noteAt: '2023-11-14T22:15:00.000Z',
      },
    })
  })

  it('without a time get the time of the file', () => {
    expect(entries[3]).toMatchObject({
      line: 19,
      title: 'Two',
      claim: { bookmarked: true, bookmarkedAt: undated, note: null, noteAt: null },
    })
  })

  it('without a web address are refused with line and reason', () => {
    expect(entries.filter(({ reason }) => reason).map(({ line, title, reason }) => [line, title, reason])).toEqual([
      [15, 'Most visited', 'Addresses that begin with “place:” can’t be imported.'],
      [17, 'Bookmarklet', 'Addresses that begin with “javascript:” can’t be imported.'],
    ])
    expect(entries).toHaveLength(4)
  })

  it('are read in Chrome’s layout and letter case', () => {
    const chrome =
      '<!doctype netscape-bookmark-file-1>\r\n<dl><p>\r\n<dt><a href="https://example.org/x"\r\n add_date="1700000000000000">X</a>\r\n<dt><a href="https://example.org/y" add_date="1700000000000">Y</a></dl>'
    expect(readAll(chrome).map(({ line, claim }) => [line, claim?.bookmarkedAt])).toEqual([
      [3, '2023-11-14T22:13:20.000Z'],
      [5, '2023-11-14T22:13:20.000Z'],
    ])
  })
})

describe('Pocket’s former HTML export', () => {
  const entries = readAll(`<!DOCTYPE html>
<html><head><title>Pocket Export</title></head><body>
<h1>Unread</h1>
<ul><li><a href="https://example.org/one" time_added="1700000000" tags="">One</a></li></ul>
<h1>Read Archive</h1>
<ul>
<li><a href="https://example.org/two" time_added="1700000000" tags="css,html">Two</a></li>
</ul></body></html>`)

  it('gives read and unread bookmarks', () => {
    expect(
      entries.map(({ line, title, claim }) => [
        line,
        title,
        claim?.bookmarked,
        claim?.progress,
        claim?.progressAt,
        claim?.note,
      ]),
    ).toEqual([
      [4, 'One', true, 'to-read', null, null],
      [7, 'Two', false, 'done', '2023-11-14T22:13:20.000Z', 'Tags: css, html'],
    ])
  })

  it('gives the same entries from a file of rows that were not imported', () => {
    const again = readAll(
      writeLeftovers(
        entries.map((entry) => ({ entry, reason: 'The portal lists no tutorial of that address. -->' })),
      )[0]?.text ?? '',
    )
    expect(again.map(({ claim }) => claim)).toEqual(entries.map(({ claim }) => claim))
  })
})

const pocket = `title,url,time_added,tags,status
One,https://example.org/one,1700000000,python|web,unread
"Two, in
two lines",https://example.org/two,1700000001,,archive

Three,ftp://example.org/three,1700000002,,unread
Four,,1700000003,,unread
Five,https://example.org/five,yesterday,,unread
Six,https://example.org/six,1700000005,,favourite
Seven,https://example.org/seven,1700000006
"Eight ""quoted""",https://example.org/eight,1700000007,,unread
`

describe('Pocket’s CSV export', () => {
  const entries = readAll(pocket)

  it('gives bookmarks for unread rows, and done for archived ones', () => {
    expect(
      entries
        .map(
          ({ line, title, claim }) =>
            claim && [line, title, claim.bookmarkedAt, claim.progress, claim.progressAt, claim.note],
        )
        .filter(Boolean),
    ).toEqual([
      [2, 'One', '2023-11-14T22:13:20.000Z', 'to-read', null, 'Tags: python, web'],
      [3, 'Two, in two lines', null, 'done', '2023-11-14T22:13:21.000Z', null],
      [8, 'Five', undated, 'to-read', null, null],
      [9, 'Six', '2023-11-14T22:13:25.000Z', 'to-read', null, null],
      [11, 'Eight "quoted"', '2023-11-14T22:13:27.000Z', 'to-read', null, null],
    ])
  })

  it('gives a reason for each refused row', () => {
    expect(entries.flatMap(({ line, reason }) => (reason ? [[line, reason]] : []))).toEqual([
      [6, 'Addresses that begin with “ftp:” can’t be imported.'],
      [7, 'The address is missing.'],
      [10, 'This row has 3 fields, but the first row has 5.'],
    ])
  })

  it('keeps a row with an invalid part, with a remark', () => {
    expect(entries.flatMap(({ line, remarks }) => remarks.map((remark) => [line, remark]))).toEqual([
      [8, 'The date “yesterday” can’t be read, so we used the date of the file.'],
      [9, 'The status “favourite” is unknown, so we only bookmark this.'],
    ])
  })

  it('is read after a spreadsheet saved it', () => {
    const [bom, ...rest] = ['\uFEFF', ...pocket]
    for (const saved of [
      bom + rest.join(''),
      pocket.replace(/\n/g, '\r\n'),
      pocket
        .replace(/^title.*\nOne.*\n/, (rows) => rows.replaceAll(',', ';'))
        .split('\n')
        .slice(0, 2)
        .join('\n'),
    ])
      expect(readAll(saved)[0]).toMatchObject({ title: 'One', claim: { bookmarked: true, note: 'Tags: python, web' } })
    expect(readAll(new Uint8Array(Buffer.from(`\uFEFF${pocket}`, 'utf16le')))).toHaveLength(entries.length)
  })

  it('is written back unchanged, with a column of reasons', () => {
    const [file, ...others] = writeLeftovers(entries.map((entry) => ({ entry, reason: entry.reason ?? 'Not here.' })))
    expect(others).toEqual([])
    expect(file?.name).toBe('not-imported.csv')
    expect(file?.text).toContain('Five,https://example.org/five,yesterday,,unread,Not here.\r\n')
    const withoutShort = (all: typeof entries) =>
      all
        .filter(({ title }) => title !== 'Seven')
        .map(({ title, href, claim, reason }) => ({ title, href, claim, reason }))
    expect(withoutShort(readAll(file?.text ?? ''))).toEqual(withoutShort(entries))
  })
})

describe('reading a shelf’s JSON', () => {
  const shelf = (...marks: unknown[]) => JSON.stringify({ format: 'shelf', version: 1, exported: 'x', marks }, null, 2)
  const reasons = (...marks: unknown[]) => readAll(shelf(...marks)).map(({ reason }) => reason)

  it('reads each mark', () => {
    expect(
      readAll(
        shelf(
          { resource: 'abc' },
          { href: 'https://example.org/', note: '"]}, {' },
          { resource: 'def', bookmarked: true },
        ),
      ),
    ).toMatchObject([
      { line: 6, resource: 'abc', href: null, claim: { bookmarked: false, bookmarkedAt: null, progress: 'to-read' } },
      { line: 9, resource: null, href: 'https://example.org/', claim: { note: '"]}, {', noteAt: undated } },
      { line: 13, claim: { bookmarked: true, bookmarkedAt: undated } },
    ])
  })

  it.each([
    [null, 'This isn’t a mark.'],
    [7, 'This isn’t a mark.'],
    [{}, 'The address is missing.'],
    [{ resource: '../../x' }, '“resource” isn’t the id of a resource.'],
    [{ resource: 'a', href: 'data:text/html,x' }, 'Addresses that begin with “data:” can’t be imported.'],
    [{ resource: 'a', bookmarked: 'true' }, '“bookmarked” must be true or false.'],
    [{ resource: 'a', progress: 'toString' }, '“progress” must be "to-read", "reading", "done" or "skipped".'],
    [
      { resource: 'a', progress: 'reading', percent: 101 },
      '“percent” must be a whole number from 0 to 100, and only for "reading".',
    ],
    [
      { resource: 'a', progress: 'reading', percent: 0.5 },
      '“percent” must be a whole number from 0 to 100, and only for "reading".',
    ],
    [
      { resource: 'a', progress: 'done', percent: 50 },
      '“percent” must be a whole number from 0 to 100, and only for "reading".',
    ],
  ])('refuses a mark: %j', (mark, reason) => {
    expect(reasons(mark, { resource: 'fine' })).toEqual([reason, null])
  })

  it('keeps a mark with an invalid part, with a remark', () => {
    const file = shelf(
      { resource: 'a', note: 'x'.repeat(20_001) },
      { resource: 'b', note: 'a\0b\uD800' },
      { resource: 'c', bookmarked: true, bookmarkedAt: '2026-02-30T00:00:00.000Z' },
      { resource: 'd', noteAt: '24 November' },
      { resource: 'e', progress: 'done', progressAt: '1066-10-14T09:00:00.000Z' },
    )
    expect(
      readAll(file).map(({ claim, remarks }) => [
        claim?.note?.length,
        claim?.note?.slice(-3),
        claim?.bookmarkedAt,
        claim?.progressAt,
        claim?.noteAt,
        ...remarks,
      ]),
    ).toEqual([
      [20_000, 'xx…', null, null, undated, 'The note is longer than 20,000 characters, so we shortened it.'],
      [4, '�b�', null, null, undated, 'Some characters of the note can’t be saved. We replaced them with �.'],
      [undefined, undefined, undated, null, null, '“bookmarkedAt” can’t be read, so we used the date of the file.'],
      [undefined, undefined, null, null, null, '“noteAt” can’t be read, so we used the date of the file.'],
      [undefined, undefined, null, undated, null, '“progressAt” can’t be read, so we used the date of the file.'],
    ])
  })

  it.each([
    [
      '{"format":"shelf","version":1,"marks":[',
      'This file is damaged or incomplete. Export your bookmarks again and choose the new file.',
    ],
    [
      '{"name":"x","version":3}',
      'We don’t recognise this file. Export your bookmarks as HTML, CSV or JSON and choose that file.',
    ],
    ['[{"name":"x"}]', 'We found no addresses in this file. Export your bookmarks again, or choose another file.'],
    [
      '{"format":"shelf","version":2,"marks":[]}',
      'This shelf comes from a newer portal, so we can’t read it here. Import it there, or export bookmarks (HTML) instead.',
    ],
    [
      '{"format":"shelf","version":1,"marks":{}}',
      'This export contains no marks. Export your shelf again and choose the new file.',
    ],
    ['', 'The file is empty.'],
    [' \n ', 'The file is empty.'],
    [
      '<!doctype html><title>x</title><a href="https://example.org">x</a>',
      'This is a web page. Export your bookmarks from your browser and choose that file.',
    ],
    [
      '\uFEFFtitle,address,host,topics\r\n',
      'This CSV is for spreadsheets. Export your shelf as JSON and choose that file.',
    ],
    [
      'name,address\nx,y\n',
      'We don’t recognise this file. Choose bookmarks as HTML, CSV or JSON, or a list of addresses.',
    ],
  ])('refuses a whole file: %j', (file, reason) => {
    expect(() => readAll(file)).toThrow(new UnreadableFileError(reason))
  })

  it('reads what version 0.1 exported, whose format and tags had another name', () => {
    const [mark] = readAll(shelf({ resource: 'abc', bookmarked: true }).replace('"shelf"', '"lectern-shelf"'))
    expect(mark).toMatchObject({ resource: 'abc', claim: { bookmarked: true } })
    const bookmarks = (tags: string) => `<DL><DT><A HREF="https://example.org/x" TAGS="${tags}">X</A></DL>`
    const read = (tags: string) => readAll(bookmarks(tags)).map(({ claim }) => claim)
    const today = read('shelf:reading-40,shelf:bookmarked,mine')
    expect(today).toMatchObject([{ bookmarked: true, progress: 'reading', percent: 40, note: 'Tags: mine' }])
    expect(read('lectern:reading-40,lectern:bookmarked,mine')).toEqual(today)
  })

  it('writes back marks that were not imported, with the reason', () => {
    const [file] = writeLeftovers(
      readAll(shelf({ resource: 'abc', note: 7 })).map((entry) => ({ entry, reason: entry.reason ?? '' })),
    )
    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      format: 'shelf',
      version: 1,
      marks: [{ resource: 'abc', note: 7, reason: '“note” must be text.' }],
    })
  })
})

describe('the address of a row', () => {
  const reason = (href: string) => readAll(`url\n"${href.replaceAll('"', '""')}"\n`)[0]?.reason
  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' \tjavascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'chrome://settings',
    'vbscript:x',
    'about:blank',
    'mailto:a@example.org',
  ])('is refused by its scheme: %j', (href) => {
    expect(reason(href)).toMatch(/^Addresses that begin with “[a-z]+:” can’t be imported\.$/)
  })
  it.each(['example.org/x', '//example.org', '/prometheus', 'java\nscript:alert(1)'])(
    'is refused without one: %j',
    (href) => {
      expect(reason(href)).toBe('The address doesn’t begin with https:// or http://.')
    },
  )
  it.each([
    'https://',
    'https:example.org',
    'http:///x',
    'https://exa mple.org',
    'https://example.org:99999/',
    'https://example.org/\0',
  ])('is refused if invalid: %j', (href) => {
    expect(reason(href)).toBe('The address is invalid.')
  })
  it('is refused if too long', () => {
    expect(reason(`https://example.org/${'x'.repeat(2048)}`)).toBe('The address is longer than 2048 characters.')
    expect(reason(`https://example.org/${'x'.repeat(2000)}`)).toBeNull()
  })
})
