import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Resource } from '@/lib/content'
import type { Database } from '@/lib/db'
import { sampledProviders } from '@/scripts/testing/databases'
import {
  asForm,
  cookiesOf,
  password,
  setUpWrites,
  type Fields,
  type Handler,
  type Sent,
} from '@/scripts/testing/writes'

describe.each(sampledProviders)('a write of a mark on %s', (provider) => {
  const { portal, bookmarks, readingProgress, signUp, signIn, notes, removals, send, bookmark, checksum, refused } =
    setUpWrites(provider)
  let database: Database
  let tutorial: Resource
  let tool: Resource | undefined
  let reader: string
  let writing: typeof import('./write')
  beforeAll(async () => {
    ;({ database, tutorial, tool, reader } = portal)
    writing = await import('./write')
  })

  describe('without a session', () => {
    const strangers = [null, '', 'portal-session~3000=x', 'portal-session~3000=x.y', '__Host-portal-session=x']
    const guests = () =>
      database.user.findMany({ where: { isAnonymous: true }, include: { marks: true, sessions: true } })

    it.each(strangers)('creates a guest, who also makes the next mark: cookie %j', async (stranger) => {
      const before = (await guests()).length
      const first = await send(bookmarks, { ...bookmark(), headers: { cookie: stranger } })
      const { reader: guest, ...data } = (await first.json()) as { reader: string }
      expect([first.status, data]).toEqual([200, { resource: tutorial.id, bookmarked: true, asOf: expect.any(Number) }])
      expect(guest).not.toBe(reader)
      expect(first.headers.getSetCookie().find((each) => each.startsWith('portal-session~3000='))).toMatch(
        /; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
      )

      const second = await send(readingProgress, {
        body: { resource: tutorial.id, progress: 'done', reader: guest },
        headers: { cookie: cookiesOf(first) },
      })
      expect([second.status, await second.json()]).toMatchObject([200, { progress: 'done', reader: guest }])
      const all = await guests()
      expect(all).toHaveLength(before + 1)
      const made = all.find(({ id }) => id === guest)
      expect(made?.marks).toEqual([
        expect.objectContaining({ resourceId: tutorial.id, bookmarked: true, progress: 'done' }),
      ])
      expect(made?.sessions).toHaveLength(1)
    })

    it('creates a guest from a form, and redirects to its resource', async () => {
      const returnTo = `/prometheus#resource-${tutorial.id}`
      const before = (await guests()).length
      const form = await send(
        readingProgress,
        asForm({ resource: tutorial.id, progress: 'reading', returnTo }, { cookie: null }),
      )
      expect([form.status, form.headers.get('location')]).toEqual([
        303,
        `/api/session?next=${encodeURIComponent(returnTo)}`,
      ])
      expect(cookiesOf(form)).toMatch(/^portal-session~3000=/)
      expect(await guests()).toHaveLength(before + 1)
    })

    it('creates no guest unless everything else is valid', async () => {
      const headers = { cookie: null }
      expect(await refused(bookmarks, { ...bookmark({ bookmarked: 'yes' }), headers })).toBe(422)
      expect(await refused(bookmarks, { ...bookmark({ more: 1 }), headers })).toBe(422)
      expect(await refused(bookmarks, { ...bookmark({ age: -1 }), headers })).toBe(422)
      expect(await refused(bookmarks, { ...bookmark({ resource: 'no-such-resource' }), headers })).toBe(404)
      expect(await refused(removals, { body: { resource: 'no-such-resource' }, headers })).toBe(404)
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(2001) }, headers })).toBe(422)
      expect(
        await refused(bookmarks, { ...bookmark(), headers: { cookie: null, origin: 'http://evil.example' } }),
      ).toBe(403)
      expect(
        await refused(bookmarks, { body: 'resource=x', headers: { cookie: null, 'content-type': 'text/plain' } }),
      ).toBe(415)
    })

    it('from a reader’s page is refused with 401, or redirected to sign-in and back', async () => {
      for (const [handler, fields] of [
        [bookmarks, { bookmarked: true }],
        [readingProgress, { progress: 'done' }],
        [notes, { note: 'x' }],
        [removals, {}],
      ] as [Handler, Fields][])
        expect(
          await refused(handler, { body: { resource: tutorial.id, ...fields, reader }, headers: { cookie: null } }),
        ).toBe(401)
      const before = await checksum()
      const form = await send(
        bookmarks,
        asForm({ resource: tutorial.id, bookmarked: 'false', reader, returnTo: '/prometheus#x' }, { cookie: null }),
      )
      expect([form.status, form.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprometheus%23x'])
      expect(await checksum()).toBe(before)
    })

    it('from a reader’s page is refused with 401 after the session has ended, or with a wrong signature', async () => {
      const account = { email: 'short@example.org', password }
      const theirs = cookiesOf(await send(signUp, { body: { ...account, name: 'Short' }, headers: { cookie: null } }))
      const { id } = await database.user.findUniqueOrThrow({ where: { email: account.email } })
      expect((await send(bookmarks, { ...bookmark({ reader: id }), headers: { cookie: theirs } })).status).toBe(200)
      expect(
        await refused(bookmarks, {
          ...bookmark({ bookmarked: false, reader: id }),
          headers: { cookie: theirs.replace(/(portal-session~3000=[^;]*)\.[^.;]*/, '$1.AAAA') },
        }),
      ).toBe(401)
      await database.session.updateMany({
        where: { user: { email: account.email } },
        data: { expiresAt: new Date(Date.now() - 1000) },
      })
      const before = await database.mark.findMany({ where: { userId: id } })
      expect(
        (await send(bookmarks, { ...bookmark({ bookmarked: false, reader: id }), headers: { cookie: theirs } })).status,
      ).toBe(401)
      expect(await database.mark.findMany({ where: { userId: id } })).toEqual(before)
    })

    it('from another reader’s page is refused with 409, but not from the page of the reader’s former guest', async () => {
      expect(await refused(bookmarks, bookmark({ reader: 'someone-else' }))).toBe(409)
      const guest = await send(bookmarks, { ...bookmark(), headers: { cookie: null } })
      const { reader: id } = (await guest.json()) as { reader: string }
      expect(await refused(bookmarks, bookmark({ reader: id }))).toBe(409)
      const signedIn = await send(signIn, {
        body: { email: 'ada@example.org', password },
        headers: { cookie: cookiesOf(guest) },
      })
      expect(signedIn.status).toBe(200)
      const answer = await send(bookmarks, bookmark({ reader: id }))
      expect([answer.status, await answer.json()]).toMatchObject([200, { reader }])
      expect(await refused(bookmarks, { ...bookmark({ reader: id }), headers: { cookie: cookiesOf(guest) } })).toBe(401)
    })

    it('creates at most sixty guests a minute per network, and accepts marks of existing ones', async () => {
      const from = (address: string, cookie: string | null = null): Sent => ({
        ...bookmark(),
        headers: { cookie, 'x-lectern-address': address },
      })
      const first = await send(bookmarks, from('203.0.113.7'))
      expect(first.status).toBe(200)
      await database.rateLimit.updateMany({
        where: { key: { startsWith: 'network:' } },
        data: { hits: String(Date.now()).repeat(59) },
      })
      expect((await send(bookmarks, from('203.0.113.7'))).status).toBe(200)
      expect(await refused(bookmarks, from('203.0.113.7'))).toBe(429)
      expect((await send(bookmarks, from('203.0.113.8'))).status).toBe(200)
      expect((await send(bookmarks, from('203.0.113.7', cookiesOf(first)))).status).toBe(200)
    })

    it('changes no other reader’s marks, whatever fields it adds', async () => {
      expect(await refused(bookmarks, bookmark({ userId: 'someone-else' }))).toBe(422)
      expect(await refused(bookmarks, bookmark({ reader: { id: 'someone-else' } }))).toBe(422)
    })

    it('with a deleted account is refused with 401', async () => {
      const account = { name: 'Gone', email: 'gone@example.org', password }
      const theirs = cookiesOf(await send(signUp, { body: account, headers: { cookie: null } }))
      const { id } = await database.user.findUniqueOrThrow({ where: { email: account.email } })
      await database.user.delete({ where: { id } })
      expect(await refused(bookmarks, { ...bookmark({ reader: id }), headers: { cookie: theirs } })).toBe(401)
      // The account is deleted after the session was looked up.
      const { setBookmarked } = await import('@/lib/shelf')
      const late = writing.writeAsAnyone({
        fields: z.object({}),
        act: async () => ({ data: { kept: await setBookmarked(id, [tutorial.id], true) } }),
      })
      expect(await refused(late, { body: {} })).toBe(401)
    })

    it('shows a notice once, for a visitor’s first mark', async () => {
      const { readGuestNotice } = await import('@/lib/notice')
      const first = await send(bookmarks, { ...bookmark(), headers: { cookie: null } })
      const guest = ((await first.json()) as { reader: string }).reader
      expect(readGuestNotice(guest, cookiesOf(first))).toBe(tutorial.id)
      const second = await send(bookmarks, {
        ...bookmark({ resource: tool?.id }),
        headers: { cookie: cookiesOf(first) },
      })
      expect([second.status, readGuestNotice(guest, cookiesOf(second))]).toEqual([200, null])
      expect(cookiesOf(await send(bookmarks, bookmark()))).not.toContain('portal-notice~3000')
    })
  })
})
