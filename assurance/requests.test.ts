import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { sample } from '../scripts/testing/cases'
import { forAll, type PortalResponse, type Member, type Portal, sharePortal } from './portal'
import { report } from './report'
import { prepareWrite, reads, writes } from './routes'
import { findChanged } from './snapshot'
import { untilPasses } from '../scripts/testing/until'

// Requests from other sites, and with other methods than the one that writes.

let portal: Portal
let reader: Member
beforeAll(async () => {
  portal = await sharePortal()
  reader = await portal.signUp()
})

const built = JSON.parse(readFileSync(`.next/app-path-routes-manifest.json`, 'utf8')) as Record<string, string>
const handlers = Object.entries(built)
  .filter(([file]) => file.endsWith('/route'))
  .map(([, route]) => route)

/** An example of each address. */
const examples = [...Object.values(reads).flat(), ...writes.map(({ path }) => path)]

describe('C5: every address of the build', () => {
  it('C5, S4: is in the table of these tests, which has no others', () => {
    const known = [...Object.keys(reads), ...writes.map(({ path }) => path)]
    expect(
      Object.values(built).filter((route) => !known.includes(route)),
      'Add it to assurance/routes.ts.',
    ).toEqual([])
    expect(known.filter((route) => !Object.values(built).includes(route))).toEqual([])
    report('C5', 'addresses', `${known.length} of ${Object.keys(built).length}`)
    report('S4', 'addresses', `${known.length}, as written down`)
  })

  it('C5: accepts the methods of the table and no others', async () => {
    const before = await portal.checksum()
    for (const route of handlers) {
      const write = writes.find(({ path }) => path === route)
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !write || each !== 'POST')) {
        const path = write?.path ?? reads[route]?.[0] ?? ''
        const { status } = await portal.ask(path, {
          method,
          body: '{}',
          headers: { cookie: reader.cookie, origin: portal.origin, 'content-type': 'application/json' },
        })
        expect([400, 404, 405], `${method} ${path} answers ${status}`).toContain(status)
      }
    }
    expect(await portal.checksum()).toBe(before)
  })
})

describe('C1: reading', () => {
  it('C1: changes nothing, by GET, HEAD or OPTIONS, of any address', async () => {
    let asked = 0
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const before = await portal.snapshot()
      await forAll(sample(examples, method === 'GET' ? 1 : 3), async (path) => {
        const { status } = await portal.ask(path, { method, headers: { cookie: reader.cookie } })
        expect(status, `${method} ${path}`).toBeLessThan(500)
        asked++
      })
      expect(findChanged(before, await portal.snapshot())).toEqual([])
    }
    report('C1', '', `${asked} requests, 0 rows changed`)
  })
})

describe.each(writes)('a write to $path', (write) => {
  const index = writes.indexOf(write)

  /** Returns headers that other sites could send. */
  const forged = (): Record<string, string | null>[] => {
    const { port } = portal
    const origins = [
      'https://evil.example',
      'null',
      `http://sub.localhost:${port}`,
      `http://localhost.evil.example:${port}`,
      `http://localhost:${port}.evil.example`,
      `https://localhost:${port}`,
      `http://localhost:${port + 1}`,
      'http://localhost',
      `http://localhost:${port}/`,
      `http://evil@localhost:${port}`,
      `http://localhost:${port}, https://evil.example`,
      'garbage',
      '*',
      '',
      null,
    ]
    return [
      ...origins.map((origin) => ({ origin, 'sec-fetch-site': null })),
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      ...['cross-site', 'same-site', 'none', 'garbage'].map((site) => ({
        origin: portal.origin,
        'sec-fetch-site': site,
      })),
      { origin: null, 'sec-fetch-site': null, referer: `${portal.origin}/` },
    ]
  }

  it('C2, C3: is refused from other sites and as a simple form, and accepted from here', async () => {
    const { context, body } = await prepareWrite(portal, write)
    const cookie = write.who === 'anyone' ? undefined : context.member.cookie
    const before = await portal.snapshot()
    const refuse = async (
      status: number,
      headers: Record<string, string | null>,
      sent: unknown = body,
    ): Promise<PortalResponse> => {
      const answer = await portal.post(write.path, sent, cookie, headers)
      expect([answer.status, JSON.stringify(headers)]).toEqual([status, JSON.stringify(headers)])
      return answer
    }

    await forAll(sample(forged(), 4, index), (headers) => refuse(403, headers))
    const form = new URLSearchParams(
      Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString()
    const types = [
      'text/plain',
      'text/plain; application/json',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json5',
      'text/json',
      'application/x-www-form-urlencoded-2',
      'application/csp-report',
      '',
      null,
    ]
    await forAll(
      sample(types, 4, index).flatMap((type) => [JSON.stringify(body), form].map((sent) => ({ type, sent }))),
      ({ type, sent }) => refuse(415, { 'content-type': type }, sent),
    )
    expect(findChanged(before, await portal.snapshot())).toEqual([])

    const done = await portal.post(
      write.path,
      body,
      cookie ?? (write.path.endsWith('sign-out') ? context.member.cookie : undefined),
    )
    expect([done.status, done.body]).toEqual([200, expect.any(String)])
    // The link is stored and mailed after the response, so that response times do not reveal whether an account exists.
    const changed = await untilPasses(async () => {
      const now = findChanged(before, await portal.snapshot())
      expect(now.length > 0, `changed: ${now}`).toBe(write.changes.length > 0)
      return now
    })
    expect(changed.filter((table) => !write.changes.includes(table))).toEqual([])
    report('C2', '', `${writes.length} writes × ${sample(forged(), 4).length} origins: 403, 0 rows`)
    report('C3', '', `${writes.length} writes × ${sample(types, 4).length * 2} bodies: 415, 0 rows`)
  })
})
