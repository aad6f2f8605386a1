import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { migrate } from '../lib/db/migrate'
import { explainFailure } from '../lib/explain-failure'
import { prepare } from './prepare'
import { bundleArguments, bundleModule } from './testing/processes'

interface Ended {
  code: number | null
  out: string
  said: string
}

async function run(args: string[], env: Record<string, string> = {}, input = ''): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: 'pipe', env: { ...process.env, ...env } })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, said }
}

/** Expects one or two sentences on one line, without a stack trace. */
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

  const complete = (variables: Record<string, string>) => ({
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    BASE_URL: '',
    ...variables,
  })

  /** Starts the portal like an operator. */
  const start = (variables: Record<string, string>) =>
    run(['--conditions=react-server', '--import', 'tsx', 'scripts/start.ts'], complete(variables))

  /** Prepares a start in this process and ends like `run`; a separate process would take seconds. */
  async function prepareStart(variables: Record<string, string>): Promise<Ended> {
    for (const [name, value] of Object.entries(complete(variables))) vi.stubEnv(name, value)
    const said: unknown[] = []
    const [out, error] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
    out.mockImplementation(() => {})
    error.mockImplementation((line) => void said.push(line))
    try {
      await prepare()
      return { code: 0, out: '', said: said.join('\n') }
    } catch (failure) {
      return { code: 1, out: '', said: [...said, explainFailure(failure, 'Lectern could not start'), ''].join('\n') }
    } finally {
      for (const each of [out, error]) each.mockRestore()
      vi.unstubAllEnvs()
    }
  }

  it('on a port in use says so, and leaves no process behind', async () => {
    const inUse = (taken.address() as AddressInfo).port
    expectOneSentence(await start({ PORT: String(inUse) }), `Port ${inUse} is in use`)
    expect(readdirSync(dataDir)).toEqual([])
  }, 60_000)

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://lectern:hunter2@localhost/lectern'],
    ['BASE_URL', 'learn.example.org'],
    ['AUTH_SECRET', 'hunter2'],
  ])(
    'with %s=%s names the variable',
    async (name, value) => {
      expectOneSentence(await prepareStart({ [name]: value }), `${name} must`)
      expect(readdirSync(dataDir)).toEqual([])
    },
    60_000,
  )

  it('R11: with its data folder below a file names the folder', async () => {
    const file = path.join(dataDir, 'notes.txt')
    writeFileSync(file, 'notes')
    expectOneSentence(
      await prepareStart({ DATA_DIR: path.join(file, 'data') }),
      `The data folder ${path.join(file, 'data')} can't be written to`,
    )
    expectOneSentence(await prepareStart({ DATA_DIR: file }), `The data folder ${file} can't be written to`)
  }, 60_000)

  it('R11: with a database that is a folder names it', async () => {
    expectOneSentence(
      await prepareStart({ DATABASE_URL: `file:${dataDir}` }),
      `The database ${dataDir} can't be opened`,
    )
  }, 60_000)

  it('without a PostgreSQL at the address names the address, without its password', async () => {
    expectOneSentence(
      await prepareStart({ DATABASE_URL: 'postgresql://lectern:hunter2@127.0.0.1:1/portal' }),
      "PostgreSQL at 127.0.0.1:1/portal can't be reached",
    )
  }, 60_000)

  it('with a PostgreSQL that does not answer names its address', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port: silentPort } = silent.address() as AddressInfo
    expectOneSentence(
      await prepareStart({ DATABASE_URL: `postgresql://lectern:hunter2@127.0.0.1:${silentPort}/portal` }),
      `PostgreSQL at 127.0.0.1:${silentPort}/portal can't be reached`,
    )
    silent.close()
  }, 60_000)

  it.each([
    [
      'a pooler that refuses a startup parameter',
      '08P01',
      'unsupported startup parameter: statement_timeout',
      "Remove it from DATABASE_URL, or name it in the pooler's ignore_startup_parameters.",
    ],
    ['a wrong password', '28P01', 'password authentication failed for user "lectern"', 'Check the user'],
    ['a database that is missing', '3D000', 'database "portal" does not exist', 'Check the user'],
    ['no free connection', '53300', 'sorry, too many clients already', 'sorry, too many clients already.'],
    ['words on two lines', 'XX000', 'it broke\nat two places', 'it broke at two places.'],
  ])(
    'with a PostgreSQL that refuses with %s says so',
    async (_, code, message, end) => {
      const fake = await refuseWith(code, message)
      const ended = await prepareStart({ DATABASE_URL: `postgresql://lectern:hunter2@127.0.0.1:${fake.port}/portal` })
      expectOneSentence(
        ended,
        `PostgreSQL at 127.0.0.1:${fake.port}/portal refuses the connection: ${message.replace('\n', ' ')}.`,
      )
      expect(ended.said).toContain(end)
      fake.close()
    },
    60_000,
  )

  it('with a server other than PostgreSQL at the address says that it can’t be used', async () => {
    const web = createServer((socket) => void socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const { port: webPort } = web.address() as AddressInfo
    expectOneSentence(
      await prepareStart({ DATABASE_URL: `postgresql://lectern:hunter2@127.0.0.1:${webPort}/portal` }),
      `PostgreSQL at 127.0.0.1:${webPort}/portal can't be reached`,
    )
    web.close()
  }, 60_000)

  it.each([
    ['text', 'These are notes and no database. '.repeat(100)],
    ['a SQLite header and nothing sensible after it', `SQLite format 3\0${'x'.repeat(5000)}`],
  ])(
    'R11: with a database file of %s says that it is damaged',
    async (_, content) => {
      writeFileSync(path.join(dataDir, 'lectern.db'), content)
      expectOneSentence(await prepareStart({}), `The database ${path.join(dataDir, 'lectern.db')} can't be used`)
    },
    60_000,
  )
})

