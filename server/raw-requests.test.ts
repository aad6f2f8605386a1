import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { rawRequests, sendRaw } from '../scripts/testing/raw-requests'
import { until } from '../scripts/testing/until'

// Requests that Node would answer itself or leave open.

let server: Server
let port = 0
const seenByNext: string[] = []
const logged: Record<string, unknown>[] = []
let countRequests: () => Promise<number>
let countInFlight: () => Promise<number>

beforeAll(async () => {
  vi.stubEnv('BASE_URL', 'http://localhost:3000')
  const [{ createPortalServer }, { readEnv }, { getMetrics, logTo }] = await Promise.all([
    import('./create-server'),
    import('../lib/env'),
    import('../lib/observing'),
  ])
  logTo({ write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) }, 'debug')
  countRequests = async () => (await getMetrics().requests.get()).values.reduce((sum, { value }) => sum + value, 0)
  countInFlight = async () => (await getMetrics().requestsInFlight.get()).values[0]!.value
  server = createPortalServer(
    readEnv(),
    async (request, response) => {
      seenByNext.push(`${request.method} ${request.headers.host} ${request.url}`)
      for await (const _ of request);
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end('from Next')
    },
    null,
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  vi.unstubAllEnvs()
})

const host = 'localhost:3000'
const countConnections = () =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )

describe('the start of a connection', () => {
  for (const route of ['/prometheus', '/api/marks', '/_next/static/x.js'])
    it.each(rawRequests)(
      `gets one answer of ours, a log line and a metric: $name to ${route}`,
      async ({ bytes, status, close }) => {
        const [before, lines] = [await countRequests(), logged.length]
        const [answer, ...more] = await sendRaw(port, bytes(route, host), close ? undefined : 1)
        expect(more).toEqual([])
        expect(answer?.status).toBeLessThan(500)
        if (status) expect(answer?.status).toBe(status)
        if (close) expect(answer?.headers.connection).toBe('close')
        if (answer?.status === 405) expect(answer.headers.allow).toMatch(/OPTIONS/)
        expect(answer?.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'strict-origin-when-cross-origin',
          'content-security-policy': expect.stringContaining(`frame-ancestors 'none'`) as string,
          'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        })
        await until(async () => (await countRequests()) === before + 1 && logged.length === lines + 1)
        await until(async () => (await countConnections()) === 0)
      },
    )

  it('reaches Next only with methods that its address accepts', () => {
    expect(new Set(seenByNext.map((each) => each.split(' ')[0]))).toEqual(new Set(['GET', 'POST']))
    expect(new Set(seenByNext.map((each) => each.split(' ')[1]))).toEqual(new Set([host]))
  })

  it('may ask for an upgrade, which is ignored: the request is answered with its body', async () => {
    const [answer] = await sendRaw(
      port,
      `POST /api/marks HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\n{}`,
    )
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('from Next') as string })
  })

  it('may be an address in absolute form, if its host is the portal’s', async () => {
    const [own] = await sendRaw(
      port,
      `GET http://${host}/prometheus?a=b HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n`,
      1,
    )
    expect([own?.status, seenByNext.at(-1)]).toEqual([200, `GET ${host} /prometheus?a=b`])
    const [other] = await sendRaw(port, `GET http://evil.example/prometheus HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 1)
    expect(other?.status).toBe(421)
  })

  it('with another Host is refused by naming the right one, except for probes', async () => {
    const get = async (route: string, name: string) =>
      (await sendRaw(port, `GET ${route} HTTP/1.1\r\nHost: ${name}\r\n\r\n`, 1))[0]
    expect(await get('/prometheus', 'evil.example')).toMatchObject({
      status: 421,
      body: expect.stringContaining('answers to localhost:3000, not to evil.example') as string,
    })
    for (const probe of ['/healthz', '/readyz', '/metrics', '/api/health'])
      expect((await get(probe, '10.1.2.3:3000'))?.status, probe).toBe(200)
    for (const name of ['localhost', '127.0.0.1:9', '[::1]:3000'])
      expect((await get('/prometheus', name))?.status, name).toBe(200)
  })

  it('with Expect gets 100 Continue only if the body is wanted', async () => {
    const expecting = (length: number, route = '/api/marks') =>
      `POST ${route} HTTP/1.1\r\nHost: ${host}\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`
    expect((await sendRaw(port, `${expecting(2)}{}`, 1))[0]).toMatchObject({ status: 200, interim: [100] })
    expect((await sendRaw(port, expecting(2 ** 21)))[0]).toMatchObject({ status: 413, interim: [] })
    expect((await sendRaw(port, expecting(2, '/prometheus')))[0]).toMatchObject({ status: 405, interim: [] })
  })

  it('with a body that breaks has one answer of ours, and its handling ends', async () => {
    const before = await countRequests()
    const answers = await sendRaw(
      port,
      `POST /api/marks HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}`,
    )
    expect(answers).toMatchObject([
      { status: 400, headers: { connection: 'close', 'x-request-id': expect.any(String) as string } },
    ])
    await until(async () => (await countRequests()) === before + 2 && (await countInFlight()) === 0)
  })
})
