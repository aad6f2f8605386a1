import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, type Database } from '@/lib/db'
import { logTo } from '@/lib/observing'
import { parseShelfImport, type ShelfImportResponse } from '@/lib/responses/shelf-import'
import { countCases } from '@/scripts/testing/cases'
import { createMigratedDatabase, sampledProviders } from '@/scripts/testing/databases'

const logged = vi.fn<(line: string) => void>()
logTo({ write: logged }, 'error')

const origin = 'http://localhost:3000'
const topic = (slug: string, sortorder: string, toc: boolean, body: string) =>
  `---\ntitle: "${slug}"\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${toc}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`

/** A chapter with two topics; an address that moved, one that was withdrawn, one with its own id. */
const content = {
  'tools/tools.mdx': topic('tools', '0100', true, 'All about [saws](/saws.html).'),
  'tools/saws.mdx': topic(
    'saws',
    '0101',
    false,
    '- [How to saw](https://example.org/how-to-saw/) is short.\n- [Saws moved](https://example.org/new-saws) is here now.\n- <Resource href="https://example.org/book#chapter-1" id="book-one">The first chapter</Resource>\n- <Resource href="https://example.org/book#chapter-2" id="book-two">The second chapter</Resource>',
  ),
  'moved.yaml':
    'addresses:\n  - from: https://example.org/old-saws\n    to: https://example.org/new-saws\n  - from: https://example.org/gone\n    withdrawn: Its author took it down.\n',
}

const claim = {
  bookmarked: false,
  bookmarkedAt: null,
  progress: 'to-read',
  percent: null,
  progressAt: null,
  note: null,
  noteAt: null,
}
const row = (more: Record<string, unknown>) => ({ resource: null, href: null, ...claim, ...more })
const time = '2025-06-01T12:00:00.000Z'
const bookmark = (href: string, more: Record<string, unknown> = {}) =>
  row({ href, bookmarked: true, bookmarkedAt: time, ...more })