describe('an unforeseen failure', () => {
  const fail = async (thrown: string, env: Record<string, string> = {}) =>
    run(
      bundleArguments,
      env,
      await bundleModule(
        `import { run } from './scripts/run.ts'; await run(async () => { throw ${thrown} }, 'Lectern could not start')`,
      ),
    )

  it('ends the process with one sentence', async () => {
    expectOneSentence(await fail(`new Error('It broke')`), 'Lectern could not start: It broke. Set LOG_LEVEL=debug')
  })

  it.each<[unknown, string]>([
    [
      new TypeError("Cannot read properties of undefined (reading 'url')"),
      "Cannot read properties of undefined (reading 'url').",
    ],
    [new AggregateError([new Error('connect ECONNREFUSED db')]), 'connect ECONNREFUSED db.'],
    [
      Object.assign(new Error('\nInvalid call:\n\n  await x()\n\nThe table is missing.'), {
        name: 'PrismaClientKnownRequestError',
      }),
      'The table is missing.',
    ],
    [Object.assign(new Error(''), { code: 'EIO' }), 'EIO.'],
    [
      new Error('postgresql://lectern:hunter2@db/portal is no address'),
      'postgresql://lectern:…@db/portal is no address.',
    ],
    ['just a text', 'just a text.'],
    [undefined, 'undefined.'],
  ])('is one sentence: %s', (thrown, sentence) => {
    expect(explainFailure(thrown, 'Lectern could not start')).toMatch(/^Lectern could not start: [^\n]*\.$/)
    expect(explainFailure(thrown, 'Lectern could not start')).toContain(`Lectern could not start: ${sentence} Set `)
  })

  it('shows its stack trace on request', async () => {
    const { code, said } = await fail(`new Error('It broke')`, { LOG_LEVEL: 'debug' })
    expect(code).toBe(1)
    expect(said).toMatch(/^Lectern could not start: It broke\.\nError: It broke\n +at /)
  })
})

