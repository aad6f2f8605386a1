import { createServer, request as send, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getLog, getMetrics, logTo, observeRequest } from './index'
import { until } from '../../scripts/testing/until'

interface Line {
  level: string
  msg: string
  requestId?: string
  route?: string
  status?: number
  err?: { type: string }
}

let server: Server
let base: string
let lines: Line[] = []
let answer: (request: IncomingMessage) => Promise<number> = async () => 200

beforeAll(async () => {
  logTo({ write: (line) => void lines.push(JSON.parse(line) as Line) }, 'debug')
  server = createServer((request, response) => {
    void observeRequest(request, response, async () => {
      const status = await answer(request)
      response.writeHead(status).end('text')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  lines = []
  answer = async () => 200
})

const ending = () => until(() => lines.find(({ status }) => status !== undefined)) as Promise<Line>
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

async function count(route: string, status: string): Promise<number> {
  return (
    (await getMetrics().requests.get()).values.find(({ labels }) => labels.route === route && labels.status === status)
      ?.value ?? 0
  )
}

describe('an observed request', () => {
  it('has an id that we generate, whatever headers it sends', async () => {
    const headers = { 'X-Request-Id': 'theirs', traceparent: '00-11111111111111111111111111111111-2222222222222222-01' }
    const ids = await Promise.all(
      [1, 2].map(async () => (await fetch(base, { headers })).headers.get('x-request-id') ?? ''),
    )
    for (const id of ids) expect(id).toMatch(uuid)
    expect(ids[0]).not.toBe(ids[1])
  })

  it('adds its id to every line logged on its behalf, also later, and to no other', async () => {
    answer = async () => {
      await wait(5)
      getLog().info('within')
      setImmediate(() => getLog().info('later'))
      return 200
    }
    const ids = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(base)).headers.get('x-request-id') ?? ''),
    )
    await until(() => lines.filter(({ msg }) => msg === 'later').length === 8)
    for (const word of ['within', 'later'])
      expect(
        lines
          .filter(({ msg }) => msg === word)
          .map(({ requestId }) => requestId)
          .sort(),
      ).toEqual(ids.sort())
    getLog().info('outside')
    expect(lines.at(-1)).not.toHaveProperty('requestId')
  })

  it('logs one line at the end, with its route and without its query', async () => {
    const response = await fetch(`${base}/reset-password?token=secret`, { method: 'POST' })
    expect(await ending()).toMatchObject({
      level: 'debug',
      method: 'POST',
      route: '/reset-password',
      status: 200,
      milliseconds: expect.any(Number),
      requestId: response.headers.get('x-request-id'),
    })
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toMatch(/secret|127\.0\.0\.1/)
  })

  it('logs an error if it failed, and a warning if it was slow', async () => {
    answer = async () => 503
    await fetch(base)
    expect((await ending()).level).toBe('error')
    lines = []
    answer = async () => (await wait(1010), 200)
    await fetch(base)
    expect((await ending()).level).toBe('warn')
  })

  it('answers 500 and logs the error if its handler throws', async () => {
    answer = () => Promise.reject(new RangeError('broken'))
    const response = await fetch(base)
    expect([response.status, response.headers.get('cache-control')]).toEqual([500, 'no-store'])
    await ending()
    expect(lines[0]).toMatchObject({
      level: 'error',
      err: { type: 'RangeError' },
      requestId: response.headers.get('x-request-id'),
    })
  })

  it('counts by method, route and status class, and as in flight while it runs', async () => {
    const [before, other] = [await count('/[slug]', '4xx'), await count('other', '4xx')]
    let inFlight = 0
    answer = async () => {
      inFlight = (await getMetrics().requestsInFlight.get()).values[0]?.value ?? 0
      return 404
    }
    await fetch(`${base}/prometheus`)
    await ending()
    await fetch(`${base}/a/b/c`, { method: 'DELETE' })
    await until(() => lines.length === 2)
    expect(await count('/[slug]', '4xx')).toBe(before + 1)
    expect(await count('other', '4xx')).toBe(other + 1)
    expect(inFlight).toBeGreaterThan(0)
    expect((await getMetrics().requestsInFlight.get()).values[0]?.value).toBe(0)
  })

  it('counts as aborted if the client disconnects', async () => {
    const before = await count('/shelf', 'aborted')
    let arrived = () => {}
    const arriving = new Promise<void>((resolve) => (arrived = resolve))
    let release = () => {}
    answer = async () => {
      arrived()
      await new Promise<void>((resolve) => (release = resolve))
      return 200
    }
    const request = send(`${base}/shelf`).on('error', () => {})
    request.end()
    await arriving
    request.destroy()
    expect(await ending()).toMatchObject({ aborted: true, route: '/shelf' })
    expect(await count('/shelf', 'aborted')).toBe(before + 1)
    release()
  })

  it('adds no label for an unknown method', async () => {
    await new Promise((resolve) => send(base, { method: 'PROPFIND' }, resolve).end())
    await ending()
    expect((await getMetrics().requests.get()).values.map(({ labels }) => labels.method)).toContain('other')
  })
})