describe.each(sampledProviders)('an import on %s', (provider) => {
  let folder: string
  let database: Database
  let remove: () => void
  let POST: (request: Request) => Promise<Response>
  let GET: (request: Request, context: { params: Promise<{ format: string }> }) => Promise<Response>
  let ids: Record<'saw' | 'moved' | 'former' | 'gone', string>
  const readers: { cookie: string; id: string }[] = []

  beforeAll(async () => {
    const created = await createMigratedDatabase(provider)
    remove = created.remove
    folder = mkdtempSync(path.join(tmpdir(), 'lectern-import-'))
    mkdirSync(path.join(folder, 'content/tools'), { recursive: true })
    for (const [file, source] of Object.entries(content)) writeFileSync(path.join(folder, 'content', file), source)
    database = connect(created.database)
    for (const [name, value] of Object.entries({
      DATABASE_URL: created.database.url,
      DATA_DIR: folder,
      CONTENT_DIR: path.join(folder, 'content'),
      BASE_URL: origin,
      PORT: '3000',
      GITHUB_CLIENT_ID: '',
    }))
      vi.stubEnv(name, value)
    vi.resetModules()
    const { deriveResourceId, getPortal } = await import('@/lib/content')
    const portal = await getPortal()
    expect(portal.problems).toEqual([])
    ids = {
      saw: deriveResourceId('https://example.org/how-to-saw'),
      moved: deriveResourceId('https://example.org/new-saws'),
      former: deriveResourceId('https://example.org/old-saws'),
      gone: deriveResourceId('https://example.org/gone'),
    }
    const { recordListedResources } = await import('@/lib/shelf')
    await recordListedResources([
      ...portal.resources.values(),
      { id: ids.gone, href: 'https://example.org/gone', title: 'Gone', kind: 'tutorial' },
      { id: 'own-name', href: 'https://example.org/named', title: 'Named', kind: 'tool' },
    ])
    POST = (await import('./route')).POST
    GET = (await import('@/app/shelf/export/[format]/route')).GET
    const signUp = (await import('../sign-up/route')).POST
    for (const name of ['ada', 'grace']) {
      const answer = await signUp(
        new Request(`${origin}/api/sign-up`, {
          method: 'POST',
          headers: { host: 'localhost:3000', origin, 'content-type': 'application/json' },
          body: JSON.stringify({ name, email: `${name}@example.org`, password: 'reading by lamplight' }),
        }),
      )
      expect(answer.status).toBe(200)
      const cookie = answer.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ')
      readers.push({
        cookie,
        id: (await database.user.findUniqueOrThrow({ where: { email: `${name}@example.org` } })).id,
      })
    }
  })
  afterAll(async () => {
    await (await import('@/lib/db')).getDatabase().$disconnect()
    await database.$disconnect()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
    remove()
  })
  beforeEach(async () => {
    logged.mockClear()
    await database.mark.deleteMany()
  })

  function send(body: unknown, who = 0, headers: Record<string, string> = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return POST(
      new Request(`${origin}/api/shelf-imports`, {
        method: 'POST',
        headers: {
          host: 'localhost:3000',
          origin,
          cookie: readers[who]?.cookie ?? '',
          'content-type': 'application/json',
          ...headers,
        },
        body: text,
      }),
    )
  }
  async function take(rows: unknown[], dryRun = false, who = 0): Promise<ShelfImportResponse> {
    const answer = await send({ dryRun, rows }, who)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const json = await answer.json()
    const taken = parseShelfImport(json, rows.length)
    expect(taken).toEqual(json)
    return taken!
  }
  const readMarks = (who = 0) =>
    database.mark.findMany({ where: { userId: readers[who]?.id }, orderBy: { resourceId: 'asc' } })
  const all = () => database.mark.findMany({ orderBy: [{ userId: 'asc' }, { resourceId: 'asc' }] })
  async function download(format: string, who = 0): Promise<Response> {
    return GET(new Request(`${origin}/shelf/export/${format}`, { headers: { cookie: readers[who]?.cookie ?? '' } }), {
      params: Promise.resolve({ format }),
    })
  }

  it('says what would happen to the rows, and stores nothing on a dry run', async () => {
    const rows = [
      bookmark('http://www.example.org/how-to-saw?utm_source=x#top'),
      bookmark('https://example.org/never-listed'),
    ]
    expect(await take(rows, true)).toMatchObject({ outcomes: ['new', 'elsewhere'], ids: [ids.saw, null] })
    expect(await all()).toEqual([])
    expect(await take(rows)).toMatchObject({ outcomes: ['new', 'elsewhere'], ids: [ids.saw, null] })
    expect(await all()).toMatchObject([
      {
        userId: readers[0]?.id,
        resourceId: ids.saw,
        bookmarked: true,
        bookmarkedAt: new Date(time),
        progress: 'to-read',
        progressAt: null,
      },
    ])
  })

  it('finds a resource by its former address, by its own id, and after it was withdrawn', async () => {
    const rows = [
      'https://example.org/old-saws',
      'https://example.org/gone',
      'https://example.org/named/',
      'https://example.org/book#chapter-2',
      'https://example.org/book#chapter-1',
    ].map((href) => bookmark(href))
    expect(await take(rows)).toMatchObject({
      outcomes: rows.map(() => 'new'),
      ids: [ids.moved, ids.gone, 'own-name', 'book-two', 'book-one'],
    })
  })

  it('finds a resource of our own format by its id first, and by its address if the id is another portal’s', async () => {
    const rows = [
      { resource: ids.former, href: 'https://example.org/how-to-saw' },
      { resource: ids.gone },
      { resource: 'not-ours', href: 'https://example.org/how-to-saw' },
      { resource: 'not-ours' },
    ].map((each) => row({ ...each, progress: 'done', progressAt: time }))
    expect(await take(rows)).toMatchObject({
      outcomes: ['new', 'new', 'new', 'elsewhere'],
      ids: [ids.former, ids.gone, ids.saw, null],
    })
  })

  it('changes nothing the second time, whatever the times in the file', async () => {
    const rows = [
      bookmark('https://example.org/how-to-saw', { note: 'Sharp', noteAt: '2999-01-01T00:00:00.000Z' }),
      bookmark('https://example.org/how-to-saw', {
        bookmarkedAt: '2999-01-01T00:00:00.000Z',
        note: 'Sharper',
        noteAt: time,
      }),
      bookmark('https://example.org/new-saws', {
        bookmarked: false,
        bookmarkedAt: null,
        progress: 'reading',
        percent: 40,
        progressAt: '2999-01-01T00:00:00.000Z',
      }),
      row({ resource: 'book-one', progress: 'done', progressAt: '2999-01-01T00:00:00.000Z' }),
    ]
    expect((await take(rows)).outcomes).toEqual(['new', 'new', 'new', 'new'])
    const before = await all()
    for (const { bookmarkedAt, progressAt, noteAt } of before)
      for (const at of [bookmarkedAt, progressAt, noteAt]) expect(at?.getTime() ?? 0).toBeLessThanOrEqual(Date.now())
    expect(before.find(({ resourceId }) => resourceId === ids.saw)?.note).toBe('Sharper')
    expect((await take(rows, true)).outcomes).toEqual(['held', 'held', 'held', 'held'])
    expect((await take(rows)).outcomes).toEqual(['held', 'held', 'held', 'held'])
    expect(await all()).toEqual(before)
  })

  it('keeps the shelf’s time if the file’s is inexact or in the future', async () => {
    const later = '2025-08-01T00:00:00.000Z'
    await take([
      row({
        resource: ids.saw,
        bookmarked: true,
        bookmarkedAt: time,
        progress: 'done',
        progressAt: time,
        note: 'Mine',
        noteAt: time,
      }),
    ])
    await take([
      bookmark('https://example.org/how-to-saw', {
        bookmarkedAt: later,
        progress: 'done',
        progressAt: later,
        note: 'Theirs',
        noteAt: later,
      }),
    ])
    expect(await readMarks()).toMatchObject([
      { bookmarkedAt: new Date(time), progressAt: new Date(time), note: 'Mine\n\nTheirs' },
    ])
    await take([
      row({
        resource: ids.saw,
        bookmarked: true,
        bookmarkedAt: '2999-01-01T00:00:00.000Z',
        progress: 'done',
        progressAt: later,
      }),
    ])
    expect(await readMarks()).toMatchObject([{ bookmarkedAt: new Date(time), progressAt: new Date(later) }])
  })

  it('overwrites no later change, and joins notes', async () => {
    await take([
      row({
        resource: ids.saw,
        bookmarked: false,
        bookmarkedAt: '2025-07-01T00:00:00.000Z',
        progress: 'done',
        progressAt: '2025-05-01T00:00:00.000Z',
        note: 'Mine',
        noteAt: '2025-07-01T00:00:00.000Z',
      }),
    ])
    const older = bookmark('https://example.org/how-to-saw')
    expect((await take([older])).outcomes).toEqual(['held'])
    expect(
      (
        await take([
          bookmark('https://example.org/how-to-saw', {
            progress: 'reading',
            progressAt: time,
            note: 'Theirs',
            noteAt: time,
          }),
        ])
      ).outcomes,
    ).toEqual(['new'])
    expect(await readMarks()).toMatchObject([{ bookmarked: false, progress: 'reading', note: 'Mine\n\nTheirs' }])
  })

  it('keeps readers’ marks apart', async () => {
    await take([bookmark('https://example.org/how-to-saw', { note: 'Ada’s', noteAt: time })], false, 0)
    expect((await take([bookmark('https://example.org/how-to-saw')], true, 1)).outcomes).toEqual(['new'])
    await take([bookmark('https://example.org/how-to-saw')], false, 1)
    expect((await readMarks(1)).map(({ note }) => note)).toEqual([null])
    expect((await readMarks(0)).map(({ note }) => note)).toEqual(['Ada’s'])
    for (const format of ['json', 'csv', 'bookmarks']) {
      expect(await (await download(format, 1)).text()).not.toContain('Ada’s')
      expect(await (await download(format, 0)).text()).toMatch(/Ada(’|&#8217;)s/)
    }
  })

  it('is refused as a whole if one row is invalid', async () => {
    const good = bookmark('https://example.org/how-to-saw')
    const wrong: Record<string, unknown>[] = [
      { resource: '../x' },
      { resource: 7 },
      { resource: 'x'.repeat(65) },
      { href: 'x'.repeat(2049) },
      { href: 'a\0' },
      { href: '\uD800' },
      { href: {} },
      { bookmarked: 'true' },
      { bookmarkedAt: null },
      { bookmarkedAt: '2025-02-30T00:00:00.000Z' },
      { bookmarkedAt: 1 },
      { bookmarkedAt: '1066-10-14T09:00:00.000Z' },
      { bookmarkedAt: 'yesterday' },
      { bookmarkedAt: '+275760-09-13T00:00:00.000Z' },
      { progress: 'read', progressAt: time },
      { progress: 'done' },
      { progress: 'reading', progressAt: time, percent: 101 },
      { progress: 'reading', progressAt: time, percent: 0.5 },
      { progress: 'reading', progressAt: time, percent: 2 ** 31 },
      { percent: 5 },
      { note: 'x' },
      { note: 'x'.repeat(20_001), noteAt: time },
      { note: 'a\0b', noteAt: time },
      { note: '\uDFFF', noteAt: time },
      { note: { not: null }, noteAt: time },
      { userId: 'x' },
      { resourceId: 'x' },
      { bookmarked: undefined },
    ]
    for (const each of wrong) {
      const answer = await send({ dryRun: false, rows: [good, { ...good, ...each }] })
      expect([answer.status, each]).toEqual([422, each])
      expect(await answer.json()).toEqual({ error: { message: expect.stringMatching(/^.{10,}\.$/) } })
    }
    for (const body of [
      { rows: [good] },
      { dryRun: false, rows: [] },
      { dryRun: 'no', rows: [good] },
      { dryRun: false, rows: Array(501).fill(good) },
      { dryRun: false, rows: good },
      { dryRun: false, rows: [null] },
      { dryRun: false, rows: [good], userId: readers[1]?.id },
    ])
      expect((await send(body)).status).toBe(422)
    expect(await all()).toEqual([])
    expect(logged).not.toHaveBeenCalled()
  })

  it('accepts at most five hundred rows and half a megabyte at once', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => bookmark(`https://example.org/${index}?${'x'.repeat(500)}`))
    expect((await take(rows)).outcomes).toHaveLength(500)
    expect((await send(JSON.stringify({ dryRun: true, rows }).padEnd(512 * 1024 + 1))).status).toBe(413)
  })

  it('is refused without a session, from another site, as another type, and with an invalid session', async () => {
    const body = { dryRun: false, rows: [bookmark('https://example.org/how-to-saw')] }
    expect((await send(body, 9)).status).toBe(401)
    expect((await send(body, 0, { cookie: 'lectern.session_token=forged' })).status).toBe(401)
    expect((await send(body, 0, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send(body, 0, { 'content-type': 'text/plain' })).status).toBe(415)
    expect(await all()).toEqual([])
  })

  it('imports the ticks of a fork’s README for its reader only, and adds nothing the second time', async () => {
    const { readFile } = await import('@/lib/transfer')
    const readme = [
      '# A list about tools',
      '## Saws',
      '- [x] [How to saw](https://example.org/how-to-saw) - in short',
      '- [ ] [The first chapter](https://example.org/book#chapter-1)',
      '## Elsewhere',
      'Course | Duration | Done',
      ':-- | :-- | :--',
      '[Saws, as they were](https://example.org/old-saws) ([alt](https://example.org/book#chapter-2)) | 4 weeks | ✅',
      '[Not in the portal](https://example.org/never-listed) | 2 weeks | ✅',
    ].join('\n')
    const rows = [...readFile(new TextEncoder().encode(readme), { noteLength: 2000, undated: time })]
      .flatMap(({ entries }) => entries)
      .map(({ resource, href, claim: said }) => ({ resource, href, ...said }))
    await take(
      [row({ resource: ids.saw, progress: 'reading', percent: 40, progressAt: '2024-01-01T00:00:00.000Z' })],
      false,
      1,
    )
    const others = await readMarks(1)

    expect(await take(rows, true)).toMatchObject({ outcomes: ['new', 'new', 'elsewhere'] })
    expect(await readMarks(0)).toEqual([])
    expect(await take(rows)).toMatchObject({ outcomes: ['new', 'new', 'elsewhere'] })
    const marks = await readMarks(0)
    expect(marks.map(({ resourceId, progress, bookmarked }) => [resourceId, progress, bookmarked]).sort()).toEqual(
      [
        [ids.saw, 'done', false],
        [ids.moved, 'done', false],
      ].sort(),
    )
    expect(await take(rows)).toMatchObject({ outcomes: ['held', 'held', 'elsewhere'] })
    expect(await readMarks(0)).toEqual(marks)
    expect(await readMarks(1)).toEqual(others)
  })

  describe('and a download', () => {
    it('belongs to the reader only, and is not cached', async () => {
      for (const [format, type, extension] of [
        ['json', 'application/json', 'json'],
        ['csv', 'text/csv; charset=utf-8', 'csv'],
        ['bookmarks', 'text/html; charset=utf-8', 'html'],
      ] as const) {
        const answer = await download(format)
        expect(answer.status).toBe(200)
        expect(Object.fromEntries(answer.headers)).toMatchObject({
          'cache-control': 'private, no-store',
          'content-type': type,
        })
        expect(answer.headers.get('content-disposition')).toMatch(
          new RegExp(`^attachment; filename="lectern-shelf-\\d{4}-\\d\\d-\\d\\d\\.${extension}"$`),
        )
        const signedOut = await download(format, 9)
        expect([signedOut.status, signedOut.headers.get('location'), await signedOut.text()]).toEqual([
          303,
          '/sign-in?next=/shelf/export',
          '',
        ])
      }
      for (const format of ['xml', 'toString', '__proto__']) expect((await download(format)).status).toBe(404)
    })

    const shelves = countCases(5, 15)
    it(`round-trip byte for byte, with removed marks and withdrawn resources (${shelves} cases)`, async () => {
      const { readFile } = await import('@/lib/transfer')
      const at = fc
        .date({ min: new Date('2001-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
        .map((each) => each.toISOString())
      const note = fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
        .filter((each) => !/[\0\p{Surrogate}]/u.test(each))
      const marks = fc.uniqueArray(
        fc
          .tuple(
            fc.constantFrom('saw', 'moved', 'former', 'gone', 'book-one', 'own-name'),
            fc.oneof(fc.record({ bookmarked: fc.boolean(), bookmarkedAt: at }), fc.constant({})),
            fc.oneof(
              fc.record({ progress: fc.constantFrom('to-read', 'done', 'skipped'), progressAt: at }),
              fc.record({ progress: fc.constant('reading'), percent: fc.option(fc.nat(100)), progressAt: at }),
            ),
            fc.oneof(fc.record({ note: fc.option(note), noteAt: at }), fc.constant({})),
          )
          .map(([name, ...fields]) =>
            row(Object.assign({ resource: ids[name as keyof typeof ids] ?? name }, ...fields)),
          ),
        { selector: ({ resource }) => resource, maxLength: 6, minLength: 1 },
      )
      const json = async () => (await (await download('json')).text()).replace(/^"exported": .*$/m, '')
      await fc.assert(
        fc.asyncProperty(marks, async (rows) => {
          await database.mark.deleteMany()
          await take(rows)
          const file = await json()
          expect(
            JSON.parse(file.replace(/^\n/m, '')).marks.map(({ resource }: { resource: string }) => resource),
          ).toEqual(rows.map(({ resource }) => resource).sort())
          const before = await all()
          await database.mark.deleteMany()
          const entries = [...readFile(new TextEncoder().encode(file), { noteLength: 2000, undated: time })].flatMap(
            (piece) => piece.entries,
          )
          await take(entries.map(({ resource, href, claim: said }) => ({ resource, href, ...said })))
          expect(await all()).toEqual(before)
          expect(await json()).toBe(file)
        }),
        { numRuns: shelves },
      )
    })

    it('restores a note that became long by joining', async () => {
      const { readFile } = await import('@/lib/transfer')
      await take([row({ resource: ids.saw, note: 'a'.repeat(2000), noteAt: time })])
      await take([row({ resource: ids.saw, note: 'b'.repeat(2000), noteAt: time })])
      const before = await all()
      expect(before[0]?.note).toHaveLength(4002)
      const file = await (await download('json')).arrayBuffer()
      await database.mark.deleteMany()
      const entries = [...readFile(new Uint8Array(file), { noteLength: 2000, undated: time })].flatMap(
        (piece) => piece.entries,
      )
      await take(entries.map(({ resource, href, claim: said }) => ({ resource, href, ...said })))
      expect(await all()).toEqual(before)
    })

    it('shortens joined notes that are too long, and says how many', async () => {
      const long = (letter: string) => ({ note: letter.repeat(12_000), noteAt: time })
      const answer = await take([
        row({ resource: ids.saw, ...long('a') }),
        row({ resource: ids.saw, ...long('b') }),
        row({ resource: 'book-one', ...long('c') }),
      ])
      expect(answer).toMatchObject({ outcomes: ['new', 'new', 'new'], shortened: [ids.saw] })
      const note = (await all()).find(({ resourceId }) => resourceId === ids.saw)?.note
      expect(note).toBe(`${'a'.repeat(12_000)}\n\n${'b'.repeat(7_998)}`)
      // 25 rows of one resource, each with the maximum length.
      for (let each = 0; each < 25; each++)
        await take([row({ resource: ids.saw, note: String.fromCharCode(65 + each).repeat(20_000), noteAt: time })])
      expect((await all()).find(({ resourceId }) => resourceId === ids.saw)?.note).toBe(note)
      expect((await take([row({ resource: ids.saw, note: 'a', noteAt: time })])).shortened).toEqual([])
    })

    it('creates the same shelf for another reader from bookmarks', async () => {
      const { readFile } = await import('@/lib/transfer')
      await take([
        bookmark('https://example.org/how-to-saw', { note: 'Sharp & <b>', noteAt: time }),
        row({ resource: 'book-two', progress: 'reading', percent: 30, progressAt: time }),
        row({ resource: ids.former, progress: 'done', progressAt: time }),
        row({ resource: ids.gone, progress: 'skipped', progressAt: time }),
        row({ resource: 'book-one', bookmarked: false, bookmarkedAt: time }),
      ])
      const html = await (await download('bookmarks')).text()
      expect(html.match(/<H3>[^<]*/g)).toEqual(['<H3>tools', '<H3>saws', '<H3>No longer listed'])
      const entries = [...readFile(new TextEncoder().encode(html), { noteLength: 2000, undated: time })].flatMap(
        (piece) => piece.entries,
      )
      await take(
        entries.map(({ resource, href, claim: said }) => ({ resource, href, ...said })),
        false,
        1,
      )
      const { followMoves, isOnShelf, readAllMarks } = await import('@/lib/shelf')
      const { getPortal } = await import('@/lib/content')
      const moves = (await getPortal()).moves.resources
      const shelf = async (who: number) =>
        [...followMoves(await readAllMarks(readers[who]?.id ?? ''), moves)]
          .filter(([, mark]) => isOnShelf(mark))
          .map(([id, { bookmarked, progress, percent, note }]) => [id, bookmarked, progress, percent, note])
          .sort()
      expect(await shelf(1)).toEqual(await shelf(0))
      expect(await shelf(1)).toHaveLength(4)
    })

    it('creates a download of ten thousand marks quickly', async () => {
      const { mergeMarks, noMark } = await import('@/lib/shelf')
      await mergeMarks(
        readers[0]?.id ?? '',
        Array.from({ length: 10_000 }, (_, index) => ({
          ...noMark,
          resourceId: `r${index}`,
          progress: 'done' as const,
          progressAt: new Date(time),
        })),
      )
      const start = performance.now()
      expect(JSON.parse(await (await download('json')).text()).marks).toHaveLength(10_000)
      expect(performance.now() - start).toBeLessThan(20_000)
    })
  })
})
