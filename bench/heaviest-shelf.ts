import { setTimeout as wait } from 'node:timers/promises'
import { get, startServer } from '../assurance/faults/server'
import { openStore } from '../assurance/faults/store'
import { getPortal } from '../lib/content'
import { connect } from '../lib/db'
import { joinedNoteLength, mergeMarks, noMark, readAllMarks, recordListedResources, recordQuotas } from '../lib/shelf'

// Measures the largest shelf that the limits allow, and /healthz at the same time. Exits with 1 if 1 % of its pages
// take over 1 s, or a /healthz over 100 ms. Needs the production build and an idle machine.
// npx tsx --conditions=react-server bench/heaviest-shelf.ts

const quota = { marks: 10_000, noteBytes: 5 * 1024 * 1024 }
const pages = ['/shelf', '/shelf?sort=title', '/shelf?q=note', '/shelf?chapter=none&sort=host', '/account', '/']

const store = await openStore()
const [reader] = await store.addReaders(1)
if (!reader) throw new Error('The store added no reader.')
const database = connect(store.env)
await recordQuotas({ guest: quota, account: quota }, database)
const listed = [...(await getPortal()).resources.values()].map(({ id, href, title, kind }) => ({
  id,
  href,
  title,
  kind,
}))
// Formerly listed resources, up to the size of a shelf.
const former = Array.from({ length: quota.marks - listed.length }, (_, index) => ({
  id: `former-${index}`,
  href: `https://site${index % 997}.example.org/${index}`,
  title: `Former tutorial ${index}: from the start to the end`,
  kind: 'tutorial',
}))
await recordListedResources([...listed, ...former], database)
const at = new Date()
// The latest are on the first page: each has the longest note, of characters with four bytes.
const long = '👩'.repeat(joinedNoteLength)
const noted = Math.floor(quota.noteBytes / Buffer.byteLength(long))
await mergeMarks(
  reader.id,
  [...former, ...listed].map(({ id }, index, all) => {
    const hasNote = index >= all.length - noted
    return {
      ...noMark,
      resourceId: id,
      bookmarked: true,
      bookmarkedAt: new Date(at.getTime() + index),
      note: hasNote ? long : null,
      noteAt: hasNote ? at : null,
    }
  }),
  database,
)
console.log(
  `${(await readAllMarks(reader.id, database)).length} marks, ${noted} notes of ${joinedNoteLength} characters`,
)
await database.$disconnect()

const server = await startServer({ ...store.variables, LOG_LEVEL: 'error' })
const percentile = (times: number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0
let isSlow = false
for (const page of pages) {
  await get(server.base, page, reader.cookie)
  const health: number[] = []
  let running = true
  const watching = (async () => {
    while (running) {
      health.push((await get(server.base, '/healthz')).took)
      await wait(20)
    }
  })()
  const times: number[] = []
  let bytes = 0
  for (let request = 0; request < 60; request++) {
    const { status, took, text } = await get(server.base, page, reader.cookie)
    if (status !== 200) throw new Error(`${page} answered ${status}.`)
    times.push(took)
    bytes = text.length
  }
  running = false
  await watching
  const [page99, health99] = [percentile(times, 0.99), Math.max(...health)]
  isSlow ||= page99 > 1000 || health99 > 100
  console.log(
    `${page}: ${(bytes / 1024).toFixed(0)} KB; half within ${percentile(times, 0.5).toFixed(0)} ms, 99 of 100 within ${page99.toFixed(0)} ms; /healthz at most ${health99.toFixed(0)} ms`,
  )
}
await server.stop('SIGKILL')
store.remove()
process.exit(isSlow ? 1 : 0)