/** Starts a server that answers every PostgreSQL client with this error. */
async function refuseWith(code: string, message: string): Promise<{ port: number; close(): void }> {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`
  const head = Buffer.from('E\0\0\0\0')
  head.writeUInt32BE(Buffer.byteLength(fields) + 4, 1)
  const server = createServer(
    (socket) =>
      void socket.on('error', () => {}).once('data', () => socket.end(Buffer.concat([head, Buffer.from(fields)]))),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() }
}

/** Prepares a start for each set of variables in one process, which a wrapper command may run elsewhere. */
const prepareEach = `import { prepare } from './scripts/prepare.ts'
  const ends = []
  for (const variables of JSON.parse(process.env.CASES)) {
    Object.assign(process.env, { PORT: '0', BASE_URL: '', DATABASE_URL: '' }, variables)
    const began = performance.now()
    await prepare().then(() => ends.push('started'), (error) => ends.push(performance.now() - began < 5000 ? error.name + ': ' + error.message : 'took too long'))
  }
  console.log(JSON.stringify(ends))`

describe('R11: a start', () => {
  let scratch: string
  beforeEach(() => void (scratch = mkdtempSync(path.join(tmpdir(), 'lectern-start-'))))
  afterEach(() => rmSync(scratch, { recursive: true, force: true }))
  const node = [process.execPath, ...bundleArguments]

  async function prepareAs(
    cases: Record<string, string>[],
    [command = '', ...args]: string[],
    user: { uid?: number; gid?: number } = {},
  ): Promise<string[]> {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, CASES: JSON.stringify(cases) },
      ...user,
    })
    child.stdin!.end(await bundleModule(prepareEach))
    return JSON.parse((await text(child.stdout)).split('\n').at(-2) ?? '') as string[]
  }

  it('by a user without write access to the folder, the secret or the database names which', async () => {
    const [closed, secret, database] = ['closed', 'secret', 'database'].map((name) => path.join(scratch, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [closed, secret, database]) mkdirSync(folder)
    writeFileSync(path.join(secret, 'secret'), 'x', { mode: 0o000 })
    const file = path.join(database, 'lectern.db')
    await migrate({ provider: 'sqlite', url: `file:${file}` })
    chmodSync(file, 0o444)
    chmodSync(closed, 0o555)
    for (const folder of [scratch, secret, database]) chmodSync(folder, 0o777)
    for (const end of ['-wal', '-shm']) if (existsSync(file + end)) chmodSync(file + end, 0o666)
    // Root has access to everything, so another user is needed.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const said = await prepareAs(
      [closed, secret, database].map((DATA_DIR) => ({ DATA_DIR })),
      node,
      user,
    )
    expect(said).toEqual([
      expect.stringContaining(`UserFacingError: The data folder ${closed} can't be written to (EACCES).`),
      expect.stringContaining(`UserFacingError: The secret in ${path.join(secret, 'secret')} can't be read (EACCES).`),
      expect.stringMatching(
        /^UserFacingError: The database .*lectern\.db can't be used: .*attempt to write a readonly database\. Make the file and its folder writable for this user/,
      ),
    ])
  }, 60_000)

  it('on a full or read-only disk says so', async () => {
    const [full, small, readOnly] = ['full', 'small', 'read-only'].map((name) => path.join(scratch, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [full, small, readOnly]) mkdirSync(folder)
    // Disks that only this process sees, and that end with it.
    const mount =
      'mount -t tmpfs -o size=16k none "$1"; head -c 16384 /dev/zero > "$1/rest"; mount -t tmpfs -o size=64k none "$2"; mount -t tmpfs -o ro none "$3"; shift 3; exec "$@"'
    const said = await prepareAs(
      [full, small, readOnly].map((DATA_DIR) => ({ DATA_DIR })),
      ['unshare', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh', full, small, readOnly, ...node],
    )
    expect(said).toEqual([
      expect.stringMatching(/^UserFacingError: The secret in .* can't be made \(ENOSPC\)\. The disk is full/),
      expect.stringMatching(/^UserFacingError: The database .* can't be used: its disk is full\./),
      expect.stringContaining(`UserFacingError: The data folder ${readOnly} can't be written to (EROFS).`),
    ])
  }, 60_000)
})

describe('the check of Node’s version', () => {
  const check = (version: string) =>
    run([
      '-e',
      `Object.defineProperty(process.versions, 'node', { value: '${version}' }); require('./scripts/require-node.cjs')`,
    ])

  it.each(['0.12.18', '16.20.2', '18.1.0', '20.18.3', '20.9.0'])('refuses %s in one sentence', async (version) => {
    expect(await check(version)).toEqual({
      code: 1,
      out: '',
      said: `Lectern needs Node 20.19 or newer; this is Node ${version}.\n`,
    })
  })

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0', '100.0.0'])('accepts %s', async (version) => {
    expect(await check(version)).toEqual({ code: 0, out: '', said: '' })
  })
})
