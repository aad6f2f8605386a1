import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sample } from '../scripts/testing/cases'
import { startCachingProxy, type CachingProxy } from './caching-proxy'
import { type PortalResponse, type Member, type Portal, sharePortal } from './portal'
import { getContent } from './prepared'
import { report } from './report'
import { becomeGuest, prepareWrite, reads, writes } from './routes'
import { findSecrets } from './snapshot'

// Several readers behind one cache that keeps everything it may.

const notes = ['Only for my own eyes 5b1f', 'No one else reads this 77c2']
let portal: Portal
let proxy: CachingProxy
let readers: Member[]
let guest: Member

beforeAll(async () => {
  portal = await sharePortal()
  proxy = await startCachingProxy(portal.origin)
  readers = [await portal.signUp('Victoria Secretary'), await portal.signUp('Nora Nosy')]
  for (const [index, reader] of readers.entries()) {
    const { body } = await prepareWrite(
      portal,
      writes.find(({ path }) => path === '/api/notes')!,
      reader,
    )
    expect((await portal.post('/api/notes', { ...body, note: notes[index] }, reader.cookie)).status).toBe(200)
  }
  guest = await becomeGuest(portal)
})
afterAll(async () => {
  await proxy.stop()
})

/** Text that identifies a reader. */
const secretsOf = ({ id, email }: Member, index: number) => [
  id,
  email,
  notes[index]!,
  ['Victoria Secretary', 'Nora Nosy'][index]!,
]
const through = (path: string, cookie: string | null, port = proxy.port) =>
  portal.ask(path, { port, headers: { cookie } })
/** Removes the parts of a page that change with each rendering. */
const still = (body: string) => body.replaceAll(/nonce(=\\?"|\\?":\\?")[^"\\]*/g, '')

it('H7: no page for visitors contains a byte of a reader who has a mark on everything and requested each page first', async () => {
  const [reader] = readers as [Member]
  await portal.database.mark.deleteMany({ where: { userId: reader.id } })
  const [at, note] = [new Date(), notes[0]]
  await portal.database.mark.createMany({
    data: getContent().resources.map(({ id, kind }) => ({
      ...{ userId: reader.id, resourceId: id, bookmarked: true, bookmarkedAt: at, note, noteAt: at, changedAt: at },
      ...(kind === 'tutorial' && { progress: 'done', progressAt: at }),
    })),
  })
  const listed = (await portal.ask('/sitemap.xml')).body.matchAll(/<loc>[^<]*?\/\/[^/<]+([^<]*)<\/loc>/g)
  const pages = [...new Set([...listed].map(([, address]) => address || '/'))]
  expect(pages.length).toBeGreaterThanOrEqual(getContent().topics.length)
  const asked = sample(pages, 4)
  /** The home page shows everyone a list with marks, as an example. */
  const withoutExample = (body: string) => body.replace(/<div[^>]* class="example"[^]*?<\/ul>/, '')
  /** Returns what a page shows only to its reader: text, marks and cookies. */
  const findOwn = (answer: PortalResponse) => [
    ...findSecrets(answer, [...secretsOf(reader, 0), reader.cookie]),
    ...(withoutExample(answer.body).match(
      / data-(?:reader|guest|progress)=|aria-pressed="true"[^>]* class="(?:glyph|ribbon)"/g,
    ) ?? []),
    ...(answer.headers['set-cookie'] ?? []),
  ]
  let own = 0
  for (const path of asked) {
    const theirs = await portal.ask(path, { headers: { cookie: reader.cookie } })
    own += findOwn(theirs).length
    expect([path, theirs.status, theirs.headers['cache-control']]).toEqual([
      path,
      200,
      expect.stringMatching(/\bno-store\b/),
    ])
    // The first is rendered, the second comes from memory.
    for (const when of ['first', 'second']) {
      const everyones = await portal.ask(path)
      expect([path, when, everyones.headers['cache-control'], findOwn(everyones)]).toEqual([
        path,
        when,
        expect.stringMatching(/^public\b/),
        [],
      ])
    }
  }
  expect(own).toBeGreaterThan(asked.length * 5)
  report(
    'H7',
    'every page',
    `${asked.length} pages, first requested by a reader with marks on everything: 0 bytes of theirs`,
  )
})

it('H7: two readers, a guest and visitors behind one cache see no data of others, and private responses are not stored', async () => {
  const paths = Object.values(reads).flat()
  // In `npm test` each asks once.
  const again = sample([null, readers[1]!, readers[0]!], 3)
  let [asked, own, stored] = [0, 0, 0]
  // In turns, so that each could receive the previous one's response.
  for (const path of [...paths, ...sample(paths.toReversed(), 4)]) {
    const everyones = await portal.ask(path)
    for (const visitor of [readers[0]!, readers[1]!, guest, ...again]) {
      const answer = await through(path, visitor?.cookie ?? null)
      for (const [index, reader] of readers.entries()) {
        const found = findSecrets(answer, secretsOf(reader, index))
        if (visitor === reader) own += found.length
        else expect(found, `${path}, asked for by ${visitor?.email ?? 'a visitor'}`).toEqual([])
      }
      asked++
      if (!visitor || (still(answer.body) === still(everyones.body) && answer.status === everyones.status)) continue
      expect(answer.headers['cache-control'], path).toMatch(/\bno-store\b/)
      stored++
    }
  }
  expect(own).toBeGreaterThan(50)
  expect(stored).toBeGreaterThan(20)
  // The cache works: public responses come from it.
  const [, script = ''] = /src="(\/_next\/static\/[^"]+)"/.exec((await through('/prometheus', null)).body) ?? []
  const before = proxy.passed()
  const twice = [await through(script, readers[0]!.cookie), await through(script, null)]
  expect([proxy.passed() - before, twice.map(({ status }) => status)]).toEqual([1, [200, 200]])
  report(
    'H7',
    '',
    `${asked} requests by turns of two readers, a guest and others through one cache: 0 bytes of one seen by another, ${own} of their own; ${stored} private answers, all no-store`,
  )
})

it('H7: control: a response marked as public by mistake reaches the next reader', async () => {
  const careless: Server = createServer((request, answer) =>
    answer
      .writeHead(200, { 'cache-control': request.url === '/kept' ? 'public, max-age=60' : 'private, no-store' })
      .end(request.headers.cookie),
  )
  await new Promise<void>((resolve) => careless.listen(0, '127.0.0.1', resolve))
  const before = await startCachingProxy(`http://127.0.0.1:${(careless.address() as AddressInfo).port}`)
  const ask = async (path: string): Promise<PortalResponse> => {
    await through(path, 'her secret', before.port)
    return through(path, 'another', before.port)
  }
  expect([findSecrets(await ask('/kept'), ['her secret']), findSecrets(await ask('/private'), ['her secret'])]).toEqual(
    [['her secret'], []],
  )
  await before.stop()
  careless.close()
})
