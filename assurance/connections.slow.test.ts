import { readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { rawRequests, sendRaw } from '../scripts/testing/raw-requests'
import { forAll, openPortal, type Portal } from './portal'
import { isLong, report } from './report'
import { reads, writes } from './routes'

// Connections with unusual requests: none reaches Node or Next without our answer, and none stays open.

let portal: Portal
beforeAll(async () => void (portal = await openPortal('sqlite', { LOG_LEVEL: 'debug' })))
afterAll(() => portal.stop())

const countDescriptors = () => readdirSync(`/proc/${portal.process.pid}/fd`).length
const host = () => new URL(portal.origin).host
const addresses = [
  ...Object.values(reads).flat(),
  ...writes.map(({ path }) => path),
  '/_next/static/none.js',
  '/figures/none.svg',
  '/icon.svg',
]

describe('F10: the start of a connection', () => {
  it('F10: gets our answer on every address, never a 5xx, and leaves nothing open', async () => {
    // One of each kind first, so that shared resources are open.
    await forAll(addresses, (address) => portal.ask(address))
    const [descriptors, lines] = [countDescriptors(), portal.process.output().split('\n').length]
    let asked = 0
    const cases = addresses.flatMap((address) => rawRequests.map((each) => ({ address, ...each })))
    await forAll(cases, async ({ address, name, bytes, status, close }) => {
      const what = `${name} to ${address}`
      const [answer, ...more] = await sendRaw(portal.port, bytes(address, host()), close ? undefined : 1)
      asked++
      expect(more, what).toEqual([])
      expect(answer?.status, what).toBeLessThan(500)
      if (status) expect(answer?.status, what).toBe(status)
      if (answer?.status === 405)
        expect(answer.headers.allow, what).toMatch(/^(GET, HEAD|POST|GET, HEAD, POST), OPTIONS$/)
      expect(answer?.headers, what).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      })
    })
    await vi.waitUntil(() => countDescriptors() <= descriptors + 1, { timeout: 10_000 })
    await vi.waitUntil(() => portal.process.output().split('\n').length - lines >= asked, { timeout: 10_000 })
    report(
      'F10',
      '',
      `${asked} connections of ${rawRequests.length} kinds to ${addresses.length} addresses: each answered with our headers and logged, 0 × 5xx; descriptors ${descriptors} before, ${countDescriptors()} after`,
    )
  })
})

describe('R24: requests for another protocol', () => {
  it('R24: leak no descriptors in large numbers, even if closed at once, and the server stops in time', async () => {
    // Cheap requests of each kind, so that connections dominate.
    const light = ['/prometheus', '/shelf', '/api/marks', '/_next/static/none.js', '/no-such-page']
    const count = isLong ? 20_000 : 2000
    const ordinary = async () => {
      const begun = performance.now()
      expect((await portal.ask('/prometheus')).status).toBe(200)
      return performance.now() - begun
    }
    const p99 = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
    const before = p99(await forAll(Array(200).fill(0), ordinary))
    await vi.waitUntil(() => countDescriptors() < 64, { timeout: 10_000 })
    const descriptors = countDescriptors()
    const upgrade = rawRequests.filter(({ name }) => name.startsWith('Upgrade: '))
    const during: number[] = []
    await forAll(
      Array.from({ length: count }, (_, index) => index),
      async (index) => {
        const address = light[index % light.length]!
        // Half of them don't wait for the response.
        await sendRaw(portal.port, upgrade[index % upgrade.length]!.bytes(address, host()), index % 2)
        if (index % 20 === 0) during.push(await ordinary())
      },
    )
    await vi.waitUntil(() => countDescriptors() <= descriptors + 1, { timeout: 10_000 })
    const after = countDescriptors()
    // One with a request in progress, and one that has only connected.
    void sendRaw(portal.port, '').catch(() => {})
    void sendRaw(portal.port, 'GET / HTTP/1.1\r\nHost: ').catch(() => {})
    await wait(50)
    const begun = performance.now()
    await portal.process.stop('SIGTERM')
    const stopped = performance.now() - begun
    expect(stopped).toBeLessThan(6000)
    report(
      'R24',
      '',
      `${count} upgrade requests: descriptors ${descriptors} before, ${after} after; 99 of 100 ordinary requests within ${before.toFixed(0)} ms before and ${p99(during).toFixed(0)} ms during them; stopped in ${stopped.toFixed(0)} ms`,
    )
  })
})
