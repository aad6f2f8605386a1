import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { getContent } from '../prepared'
import { report } from '../report'
import { post, startServer, type Server, patience } from './server'
import { openStore, type Store } from './store'

// A stopping server answers and stores requests in progress before it ends.

const inFlight = 20
let server: Server | undefined
let store: Store

afterEach(async () => {
  await server?.stop('SIGKILL')
  store.remove()
})

it(
  'R13: a server told to stop in the middle of 20 writes answers and stores all of them, accepts no new ones, and ends',
  async () => {
    store = await openStore()
    const readers = await store.addReaders(inFlight)
    const resource = getContent().resources[0]!.id
    server = await startServer(store.variables)
    const { base } = server
    expect((await post(base, 'notes', { resource, note: 'warm' }, readers[0]!.cookie)).status).toBe(200)

    // Half a body each: the server can't answer before the rest arrives.
    const body = JSON.stringify({ resource, note: 'on its way' })
    const begun = readers.map(({ cookie }) => {
      const sent: ClientRequest = request(`${base}/api/notes`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          origin: base,
          cookie,
          connection: 'keep-alive',
          expect: '100-continue',
        },
      })
      const answered = new Promise<number>((resolve) => {
        sent.on(
          'response',
          (answer: IncomingMessage) =>
            void text(answer).then(
              () => resolve(answer.statusCode ?? 0),
              () => resolve(0),
            ),
        )
        sent.on('error', () => resolve(0))
      })
      // The server sends this after the request's head.
      const taken = new Promise((resolve) => sent.on('continue', resolve))
      sent.flushHeaders()
      return { sent, answered, taken }
    })
    await Promise.all(begun.map(({ taken }) => taken))
    for (const { sent } of begun) sent.write(body.slice(0, 10))
    const ended = performance.now()
    process.kill(server.pid, 'SIGTERM')
    await wait(1500)
    const late = await post(base, 'notes', { resource, note: 'too late' }, readers[0]!.cookie)
    for (const { sent } of begun) sent.end(body.slice(10))
    const statuses = await Promise.all(begun.map(({ answered }) => answered))
    const lastAnswer = performance.now()
    const code = await server.exited
    const took = performance.now() - lastAnswer

    const kept = await store.read(`SELECT 1 FROM mark WHERE note = 'on its way'`)
    const answered = statuses.filter((status) => status === 200).length
    report(
      'R13',
      '',
      `${answered} of ${inFlight} answered, ${kept.length} kept; a new request got ${late.status || 'no connection'}; ended ${Math.round(took)} ms after the last answer, ${Math.round(lastAnswer - ended)} ms after the signal, with ${String(code)}`,
    )
    expect(answered).toBe(inFlight)
    expect(kept).toHaveLength(inFlight)
    expect([0, 503]).toContain(late.status)
    expect(took).toBeLessThan(6000)
    // Exits by itself; 143 would be an end by SIGTERM.
    expect([0, 143]).toContain(code)
  },
  patience,
)
