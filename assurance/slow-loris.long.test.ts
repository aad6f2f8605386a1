import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPortal, type Portal } from './portal'
import { report } from './report'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal('sqlite')
  // Waits until the server has read its content.
  await portal.ask('/search?q=docker')
})
afterAll(() => portal.stop())

const head = (lines: string[]) => [...lines, `Host: localhost:${portal.port}`, ''].join('\r\n')

it('F8: a client that sends a byte per second delays no one, and is cut off', async () => {
  const kinds = [
    head(['GET /prometheus HTTP/1.1']),
    `${head(['POST /api/sign-in HTTP/1.1', 'Content-Type: application/json', `Origin: ${portal.origin}`, 'Content-Length: 5000'])}\r\n{`,
    `${head(['POST /api/bookmarks HTTP/1.1', 'Content-Type: application/json', `Origin: ${portal.origin}`, 'Transfer-Encoding: chunked'])}\r\n400\r\n{`,
    '',
  ]
  const begun = performance.now()
  const sockets: { socket: Socket; closed: number | null }[] = []
  for (let index = 0; index < 200; index++) {
    const socket = connect(portal.port, '127.0.0.1')
    const entry = { socket, closed: null as number | null }
    sockets.push(entry)
    socket.on('error', () => {})
    socket.on('data', () => {})
    socket.once('close', () => (entry.closed = performance.now() - begun))
    await once(socket, 'connect')
    socket.write(kinds[index % kinds.length] ?? '')
  }

  const times: number[] = []
  let drips = 0
  while (performance.now() - begun < 90_000 && sockets.some(({ closed }) => closed === null)) {
    for (const { socket, closed } of sockets) if (closed === null && drips > 0) socket.write('x')
    drips++
    const asked = performance.now()
    expect((await portal.ask('/prometheus')).status).toBe(200)
    times.push(performance.now() - asked)
    await wait(1000)
  }
  times.sort((a, b) => a - b)
  const slowest = times[Math.floor(times.length * 0.99)] ?? 0
  const open = sockets.filter(({ closed }) => closed === null).length
  const last = Math.max(...sockets.map(({ closed }) => closed ?? Infinity))
  report(
    'F8',
    '',
    `${sockets.length} connections: others within ${slowest.toFixed(0)} ms (99 of 100); ${open ? `${open} still open after 90 s` : `all closed after ${(last / 1000).toFixed(0)} s`}`,
  )
  for (const { socket } of sockets) socket.destroy()
  expect(slowest).toBeLessThan(1000)
  expect(last).toBeLessThanOrEqual(60_000)
})
