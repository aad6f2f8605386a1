import { beforeAll, describe, expect, it } from 'vitest'
import type { Resource } from '@/lib/content'
import type { Database } from '@/lib/db'
import { parseMark } from '@/lib/responses/mark-response'
import { parseRefusal } from '@/lib/responses/refusal'
import { providers } from '@/scripts/testing/databases'
import { asForm, cookiesOf, setUpWrites, type Fields, type Handler } from '@/scripts/testing/writes'

describe.each(providers)('a write of a mark on %s', (provider) => {
  const { portal, bookmarks, readingProgress, notes, marks, removals, send, bookmark, checksum, refused } =
    setUpWrites(provider)
  let database: Database
  let tutorial: Resource
  let tool: Resource | undefined
  let reader: string
  beforeAll(() => {
    ;({ database, tutorial, tool, reader } = portal)
  })

  describe('that is valid', () => {
    it('changes the database', async () => {
      const before = await checksum()
      const answer = await send(bookmarks, bookmark())
      expect(answer.status).toBe(200)
      expect(await answer.json()).toEqual({ resource: tutorial.id, bookmarked: true, reader, asOf: expect.any(Number) })
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(await checksum()).not.toBe(before)
      expect(
        await database.mark.findMany({ where: { userId: reader }, select: { resourceId: true, bookmarked: true } }),
      ).toEqual([{ resourceId: tutorial.id, bookmarked: true }])
    })

    it('answers a form with 303 to its resource, and a script with 200', async () => {
      const returnTo = `/prometheus#resource-${tutorial.id}`
      const form = await send(
        readingProgress,
        asForm({ resource: tutorial.id, progress: 'reading', percent: '40', returnTo }),
      )
      expect([form.status, form.headers.get('location')]).toEqual([303, returnTo])
      expect(form.headers.get('cache-control')).toBe('private, no-store')
      expect(await database.mark.findFirst({ where: { userId: reader } })).toMatchObject({
        progress: 'reading',
        percent: 40,
      })

      const script = await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', returnTo } })
      expect([script.status, script.headers.get('location'), await script.json()]).toEqual([
        200,
        null,
        { resource: tutorial.id, progress: 'done', percent: null, reader, asOf: expect.any(Number) },
      ])
      expect(await database.mark.findFirst({ where: { userId: reader } })).toMatchObject({
        progress: 'done',
        percent: null,
      })
    })

    it('tells the shelf and the home page what a form changed, and how to undo it', async () => {
      const { readChangeNotice } = await import('@/lib/notice')
      const resource = tutorial.id
      const read = (answer: Response, page = '/shelf') => readChangeNotice(reader, page, cookiesOf(answer))
      const set = (fields: Record<string, string>) =>
        asForm({ resource, returnTo: `/shelf?sort=title#resource-${resource}`, ...fields })
      await send(marks, { body: { resource, bookmarked: false, progress: 'reading', percent: 40, note: '' } })
      const done = await send(readingProgress, set({ progress: 'done' }))
      expect(done.status).toBe(303)
      const common = { page: '/shelf', resource, title: tutorial.title }
      expect(read(done)).toEqual({
        ...common,
        field: 'progress',
        before: 'reading 40',
        done: `“${tutorial.title}” marked as done`,
      })
      expect(read(done, '/')).toBeNull()
      expect(readChangeNotice('another', '/shelf', cookiesOf(done))).toBeNull()
      expect(read(await send(bookmarks, set({ bookmarked: 'true' })))).toMatchObject({
        field: 'bookmarked',
        before: 'false',
      })
      expect(read(await send(notes, set({ note: 'New', returnTo: '/' })), '/')).toMatchObject({
        field: 'note',
        before: '',
      })
      // Nothing changed; a topic shows the change; a script announces it.
      expect(read(await send(bookmarks, set({ bookmarked: 'true' })))).toBeNull()
      expect(cookiesOf(await send(bookmarks, set({ bookmarked: 'false', returnTo: '/prometheus' })))).not.toContain(
        'notice',
      )
      expect(cookiesOf(await send(bookmarks, bookmark()))).not.toContain('notice')
    })

    it('answers a script in the form that the outbox parses', async () => {
      const { id } = tutorial
      const answer = async (handler: Handler, fields: Fields) =>
        (await send(handler, { body: { resource: id, ...fields } })).json()
      const kept = (value: string) => ({ reader, value, asOf: expect.any(Number) })
      expect(parseMark(await answer(bookmarks, { bookmarked: true }), id, 'bookmarked')).toEqual(kept('true'))
      expect(parseMark(await answer(readingProgress, { progress: 'done' }), id, 'progress')).toEqual(kept('done'))
      expect(parseMark(await answer(notes, { note: 'Short.' }), id, 'note')).toEqual(kept('Short.'))
      expect(parseMark(await answer(notes, { note: '' }), id, 'note')).toEqual(kept(''))
    })

    it('accepts true and false from a form and from a script', async () => {
      const count = () => database.mark.count({ where: { userId: reader, bookmarked: true } })
      await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'false' }))
      expect(await count()).toBe(0)
      await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'true' }))
      expect(await count()).toBe(1)
      await send(bookmarks, bookmark({ bookmarked: false }))
      expect(await count()).toBe(0)
    })

    it('is idempotent', async () => {
      const statuses = await Promise.all(
        Array.from({ length: 8 }, async () => (await send(bookmarks, bookmark())).status),
      )
      expect(statuses).toEqual(Array(8).fill(200))
      expect(await database.mark.count({ where: { userId: reader, bookmarked: true } })).toBe(1)
    })

    it.each([
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      '',
    ])('redirects to the home page instead of %j', async (returnTo) => {
      const answer = await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'true', returnTo }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    })

    it('is also accepted under a name of the portal’s machine', async () => {
      const answer = await send(bookmarks, {
        ...bookmark(),
        headers: { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
      })
      expect(answer.status).toBe(200)
    })

    it('needs no Sec-Fetch-Site, which older browsers don’t send', async () => {
      expect((await send(bookmarks, { ...bookmark(), headers: { 'sec-fetch-site': null } })).status).toBe(200)
    })
  })

  describe('that waited in the outbox', () => {
    it('is made at the time of its age, and loses to a later one', async () => {
      await database.mark.deleteMany()
      const now = Date.now()
      expect(
        await (
          await send(readingProgress, { body: { resource: tutorial.id, progress: 'reading', age: 60_000 } })
        ).json(),
      ).toMatchObject({ progress: 'reading' })
      const mark = await database.mark.findFirstOrThrow({ where: { userId: reader } })
      expect(Math.abs(Number(mark.progressAt) - (now - 60_000))).toBeLessThan(10_000)
      expect(
        await (
          await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', age: 3_600_000 } })
        ).json(),
      ).toMatchObject({ progress: 'reading' })
      expect(
        await (await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', age: 0 } })).json(),
      ).toMatchObject({ progress: 'done' })
    })

    it('is at most as old as a guest', async () => {
      await database.mark.deleteMany()
      expect((await send(bookmarks, bookmark({ age: Number.MAX_SAFE_INTEGER }))).status).toBe(200)
      const { bookmarkedAt } = await database.mark.findFirstOrThrow({ where: { userId: reader } })
      expect(Date.now() - Number(bookmarkedAt)).toBeLessThan(91 * 24 * 3_600_000)
    })

    it.each([-1, 1.5, '60', null, 1e400, {}, [1]])('is refused with 422 with the age %j', async (age) => {
      expect(await refused(bookmarks, bookmark({ age }))).toBe(422)
    })
  })

  describe('of a note', () => {
    const keep = async (note: unknown) =>
      (await (await send(notes, { body: { resource: tutorial.id, note } })).json()) as {
        note?: string | null
        error?: { message: string }
      }

    it('accepts the same text from a form and a script, with a line end as one character', async () => {
      expect(await keep('one\r\ntwo\rthree\n\n')).toMatchObject({ note: 'one\ntwo\nthree' })
      await send(notes, asForm({ resource: tutorial.id, note: 'a\r\nb' }))
      expect((await database.mark.findFirstOrThrow({ where: { userId: reader, resourceId: tutorial.id } })).note).toBe(
        'a\nb',
      )
      expect(await keep('\r\n'.repeat(1999) + 'x')).toMatchObject({ note: '\n'.repeat(1999) + 'x' })
    })

    it('accepts 2,000 characters and no more', async () => {
      expect(await keep('x'.repeat(2000))).toMatchObject({ note: 'x'.repeat(2000) })
      expect(await keep('字'.repeat(2000))).toMatchObject({ note: '字'.repeat(2000) })
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(2001) } })).toBe(422)
      expect(await refused(notes, asForm({ resource: tutorial.id, note: 'x'.repeat(2001) }))).toBe(422)
      expect(await keep('🕯'.repeat(1000))).toMatchObject({ note: '🕯'.repeat(1000) })
      expect((await keep('🕯'.repeat(1001))).error?.message).toBe(
        'The note is longer than 2,000 characters. Shorten it.',
      )
    })

    it.each(['x', '字', '🕯'])(
      'with 20,000 times %s, as after joining, is restored in full after an undone removal, with and without script',
      async (character) => {
        const long = `${character.repeat(9999)}\n${character.repeat(10_000)}`
        await database.mark.deleteMany({ where: { userId: reader } })
        await keep('mine')
        await database.mark.updateMany({ where: { userId: reader, resourceId: tutorial.id }, data: { note: long } })
        const removed = (await (await send(removals, { body: { resource: tutorial.id } })).json()) as {
          removed: { note: string }
        }
        expect(removed.removed.note).toBe(long)
        const undone = await send(notes, { body: { resource: tutorial.id, note: long, restores: true } })
        expect([undone.status, ((await undone.json()) as { note: string }).note === long]).toEqual([200, true])

        const page = await (await send(removals, asForm({ resource: tutorial.id }))).text()
        const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
          ([, name = '', value = '']) => [name, value.replaceAll('\n', '\r\n')],
        )
        expect((await send(marks, asForm(Object.fromEntries(inputs) as Record<string, string>))).status).toBe(303)
        expect(
          (await database.mark.findFirstOrThrow({ where: { userId: reader, resourceId: tutorial.id } })).note,
        ).toBe(long)
      },
    )

    it('is refused above the maximum length, even to restore one, and creates no guest', async () => {
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(20_001), restores: true } })).toBe(
        422,
      )
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x', restores: 'yes' } })).toBe(422)
      const guests = await database.user.count()
      expect(
        await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(2001) }, headers: { cookie: null } }),
      ).toBe(422)
      expect(await database.user.count()).toBe(guests)
    })

    it.each(['', ' ', '\n \r\n'])('of %j removes it', async (empty) => {
      await keep('mine')
      expect(await keep(empty)).toMatchObject({ note: null })
      expect(
        (await database.mark.findFirstOrThrow({ where: { userId: reader, resourceId: tutorial.id } })).note,
      ).toBeNull()
    })

    it('is stored without invisible characters, but with those that a writing system needs', async () => {
      expect(await keep('\ufeffMind\u200b the\u202e gap\u2060\n\u200e')).toMatchObject({ note: 'Mind the gap' })
      expect(await keep('می\u200cخواهم\n\tक्\u200dष 👩\u200d💻')).toMatchObject({
        note: 'می\u200cخواهم\n\tक्\u200dष 👩\u200d💻',
      })
      expect(await keep('\u200b')).toMatchObject({ note: null })
    })

    it('is refused if a database could not store it', async () => {
      for (const half of ['\ud83d', 'a\udd6fb'])
        expect(await refused(notes, { body: { resource: tutorial.id, note: half } })).toBe(422)
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'a\0b' } })).toBe(400)
      for (const note of [null, 7, {}, ['a']])
        expect(await refused(notes, { body: { resource: tutorial.id, note } })).toBe(422)
    })
  })

  describe('that removes a resource from the shelf', () => {
    const stored = () =>
      database.mark.findFirst({
        where: { userId: reader, resourceId: tutorial.id },
        select: { bookmarked: true, progress: true, percent: true, note: true },
      })

    it('returns the former mark, which restores it', async () => {
      await send(bookmarks, bookmark())
      await send(readingProgress, { body: { resource: tutorial.id, progress: 'reading', percent: 40 } })
      await send(notes, { body: { resource: tutorial.id, note: 'mine “too”' } })
      const before = await stored()
      const { removed } = (await (await send(removals, { body: { resource: tutorial.id } })).json()) as {
        removed: Fields
      }
      expect(removed).toEqual(before)
      expect(await stored()).toEqual({ bookmarked: false, progress: 'to-read', percent: null, note: null })
      const { percent, ...rest } = removed
      expect((await send(marks, { body: { resource: tutorial.id, ...rest, percent } })).status).toBe(200)
      expect(await stored()).toEqual(before)
    })

    it('answers a form with a page whose button undoes it', async () => {
      await send(bookmarks, bookmark())
      await send(notes, { body: { resource: tutorial.id, note: '"><b>mine</b>' } })
      const before = await stored()
      const answer = await send(removals, asForm({ resource: tutorial.id, returnTo: '/shelf' }))
      const page = await answer.text()
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'private, no-store',
      ])
      expect(page).not.toContain('<b>')
      const unescape = (text: string) =>
        text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, unescape(value)],
      )
      const back = await send(marks, asForm(Object.fromEntries(fields) as Record<string, string>))
      expect([back.status, back.headers.get('location')]).toEqual([303, '/shelf'])
      expect(await stored()).toEqual(before)
    })

    it('accepts a resource that is no longer listed, from a reader who marked it before', async () => {
      const resource = 'once-listed'
      await database.listedResource.create({
        data: { id: resource, href: 'https://example.org/once', title: 'Once', kind: 'tutorial' },
      })
      expect(await refused(bookmarks, bookmark({ resource }))).toBe(404)
      expect(await refused(notes, { body: { resource, note: 'mine' } })).toBe(404)
      expect(await refused(removals, { body: { resource } })).toBe(404)
      await database.mark.create({
        data: {
          userId: reader,
          resourceId: resource,
          bookmarked: true,
          bookmarkedAt: new Date(0),
          changedAt: new Date(0),
        },
      })
      expect((await send(notes, { body: { resource, note: 'mine' } })).status).toBe(200)
      expect((await send(removals, { body: { resource } })).status).toBe(200)
      expect(await database.mark.findFirst({ where: { userId: reader, resourceId: resource } })).toMatchObject({
        bookmarked: false,
        note: null,
      })
      expect((await send(bookmarks, bookmark({ resource }))).status).toBe(200)
      expect(await refused(bookmarks, { ...bookmark({ resource }), headers: { cookie: null } })).toBe(404)
    })

    it('keeps the hidden progress of a former tutorial, and shows it when it is a tutorial again', async () => {
      const { getPortal, replacePortal } = await import('@/lib/content/current')
      const { readShownMarks, readShownShelf } = await import('@/lib/shown-marks')
      const portal = await getPortal()
      const { id } = tutorial
      const become = (kind: Resource['kind']) =>
        replacePortal({ ...portal, resources: new Map(portal.resources).set(id, { ...tutorial, kind }) }, kind)
      // A guest with progress only.
      const first = await send(readingProgress, {
        body: { resource: id, progress: 'reading', percent: 40 },
        headers: { cookie: null },
      })
      const other = { cookie: cookiesOf(first), id: ((await first.json()) as { reader: string }).reader }
      await send(readingProgress, { body: { resource: id, progress: 'done' } })
      await send(notes, { body: { resource: id, note: 'mine' } })
      await send(bookmarks, bookmark({ bookmarked: false }))
      const rows = () =>
        database.mark.findMany({
          where: { resourceId: id, userId: { in: [reader, other.id] } },
          orderBy: { changedAt: 'asc' },
          select: { userId: true, progress: true, percent: true, progressAt: true },
        })
      const before = await rows()
      expect(before).toMatchObject([
        { userId: other.id, progress: 'reading', percent: 40 },
        { userId: reader, progress: 'done' },
      ])
      const show = async () => ({
        mine: (await readShownShelf(reader, await getPortal())).get(id),
        other: (await readShownShelf(other.id, await getPortal())).get(id),
        mark: (await readShownMarks(reader, [id], await getPortal())).get(id),
        otherMark: (await readShownMarks(other.id, [id], await getPortal())).get(id),
      })
      const shown = await show()
      expect(shown).toMatchObject({
        mine: { progress: 'done' },
        other: { progress: 'reading' },
        mark: { note: 'mine' },
      })
      try {
        become('reference')
        // One shelf keeps the note, the other nothing.
        expect(await show()).toMatchObject({
          mine: { progress: 'to-read', bookmarked: false },
          other: undefined,
          mark: { progress: 'to-read', percent: null, progressAt: null, note: 'mine' },
          otherMark: { progress: 'to-read', percent: null },
        })
        const refusal = await send(readingProgress, { body: { resource: id, progress: 'to-read' } })
        expect([refusal.status, parseRefusal(await refusal.json())?.message]).toEqual([
          422,
          'A reference has no reading progress. Bookmark it or add a note instead.',
        ])
        expect((await send(bookmarks, bookmark())).status).toBe(200)
        // Removes and restores it, with a script and a form.
        const { removed } = (await (await send(removals, { body: { resource: id } })).json()) as { removed: Fields }
        expect(removed).toEqual({ bookmarked: true, progress: 'to-read', percent: null, note: 'mine' })
        expect((await show()).mine).toBeUndefined()
        const { percent: _, ...back } = removed
        expect((await send(marks, { body: { resource: id, ...back } })).status).toBe(200)
        const page = await (await send(removals, asForm({ resource: id, returnTo: '/shelf' }))).text()
        expect(page).toContain('<input type="hidden" name="progress" value="to-read">')
        expect((await send(marks, { body: { resource: id, ...back } })).status).toBe(200)
        expect((await show()).mine).toEqual({ progress: 'to-read', bookmarked: true })
        expect(await rows()).toEqual(expect.arrayContaining(before))

        become('tutorial')
        const { mine, other: others, otherMark } = await show()
        expect([mine, others, otherMark]).toEqual([
          { progress: 'done', bookmarked: true },
          shown.other,
          shown.otherMark,
        ])
      } finally {
        replacePortal(portal, '')
      }
    })

    it('sets no progress on a tool by restoring it', async () => {
      const body = { resource: tool?.id, bookmarked: true, progress: 'done', note: '' }
      expect(await refused(marks, { body })).toBe(422)
      expect((await send(marks, { body: { ...body, progress: 'to-read' } })).status).toBe(200)
    })
  })
})
