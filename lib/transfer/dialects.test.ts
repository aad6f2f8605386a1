import { describe, expect, it } from 'vitest'
import type { Entry, Piece } from '.'
import { readFile } from '.'
import { readPieces, undated } from './testing'

const time = '2023-11-14T22:13:20.000Z'
const at = (name: string) => `https://example.org/${name}`

/** Summarises a row: its address, its mark with its time, and its note. */
function tell({ href, claim, reason }: Entry): unknown[] {
  if (!claim) return [href, reason]
  const mark = [claim.bookmarked && 'bookmark', claim.progress !== 'to-read' && claim.progress, claim.percent]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ')
  return [
    href?.replace(at(''), ''),
    mark,
    claim.progressAt ?? claim.bookmarkedAt,
    ...(claim.note === null ? [] : [claim.note]),
  ]
}

interface Case {
  name: string
  file: string
  format: string
  rows: unknown[][]
  notices?: string[]
  /** Matches once per bookmark in the source, independent of our parsers. */
  count: RegExp
}

const json = (value: unknown) => JSON.stringify(value, null, 1)
const urls = /https?:\/\/example\.org\/|"(?:javascript|place):/g

const cases: Case[] = [
  {
    name: 'Pocket',
    file: `title,url,time_added,tags,status\nA,${at('a')},1700000000,x|y z,unread\nB,${at('b')},1700000000,,archive\n`,
    format: 'Pocket (CSV)',
    rows: [
      ['a', 'bookmark', time, 'Tags: x, y z'],
      ['b', 'done', time],
    ],
    count: urls,
  },
  {
    name: 'Instapaper',
    file: `URL,Title,Selection,Folder,Timestamp,Tags\n${at('a')},A,"Words, chosen",Unread,1700000000,"[""one"",""two""]"\n${at('b')},B,,Archive,1700000000,[]\n${at('c')},C,,Starred,1700000000,[]\n${at('d')},D,,Recipes,1700000000,[]\n`,
    format: 'Instapaper (CSV)',
    rows: [
      ['a', 'bookmark', time, 'Words, chosen\n\nTags: one, two'],
      ['b', 'done', time],
      ['c', 'bookmark', time],
      ['d', 'bookmark', time, 'Tags: Recipes'],
    ],
    count: urls,
  },
  {
    name: 'Instapaper’s older table, without tags, by a German Excel',
    file: `\uFEFFsep=;\r\nURL;Title;Selection;Folder;Timestamp\r\n${at('a')};A;"in two\r\nlines";Archive;1700000000\r\n`,
    format: 'Instapaper (CSV)',
    rows: [['a', 'done', time, 'in two\nlines']],
    count: urls,
  },
  {
    name: 'Raindrop',
    file: `id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,A,Mine,Theirs,${at('a')},Unsorted,"x, y",2023-11-14T22:13:20.000Z,https://img.example/x.png,,true\n2,B,,,${at('b')},Work / Go,,2023-11-14T22:13:20.000Z,,Some words,false\n`,
    format: 'Raindrop (CSV)',
    rows: [
      ['a', 'bookmark', time, 'Mine\n\nTags: x, y'],
      ['b', 'bookmark', time, 'Tags: Work / Go'],
    ],
    notices: ['Not used: excerpt, cover, highlights.'],
    count: urls,
  },
  {
    name: 'Readwise Reader',
    file: `Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nA,${at('a')},01x,"['one', 'two']",2023-11-14 22:13:20+00:00,0.4,later,True\nB,${at('b')},01x,[],2023-11-14 22:13:20+00:00,0,archive,True\nC,${at('c')},01x,[],2023-11-14 22:13:20+00:00,1.0,new,True\nD,${at('d')},01x,[],2023-11-14 22:13:20+00:00,0,shortlist,False\nE,${at('e')},01x,[],2023-11-14 22:13:20+00:00,0.25,shortlist,False\n`,
    format: 'Readwise Reader (CSV)',
    rows: [
      ['a', 'reading 40', time, 'Tags: one, two'],
      ['b', 'done', time],
      ['c', 'done', time],
      ['d', 'bookmark', time],
      ['e', 'bookmark reading 25', time],
    ],
    count: urls,
  },
  {
    name: 'wallabag’s CSV (wallabag#8468)',
    file: `Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\nA;${at('a')};"<p>All of it</p>";"x, y";text/html;en;"14/11/2023 10:13:20"\n`,
    format: 'wallabag (CSV)',
    rows: [['a', 'bookmark', '2023-11-14T10:13:20.000Z', 'Tags: x, y']],
    notices: [
      'Not used: Content, MIME Type, Language.',
      'wallabag’s CSV doesn’t say what you’ve read, so each row becomes a bookmark. To import what you’ve read too, export JSON.',
    ],
    count: urls,
  },
  {
    name: 'Matter',
    file: `Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,Last Interaction Date,File Id\nA,Ada,Press,${at('a')},x;y,100,True,False,False,0,2023-11-14,1\nB,Ada,Press,${at('b')},,100,False,True,True,0,2023-11-14,2\n`,
    format: 'Matter (CSV)',
    rows: [
      ['a', 'bookmark', '2023-11-14T00:00:00.000Z', 'Tags: x, y'],
      ['b', 'bookmark done', '2023-11-14T00:00:00.000Z'],
    ],
    notices: ['Not used: Author, Publisher, Word Count, Highlight_Count.'],
    count: urls,
  },
  {
    name: 'Diigo',
    file: `title,url,tags,description,comments,annotations,created_at\nA,${at('a')},"one two",What it is,What I say,Highlight: Words,2023/11/14 22:13:20 +0000\nB,${at('b')},no_tag,,,,2023-11-14 22:13:20\n`,
    format: 'Diigo (CSV)',
    rows: [
      ['a', 'bookmark', time, 'What it is\n\nWhat I say\n\nHighlight: Words\n\nTags: one, two'],
      ['b', 'bookmark', time],
    ],
    count: urls,
  },
  {
    name: 'an unknown table',
    file: `Name\t URL \tRating\tStatus\nA\t${at('a')}\t5\tarchive\n`,
    format: 'List of addresses (CSV)',
    rows: [['a', 'bookmark', undated]],
    notices: ['Not used: Rating, Status.'],
    count: urls,
  },
  {
    name: 'wallabag’s JSON (wallabag#8211)',
    file: json([
      {
        is_archived: 1,
        is_starred: 0,
        tags: ['x'],
        id: 1,
        title: 'A',
        url: at('a'),
        created_at: '2020-01-01T00:00:00+00:00',
        archived_at: '2023-11-14T23:13:20+0100',
        annotations: [{ quote: 'Their words', text: 'Mine' }],
        content: `<p>${'x'.repeat(99)}</p>`,
        reading_time: 3,
      },
      { is_archived: 0, is_starred: 1, tags: [], id: 2, title: 'B', url: at('b'), created_at: time, annotations: [] },
    ]),
    format: 'wallabag (JSON)',
    rows: [
      ['a', 'done', time, 'Their words\nMine\n\nTags: x'],
      ['b', 'bookmark', time],
    ],
    notices: ['Not used: content, reading_time.'],
    count: urls,
  },
  {
    name: 'Linkwarden (linkwarden#1570)',
    file: json({
      name: 'Ada',
      collections: [
        {
          name: 'One',
          links: [
            {
              id: 1,
              name: 'A',
              type: 'url',
              description: 'Mine',
              collectionId: 1,
              url: at('a'),
              tags: [{ id: 1, name: 'x' }],
              createdAt: time,
              textContent: null,
            },
          ],
        },
        { name: 'Two', links: [] },
      ],
      pinnedLinks: [],
    }),
    format: 'Linkwarden (JSON)',
    rows: [['a', 'bookmark', time, 'Mine\n\nTags: x']],
    count: urls,
  },
  {
    name: 'Karakeep',
    file: json({
      bookmarks: [
        {
          createdAt: 1700000000,
          title: 'A',
          tags: ['x'],
          content: { type: 'link', url: at('a') },
          note: 'Mine',
          archived: true,
        },
        {
          createdAt: 1700000000,
          title: null,
          tags: [],
          content: { type: 'text', text: 'Only words' },
          note: null,
          archived: false,
        },
      ],
    }),
    format: 'Karakeep (JSON)',
    rows: [
      ['a', 'done', time, 'Mine\n\nTags: x'],
      [null, 'This is “text”, not a link.'],
    ],
    count: /"createdAt"/g,
  },
  {
    name: 'Omnivore',
    file: json([
      {
        id: '1',
        slug: 'a',
        title: 'A',
        description: 'Theirs',
        author: 'Ada',
        url: at('a'),
        state: 'Archived',
        readingProgress: 12,
        labels: ['x'],
        savedAt: time,
      },
      {
        id: '2',
        slug: 'b',
        title: 'B',
        url: at('b'),
        state: 'Active',
        readingProgress: 40.4,
        labels: [],
        savedAt: time,
      },
    ]),
    format: 'Omnivore (JSON)',
    rows: [
      ['a', 'done', time, 'Tags: x'],
      ['b', 'reading 40', time],
    ],
    notices: ['Not used: description, author.'],
    count: urls,
  },
  {
    name: 'Pinboard’s JSON',
    file: json([
      {
        href: at('a'),
        description: 'A',
        extended: 'Mine',
        meta: 'm',
        hash: 'h',
        time: '2023-11-14T22:13:20Z',
        shared: 'no',
        toread: 'yes',
        tags: 'x y',
      },
    ]),
    format: 'Pinboard (JSON)',
    rows: [['a', 'bookmark', time, 'Mine\n\nTags: x, y']],
    notices: ['Not used: shared.'],
    count: urls,
  },
  {
    name: 'GoodLinks',
    file: json([
      { url: at('a'), title: 'A', tags: ['x'], starred: true, addedAt: 1600000000.5, readAt: 1700000000 },
      { url: at('b'), title: 'B', tags: [], starred: false, addedAt: 1700000000 },
    ]),
    format: 'GoodLinks (JSON)',
    rows: [
      ['a', 'bookmark done', time, 'Tags: x'],
      ['b', 'bookmark', time],
    ],
    count: urls,
  },
  {
    name: 'linkding’s JSON',
    file: json({
      count: 1,
      results: [
        {
          id: 1,
          url: at('a'),
          title: 'A',
          description: 'It',
          notes: 'Mine',
          tag_names: ['x'],
          is_archived: true,
          unread: false,
          date_added: '2020-01-01T00:00:00Z',
          date_modified: time,
        },
      ],
    }),
    format: 'linkding (JSON)',
    rows: [['a', 'done', time, 'It\n\nMine\n\nTags: x']],
    count: urls,
  },
  {
    name: 'Firefox’s backup',
    file: json({
      guid: 'root________',
      title: '',
      typeCode: 2,
      type: 'text/x-moz-place-container',
      root: 'placesRoot',
      children: [
        {
          title: 'menu',
          typeCode: 2,
          children: [
            {
              title: 'A',
              typeCode: 1,
              type: 'text/x-moz-place',
              dateAdded: 1600000000000000,
              lastModified: 1700000000000000,
              tags: 'x,y',
              uri: at('a'),
            },
            { typeCode: 3, type: 'text/x-moz-place-separator', dateAdded: 1 },
            {
              title: 'Folder',
              typeCode: 2,
              children: [
                { title: 'Q', typeCode: 1, type: 'text/x-moz-place', dateAdded: 1700000000000000, uri: 'place:sort=8' },
                { title: 'Empty', typeCode: 2, type: 'text/x-moz-place-container' },
              ],
            },
          ],
        },
      ],
    }),
    format: 'Firefox backup (JSON)',
    rows: [
      ['a', 'bookmark', '2020-09-13T12:26:40.000Z', 'Tags: x, y'],
      ['place:sort=8', 'Addresses that begin with “place:” can’t be imported.'],
    ],
    count: /"text\/x-moz-place"/g,
  },
  {
    name: 'Chrome’s file',
    file: json({
      checksum: 'x',
      roots: {
        bookmark_bar: {
          children: [
            { date_added: '13344473600000000', guid: 'g', id: '5', name: 'A', type: 'url', url: at('a') },
            {
              children: [{ date_added: '13344473600000000', id: '7', name: 'B', type: 'url', url: 'javascript:x' }],
              name: 'Folder',
              type: 'folder',
            },
          ],
          name: 'Bar',
          type: 'folder',
        },
        other: { children: [], type: 'folder' },
      },
      version: 1,
    }),
    format: 'Chrome bookmarks (JSON)',
    rows: [
      ['a', 'bookmark', time],
      ['javascript:x', 'Addresses that begin with “javascript:” can’t be imported.'],
    ],
    count: /"type": "url"/g,
  },
  {
    name: 'a list of addresses as JSON',
    file: json([at('a'), { url: at('b'), read: true }, 7]),
    format: 'List of addresses (JSON)',
    rows: [
      ['a', 'bookmark', undated],
      ['b', 'bookmark', undated],
      [null, 'This isn’t a bookmark.'],
    ],
    notices: ['Not used: read.'],
    count: /^ (?=["{7])/gm,
  },
  {
    name: 'a list of addresses',
    file: `My list\n${at('a')}\n  ${at('b')}, see also ${at('c')}.\n(${at('d_(e)')})\n`,
    format: 'List of addresses (text)',
    rows: [
      ['a', 'bookmark', undated],
      ['b', 'bookmark', undated],
      ['c', 'bookmark', undated],
      ['d_(e)', 'bookmark', undated],
    ],
    notices: ['1 line has no address.'],
    count: urls,
  },
  {
    name: 'a list in Markdown',
    file: `# Read\n\n- [x] [A](${at('a')})\n- [ ] [B (again)](<${at('b')}>)\n* [C](${at('c_(d)')} "Title"), <${at('e')}>\n1. [${at('f').slice(8)}](${at('f')})\n`,
    format: 'List of addresses (text)',
    rows: [
      ['a', 'done', undated],
      ['b', 'bookmark', undated],
      ['c_(d)', 'bookmark', undated],
      ['e', 'bookmark', undated],
      ['f', 'bookmark', undated],
    ],
    notices: ['1 line has no address.'],
    count: urls,
  },
  {
    name: 'a browser’s bookmarks, in folders',
    file: `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><H3>Folder</H3>\n<DD>About the folder\n<DL><p>\n<DT><A HREF="${at('a')}" ADD_DATE="1700000000" ICON="x" PRIVATE="1" DATA-COVER="c">A</A>\n</DL><p>\n<DT><A HREF="javascript:x">B</A>\n</DL>`,
    format: 'Bookmarks (HTML)',
    rows: [
      ['a', 'bookmark', time],
      ['javascript:x', 'Addresses that begin with “javascript:” can’t be imported.'],
    ],
    notices: ['Not used: folders, private, data-cover.'],
    count: /<DT><A/g,
  },
  {
    name: 'Google’s and Shaarli’s, without a DOCTYPE',
    file: `<HTML><HEAD><TITLE>Bookmarks</TITLE></HEAD>\n<H1>Bookmarks</H1>\n<DL><P>\n<DT><H3 ADD_DATE="1">x</H3><DL><P><DT><A HREF="${at('a')}" ADD_DATE="1700000000000000">A</A>\n<DD>Mine</DL></DL>`,
    format: 'Bookmarks (HTML)',
    rows: [['a', 'bookmark', time, 'Mine']],
    notices: ['Not used: folders.'],
    count: /<DT><A/g,
  },
  {
    name: 'linkding’s and Pinboard’s HTML',
    file: `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="${at('a')}" ADD_DATE="1700000000" PRIVATE="0" TOREAD="0" TAGS="x,linkding:archived">A</A>\n<DD>It[linkding-notes]Mine[/linkding-notes]\n<DT><A HREF="${at('b')}" ADD_DATE="1700000000" TOREAD="1" TAGS="">B</A>\n</DL><p>`,
    format: 'Bookmarks (HTML)',
    rows: [
      ['a', 'done', time, 'It\nMine\n\nTags: x'],
      ['b', 'bookmark', time],
    ],
    notices: ['Not used: private.'],
    count: /<DT><A/g,
  },
  {
    name: 'Scuttle’s, with the description as an attribute',
    file: `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="${at('a')}" DESCRIPTION="Mine &amp; yours" ADD_DATE="1700000000" TAGS="x">A</A>\n</DL>`,
    format: 'Bookmarks (HTML)',
    rows: [['a', 'bookmark', time, 'Mine & yours\n\nTags: x']],
    count: /<DT><A/g,
  },
  {
    name: 'Instapaper’s old HTML',
    file: `<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol><li><a href="${at('a')}">A</a></ol><h1>Archive</h1><ol><li><a href="${at('b')}">B</a><li><a href="${at('c')}">C</a></ol></body></html>`,
    format: 'Instapaper (HTML)',
    rows: [
      ['a', 'bookmark', undated],
      ['b', 'done', undated],
      ['c', 'done', undated],
    ],
    count: /<a /g,
  },
]

function readCase({ file }: Case): { pieces: Piece[]; entries: Entry[] } {
  const pieces = readPieces(file)
  return { pieces, entries: pieces.flatMap(({ entries }) => entries) }
}

describe('a file of a known program', () => {
  it.each(cases)('from $name is recognised, with each row’s mark and its unused fields', (each) => {
    const { pieces, entries } = readCase(each)
    expect(pieces.flatMap(({ format }) => format ?? [])).toEqual([each.format])
    expect(entries.map(tell)).toEqual(each.rows)
    expect(pieces.flatMap(({ notices }) => notices ?? [])).toEqual(each.notices ?? [])
  })

  it.each(cases)('from $name gives as many entries as it has bookmarks', (each) => {
    expect(readCase(each).entries).toHaveLength(each.file.match(each.count)?.length ?? 0)
  })

  it.each(cases)('from $name gives each row its line', (each) => {
    const lines = each.file.split(/\r?\n/)
    for (const { line, href } of readCase(each).entries) {
      if (href && line > 1) expect(lines.slice(line - 1, line + 8).join('\n')).toContain(href)
    }
  })

  it.each(cases)('from $name gives the same entries with another header case, other line ends or a BOM', (each) => {
    const before = readCase(each).entries.map(tell)
    for (const file of [
      `\uFEFF${each.file.replace(/^\uFEFF/, '')}`,
      each.file.replace(/\r?\n/g, '\r\n'),
      each.file.replace(/^[^{[<#\n]*$/m, (header) =>
        header.includes('://') || header.includes('sep=') ? header : header.toUpperCase(),
      ),
    ])
      expect(
        readPieces(file)
          .flatMap(({ entries }) => entries)
          .map(tell),
      ).toEqual(before)
  })
})

describe('a file without bookmarks', () => {
  it.each([
    ['PK\x03\x04rest', 'This is a ZIP file. Unzip it and choose the files in it.'],
    ['mozLz40\0rest', /automatic backups.*Export Bookmarks to HTML/],
    ['bplist00rest', /Safari’s own file.*File > Export/],
    ['<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "x">\n<plist/>', /Safari’s own file.*File > Export/],
    ['SQLite format 3\0', /Firefox’s own file.*Export Bookmarks to HTML/],
    ['<?xml version="1.0"?>\n<opml version="2.0"/>', /^This is a list of feeds/],
    ['<?xml version="1.0"?>\n<posts user="x"/>', /Pinboard or Delicious/],
    ['%PDF-1.7', /^This is a PDF/],
    ['title,address,host,topics,bookmarked\n', /^This CSV is for spreadsheets/],
  ])('is refused with its format: %j', (file, reason) => {
    expect(() => [
      ...readFile(
        Uint8Array.from(file, (character) => character.charCodeAt(0)),
        { noteLength: 2000, undated },
      ),
    ]).toThrow(reason)
  })
})
