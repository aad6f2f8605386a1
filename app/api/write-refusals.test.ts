import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Resource } from '@/lib/content'
import { countCases } from '@/scripts/testing/cases'
import { sampledProviders } from '@/scripts/testing/databases'
import { asForm, formType, origin, password, setUpWrites, type Fields, type Sent } from '@/scripts/testing/writes'

describe.each(sampledProviders)('a write of a mark on %s', (provider) => {
  const { portal, bookmarks, readingProgress, signUp, signIn, signOut, github, send, bookmark, refused } =
    setUpWrites(provider)
  let tutorial: Resource
  let tool: Resource | undefined
  let reader: string
  beforeAll(() => {
    ;({ tutorial, tool, reader } = portal)
  })

  describe('from another site', () => {
    const foreign: Record<string, string | null>[] = [
      ...[
        'http://evil.example',
        'null',
        'http://sub.localhost:3000',
        'http://localhost.evil.example',
        'http://localhost:3000.evil.example',
      ].map((each) => ({ origin: each })),
      ...[
        'https://localhost:3000',
        'http://localhost',
        'http://localhost:3001',
        'http://127.0.0.1:3000',
        'localhost:3000',
        'file://',
        '%%%',
        '',
        ' ',
      ].map((each) => ({ origin: each })),
      ...[
        'http://localhost:3000/',
        'http://localhost:3000, http://evil.example',
        'http://user@localhost:3000',
        'HTTP://LOCALHOST:3000',
      ].map((each) => ({ origin: each })),
      { origin: null },
      { origin: null, referer: `${origin}/prometheus` },
      ...['cross-site', 'same-site', 'none', '', 'x'].map((each) => ({ 'sec-fetch-site': each })),
    ]
    // Names that another site may have pointed to this server.
    const foreignHosts: Record<string, string>[] = [
      { origin: 'https://lectern.lan', host: 'lectern.lan' },
      { origin: 'http://lectern.lan', host: 'lectern.lan' },
      { origin: 'null', host: 'null' },
      { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
    ]
    it.each(foreignHosts)('is refused with 421: %j', async (headers) => {
      expect(await refused(bookmarks, { ...bookmark(), headers })).toBe(421)
    })

    it.each(foreign)('is refused with 403: %j', async (headers) => {
      expect(await refused(bookmarks, { ...bookmark(), headers })).toBe(403)
      expect(await refused(readingProgress, { body: { resource: tutorial.id, progress: 'skipped' }, headers })).toBe(
        403,
      )
    })

    it('cannot sign anyone in, up or out', async () => {
      const headers = { origin: 'http://evil.example' }
      expect(await refused(signIn, { body: { email: 'ada@example.org', password }, headers })).toBe(403)
      expect(await refused(signUp, { body: { name: 'Eve', email: 'eve@example.org', password }, headers })).toBe(403)
      expect(await refused(signOut, { body: {}, headers })).toBe(403)
      expect(await refused(github, { body: {}, headers })).toBe(403)
    })
  })

  describe('of a wrong type or size', () => {
    it.each([
      null,
      'text/plain',
      'text/plain;application/json',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
    ])('is refused with 415: %j', async (type) => {
      expect(await refused(bookmarks, { ...bookmark(), headers: { 'content-type': type } })).toBe(415)
    })

    it('is refused with 413 if it is too large, whatever Content-Length says', async () => {
      const large = JSON.stringify({ resource: tutorial.id, bookmarked: true, padding: 'x'.repeat(20_000) })
      const chunked = () =>
        new ReadableStream<Uint8Array>({
          start(controller) {
            for (const part of large.match(/.{1,1000}/g) ?? []) controller.enqueue(new TextEncoder().encode(part))
            controller.close()
          },
        })
      expect(await refused(bookmarks, { body: large })).toBe(413)
      expect(await refused(bookmarks, { body: chunked() })).toBe(413)
      expect(await refused(bookmarks, { body: chunked(), headers: { 'content-length': '20' } })).toBe(413)
      expect(await refused(bookmarks, { body: `${' '.repeat(20_000)}{}` })).toBe(413)
    })

    it.each<[string, () => BodyInit]>([
      ['broken JSON', () => '{"resource":'],
      ['an array', () => `[{"resource":"${tutorial.id}","bookmarked":true}]`],
      ['null', () => 'null'],
      ['empty', () => ''],
      ['bytes that are not UTF-8', () => new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
      ['a byte order mark', () => `\uFEFF{"resource":"${tutorial.id}","bookmarked":true}`],
    ])('is refused with 400 if it is %s', async (_, body) => {
      expect(await refused(bookmarks, { body: body() })).toBe(400)
    })

    it('is refused with 400 if a form has a duplicate field', async () => {
      expect(
        await refused(bookmarks, {
          body: `resource=${tutorial.id}&bookmarked=true&bookmarked=false`,
          headers: formType,
        }),
      ).toBe(400)
    })
  })

  describe('with invalid fields', () => {
    const wrong: [string, Fields][] = [
      ...[
        7,
        null,
        true,
        {},
        [],
        { not: null },
        { contains: '' },
        { startsWith: '' },
        ['a'],
        '',
        'A',
        'a b',
        '../x',
        'x'.repeat(65),
        'ü',
        'a\n',
      ].map((resource): [string, Fields] => ['resource', { resource }]),
      ...['yes', 1, 0, null, 'TRUE', '', {}, { not: null }, ['true'], 'on'].map((bookmarked): [string, Fields] => [
        'bookmarked',
        { bookmarked },
      ]),
      ...['extra', 'userId', 'note', 'constructor', 'toString'].map((name): [string, Fields] => [
        name,
        { [name]: 'x' },
      ]),
    ]
    it.each(wrong)('is refused with 422: a bookmark whose %s is in %j', async (_, fields) => {
      expect(await refused(bookmarks, bookmark(fields))).toBe(422)
    })

    it.each<Fields>([
      { progress: 'read' },
      { progress: null },
      { progress: { not: null } },
      { progress: ['done'] },
      {},
      { progress: 'reading', percent: 101 },
      { progress: 'reading', percent: -1 },
      { progress: 'reading', percent: 1.5 },
      { progress: 'reading', percent: 2 ** 31 },
      { progress: 'reading', percent: 'half' },
      { progress: 'reading', percent: {} },
      { progress: 'reading', percent: { increment: 1 } },
      { progress: 'reading', percent: 1e400 },
      { progress: 'reading', percent: [40] },
      { progress: 'reading', percent: true },
      { progress: 'reading', percent: null },
      { progress: 'reading', percent: '' },
      { progress: 'reading', percent: ' 40 ' },
      { progress: 'reading', percent: '0x10' },
    ])('is refused with 422: progress %j', async (fields) => {
      expect(await refused(readingProgress, { body: { resource: tutorial.id, ...fields } })).toBe(422)
    })

    it('is refused with 422 for __proto__, and changes no prototype', async () => {
      const body = `{"resource":"${tutorial.id}","bookmarked":false,"__proto__":{"bookmarked":true,"admin":true}}`
      expect(await refused(bookmarks, { body })).toBe(422)
      expect(
        await refused(bookmarks, { body: `resource=${tutorial.id}&bookmarked=false&__proto__=x`, headers: formType }),
      ).toBe(422)
      expect(({} as { admin?: boolean }).admin).toBeUndefined()
    })

    it('is refused with 404 for an unknown resource, and with 422 for progress on a tool', async () => {
      expect(await refused(bookmarks, bookmark({ resource: 'no-such-resource' }))).toBe(404)
      expect(await refused(bookmarks, bookmark({ resource: 'constructor' }))).toBe(404)
      expect(await refused(readingProgress, { body: { resource: 'no-such-resource', progress: 'done' } })).toBe(404)
      expect(tool).toBeDefined()
      expect(await refused(readingProgress, { body: { resource: tool?.id, progress: 'done' } })).toBe(422)
    })

    const leaves = countCases(20, 60)
    it(`is refused with any invalid value (${leaves} cases)`, async () => {
      const junk = fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.integer(),
        fc.constant(null),
        fc.object({ maxDepth: 2 }),
        fc.array(fc.string(), { maxLength: 3 }),
      )
      const broken = fc
        .tuple(fc.constantFrom('resource', 'bookmarked', 'more'), junk)
        .filter(([name, value]) => !(name === 'bookmarked' && (value === 'true' || value === 'false')))
      await fc.assert(
        fc.asyncProperty(broken, async ([name, value]) => {
          expect([404, 422]).toContain(await refused(bookmarks, bookmark({ bookmarked: false, [name]: value })))
        }),
        { numRuns: leaves },
      )
    })

    it('shows a form the reason, and escapes its input', async () => {
      const answer = await send(
        bookmarks,
        asForm({ resource: 'no-such-resource', bookmarked: 'true', returnTo: '/a?b="><script>x' }),
      )
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      const page = await answer.text()
      expect(page).toContain('This item is no longer in the portal.')
      // Only the page's own script, which sets the theme.
      expect(page.match(/<script/g)).toHaveLength(1)
      expect(page).not.toContain('<script>x')
    })
  })

  describe('with several errors', () => {
    it('is refused for the first: site, type, size, text, fields, sender, resource', async () => {
      const wrong = { origin: 'http://evil.example', 'content-type': 'text/plain', cookie: null }
      const large = `{"resource":7${' '.repeat(20_000)}`
      const order: [number, Sent][] = [
        [403, { body: large, headers: wrong }],
        [415, { body: large, headers: { ...wrong, origin } }],
        [413, { body: large, headers: { cookie: null } }],
        [400, { body: '{"resource":7', headers: { cookie: null } }],
        [422, { body: { resource: 'no-such-resource', bookmarked: 7, reader }, headers: { cookie: null } }],
        [401, { body: { resource: 'no-such-resource', bookmarked: true, reader }, headers: { cookie: null } }],
        [409, { body: { resource: 'no-such-resource', bookmarked: true, reader: 'someone-else' } }],
        [404, { body: { resource: 'no-such-resource', bookmarked: true, reader } }],
      ]
      for (const [status, sent] of order) expect(await refused(bookmarks, sent)).toBe(status)
    })
  })
})
