import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

interface Ended {
  code: number | null
  out: string
  said: string
}

async function run(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, said }
}

/** One sentence or two on one line, and not a stack trace. */
function expectOneSentence({ code, said }: Ended, cause: string): void {
  expect(said).toMatch(/^[A-Z][^\n]*\.\n$/)
  expect(said).toContain(cause)
  expect(said).not.toMatch(/Error\b|:\d+:\d+|node_modules|hunter2/)
  expect(code).toBe(1)
}

describe('npm start', () => {
  let dataDir: string
  let port: number
  const taken = createServer()

  beforeAll(async () => {
    await new Promise<void>((resolve) => taken.listen(0, resolve))
    const free = createServer()
    await new Promise<void>((resolve) => free.listen(0, resolve))
    port = (free.address() as AddressInfo).port
    await new Promise((resolve) => free.close(resolve))
  })
  afterAll(() => void taken.close())
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-start-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  const start = (env: Record<string, string>) =>
    run(['node_modules/tsx/dist/cli.mjs', '--conditions=react-server', 'scripts/start.ts'], { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: '', BASE_URL: '', ...env })

  it('on a port that another program listens on says so, and leaves nothing behind', async () => {
    const inUse = (taken.address() as AddressInfo).port
    expectOneSentence(await start({ PORT: String(inUse) }), `Port ${inUse} is in use`)
    expect(readdirSync(dataDir)).toEqual([])
  }, 15_000)

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://lectern:hunter2@localhost/lectern'],
    ['BASE_URL', 'learn.example.org'],
    ['AUTH_SECRET', 'hunter2'],
  ])('with %s=%s names the variable', async (name, value) => {
    expectOneSentence(await start({ [name]: value }), `${name} must`)
    expect(readdirSync(dataDir)).toEqual([])
  }, 15_000)

  it('with its data folder below a file names the folder', async () => {
    const file = path.join(dataDir, 'notes.txt')
    writeFileSync(file, 'notes')
    expectOneSentence(await start({ DATA_DIR: path.join(file, 'data') }), `The data folder ${path.join(file, 'data')} can't be written to`)
    expectOneSentence(await start({ DATA_DIR: file }), `The data folder ${file} can't be written to`)
  }, 15_000)

  it('with a database that is a folder names it', async () => {
    expectOneSentence(await start({ DATABASE_URL: `file:${dataDir}` }), `The database ${dataDir} can't be opened`)
  }, 15_000)

  it('with a PostgreSQL that nobody listens at names its address, without its password', async () => {
    expectOneSentence(await start({ DATABASE_URL: 'postgresql://lectern:hunter2@127.0.0.1:1/portal' }), 'PostgreSQL at 127.0.0.1:1/portal can\'t be reached')
  }, 15_000)

  it('with a PostgreSQL that never answers names its address', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port: silentPort } = silent.address() as AddressInfo
    expectOneSentence(await start({ DATABASE_URL: `postgresql://lectern:hunter2@127.0.0.1:${silentPort}/portal` }), `PostgreSQL at 127.0.0.1:${silentPort}/portal can't be reached`)
    silent.close()
  }, 15_000)
})

describe('the check of Node’s version', () => {
  const check = (version: string) =>
    run(['-e', `Object.defineProperty(process.versions, 'node', { value: '${version}' }); require('./scripts/require-node.cjs')`])

  it.each(['0.12.18', '16.20.2', '18.1.0', '20.18.3', '20.9.0'])('refuses %s in one sentence', async (version) => {
    expect(await check(version)).toEqual({ code: 1, out: '', said: `Lectern needs Node 20.19 or newer; this is Node ${version}.\n` })
  })

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0', '100.0.0'])('takes %s', async (version) => {
    expect(await check(version)).toEqual({ code: 0, out: '', said: '' })
  })
})
