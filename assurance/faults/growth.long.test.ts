import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createClient } from '@libsql/client'
import { getContent } from '../prepared'
import { report } from '../report'
import { listProcesses, readMemory } from './process'
import { get, startServer, type Server } from './server'
import { openStore, type Store } from './store'
import { countAcked, newHistory, writeAll } from './writers'

// Requests leave nothing behind, and SQLite's log stays small while a reader is always active.

const mebibyte = 2 ** 20
const warmUp = 5000
let server: Server | undefined
let store: Store

afterEach(async () => {
  await server?.stop('SIGKILL')
  server = undefined
  store.remove()
})

const countFiles = () =>
  ['server', 'static']
    .map((each) => path.join('.next', each))
    .concat(store.folder)
    .reduce((sum, folder) => sum + readdirSync(folder, { recursive: true }).length, 0)

/** Returns the memory of a process and its children in bytes. */
const readAllMemory = (pid: number) => listProcesses(pid).reduce((sum, each) => sum + readMemory(each), 0)

it('R14: 5,000 addresses that lead nowhere leave no files and no memory behind', async () => {
  store = await openStore()
  // A heap of half a gigabyte: with more, V8 lets garbage grow for a long time.
  server = await startServer({
    ...store.variables,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=320`,
  })
  const { base } = server
  const kinds = [
    () => `/${randomBytes(8).toString('hex')}`,
    () => `/${randomBytes(4).toString('hex')}/feed.xml`,
    () => `/og.png?x=${randomBytes(4).toString('hex')}`,
    () => `/search?q=${randomBytes(6).toString('hex')}`,
    () => `/prometheus?${randomBytes(6).toString('hex')}=1`,
  ]
  const ask = async (count: number) => {
    for (let asked = 0; asked < count; asked += 20)
      await Promise.all(Array.from({ length: 20 }, (_, index) => get(base, kinds[(asked + index) % kinds.length]!())))
  }
  await ask(warmUp)
  const before = { files: countFiles(), memory: readAllMemory(server.pid) }
  await ask(5000)
  const files = countFiles() - before.files
  const memory = (readAllMemory(server.pid) - before.memory) / mebibyte
  report(
    'R14',
    'addresses',
    `5,000 after ${warmUp.toLocaleString('en')} to warm up: ${files} files, ${memory.toFixed(0)} MB`,
  )
  expect(files).toBeLessThanOrEqual(10)
  expect(memory).toBeLessThan(50)
})

it('R14: the log of SQLite stays small under a reader that never pauses', async () => {
  store = await openStore()
  const readers = await store.addReaders(16)
  const resources = getContent().resources.map(({ id }) => id)
  server = await startServer(store.variables)
  const log = path.join(store.folder, 'lectern.db-wal')
  const history = newHistory()
  let [over, largest] = [false, 0]
  const watching = (async () => {
    // Always inside a short transaction.
    const client = createClient({ url: store.env.url })
    while (!over) {
      const transaction = await client.transaction('read')
      for (let index = 0; index < 5; index++) {
        await transaction.execute('SELECT count(*) FROM mark')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await transaction.commit()
      largest = Math.max(largest, statSync(log).size)
    }
  })()
  await writeAll(history, server.base, readers, resources, () => countAcked(history) >= 5000)
  over = true
  await watching
  report(
    'R14',
    'log',
    `${countAcked(history)} marks beside a reader that never paused: at most ${(largest / mebibyte).toFixed(1)} MB`,
  )
  expect(largest).toBeLessThan(64 * mebibyte)
})
