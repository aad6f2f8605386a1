import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createClient } from '@libsql/client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, providers } from './testing/databases'
import { startProcess, type TestProcess } from './testing/processes'

// Runs the operator's commands in a separate process while a portal writes.

let folder: string
const running: TestProcess[] = []
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lectern-admin-'))))
afterEach(() => Promise.all(running.splice(0).map((each) => each.end())))
afterAll(() => rmSync(folder, { recursive: true }))

async function start(module: string): Promise<TestProcess> {
  const process = await startProcess(module)
  running.push(process)
  return process
}

/** Runs the command without starting Node for each verb. */
const command = `import { command } from './scripts/admin/admin-command.ts'
  import { runCommand } from './scripts/verbs.ts'
  async function work({ args, variables }) {
    Object.assign(process.env, { BASE_URL: '' }, variables)
    let out = '', said = ''
    console.log = (text) => { out += text + '\\n' }
    console.error = (text) => { said += text + '\\n' }
    return { code: await runCommand(command, args), out, said }
  }`

/** Starts a process with its own open files: a process that used a SQLite file may keep it open for a while. */
async function startAdmin(variables: Record<string, string>) {
  const admin = await start(command)
  return (args: string[], more: Record<string, string> = {}) =>
    admin.call<{ code: number; out: string; said: string }>({
      args,
      variables: { DATA_DIR: folder, ...variables, ...more },
    })
}

/** Writes marks one by one like the portal, until told to stop. Returns the acknowledged ones with their times. */
const writer = `import { connect, migrate } from './lib/db/index.ts'
  let stopped = false
  const acked = []
  let done
  async function work({ database: address, stop }) {
    if (stop) { stopped = true; await done; return acked }
    await migrate(address)
    const database = connect(address)
    await database.user.create({ data: { id: 'w', name: 'Writer', email: 'w@example.org' } })
    const write = async (index) => {
      await database.mark.create({ data: { userId: 'w', resourceId: 'r' + index, changedAt: new Date() } })
      acked.push([index, Date.now()])
    }
    for (let index = 0; index < 100; index++) await write(index)
    done = (async () => {
      for (let index = 100; !stopped; index++) {
        await write(index)
        // libSQL answers at once; without this the process would not hear that it is to stop.
        await new Promise(setImmediate)
      }
      await database.$disconnect()
    })()
    return 'writing'
  }`

type Acked = [index: number, time: number][]

const readBody = (file: string) => gunzipSync(readFileSync(file)).toString().split('\n').slice(1, -2).join('\n')

/**
 * Counts the marks acknowledged before a time that are missing in a copy of the database; null if the copy can't be
 * read.
 */
async function countMissing(url: string, acked: Acked, before: number): Promise<number | null> {
  try {
    const client = createClient({ url })
    const intact = (await client.execute('PRAGMA integrity_check')).rows[0]?.integrity_check === 'ok'
    const there = new Set((await client.execute('SELECT "resourceId" FROM mark')).rows.map((row) => row.resourceId))
    client.close()
    return intact ? acked.filter(([index, time]) => time < before && !there.has(`r${index}`)).length : null
  } catch {
    return null
  }
}

describe.each(providers)('npm run admin on %s', (provider) => {
  it('R16: backs up a portal that writes, without losing acknowledged marks; moves it to the other database, and every copy is the same', async () => {
    const { database } = await createTestDatabase(provider)
    const [first, second, third, restored] = ['first.gz', 'second.gz', 'third.gz', 'restored.db'].map((name) =>
      path.join(folder, `${provider}-${name}`),
    ) as [string, string, string, string]
    const writing = await start(writer)
    const otherAdmin = await startAdmin({ DATABASE_URL: database.url })
    const after = await startAdmin({ DATABASE_URL: `file:${restored}` })
    await writing.call({ database })

    const began = Date.now()
    // The control: a plain copy of the file, made at the same time.
    const plain = path.join(folder, 'plain.db')
    if (provider === 'sqlite') cpSync(database.url.slice('file:'.length), plain)
    expect(await otherAdmin(['backup', first])).toMatchObject({ code: 0, said: '' })
    expect(await otherAdmin(['restore', first, '--replace'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('Stop it first.\n'),
    })
    expect(await otherAdmin(['move', `file:${path.join(folder, 'no.db')}`])).toMatchObject({
      code: 1,
      said: expect.stringContaining('Stop it first.\n'),
    })
    const acked = await writing.call<Acked>({ stop: true })
    await Promise.all(running.splice(0, 2).map((each) => each.end()))
    expect(acked.filter(([, time]) => time < began).length).toBeGreaterThan(50)

    expect(await (await startAdmin({}))(['restore', first], { DATABASE_URL: `file:${restored}` })).toMatchObject({
      code: 0,
      said: '',
    })
    await running.pop()?.end()

    const { database: empty } = await createTestDatabase('postgresql')
    const moved = await after(['move', empty.url, '--json'])
    const marks = readBody(first)
      .split('\n')
      .filter((line) => /^\[.*"r\d+"/.test(line)).length
    expect([moved.code, moved.said, JSON.parse(moved.out)]).toMatchObject([
      0,
      '',
      { tables: { user: { rows: 1 }, mark: { rows: marks } } },
    ])
    expect(await after(['backup', second])).toMatchObject({ code: 0 })
    expect(await after(['backup', third], { DATABASE_URL: empty.url })).toMatchObject({ code: 0 })
    expect([readBody(second), readBody(third)]).toEqual([readBody(first), readBody(first)])
    // The portal has stopped. Restoring over it removes marks that came after the backup, as requested.
    expect(await after(['restore', first, '--replace'], { DATABASE_URL: database.url })).toMatchObject({
      code: 0,
      said: '',
    })
    expect(JSON.parse((await after(['status', '--json'])).out)).toMatchObject({
      readers: 1,
      marks,
      lastBackup: { file: third, there: true },
    })

    // Done last: libSQL closes a file only after its statements are collected.
    expect(await countMissing(`file:${restored}`, acked, began)).toBe(0)
    if (provider === 'sqlite') expect(await countMissing(`file:${plain}`, acked, began)).not.toBe(0)
  }, 300_000)
})

it('npm run admin lists and deletes readers, and explains errors', async () => {
  const url = `file:${path.join(folder, 'readers.db')}`
  const admin = await startAdmin({ DATABASE_URL: url })
  expect((await admin(['migrate', '--status', '--json'])).code).toBe(1)
  expect(await admin(['migrate'])).toMatchObject({ code: 0, out: expect.stringMatching(/^Applied /) })
  const client = createClient({ url })
  await client.execute(
    `INSERT INTO "user" (id, name, email, "updatedAt", "twoFactorEnabled") VALUES ('u1', 'Ada', 'ada@example.org', '2026-01-02T03:04:05.000+00:00', true)`,
  )
  await client.execute(`INSERT INTO two_factor (id, secret, "backupCodes", "userId") VALUES ('f1', 'x', 'x', 'u1')`)
  expect(JSON.parse((await admin(['users', '--json', '--search', 'ada'])).out)).toMatchObject([
    { id: 'u1', email: 'ada@example.org', marks: 0, lastSeen: null },
  ])
  expect(await admin(['second-factor-off', 'ADA@example.org'])).toMatchObject({ code: 0, out: 'Turned off for u1.\n' })
  expect(
    (await client.execute(`SELECT "twoFactorEnabled", (SELECT count(*) FROM two_factor) AS left FROM "user"`)).rows[0],
  ).toMatchObject({ twoFactorEnabled: 0, left: 0 })
  // Two readers and a guest, with three, one and one session.
  await client.execute(
    `INSERT INTO "user" (id, name, email, "updatedAt", "isAnonymous") VALUES ('u2', 'Bea', 'bea@example.org', '2026-01-02T03:04:05.000+00:00', NULL), ('g1', 'Guest', 'g1@guest', '2026-01-02T03:04:05.000+00:00', true)`,
  )
  for (const [id, user] of ['u1', 'u1', 'u1', 'u2', 'g1'].entries())
    await client.execute(
      `INSERT INTO session (id, token, "expiresAt", "userId", "updatedAt") VALUES ('s${id}', 't${id}', '2099-01-02T03:04:05.000+00:00', '${user}', '2026-01-02T03:04:05.000+00:00')`,
    )
  expect(await admin(['sign-out', 'ADA@example.org'])).toMatchObject({ code: 0, out: 'Ended 3 sessions of u1.\n' })
  expect(await admin(['sign-out', 'u1'])).toMatchObject({ code: 0, out: 'Ended 0 sessions of u1.\n' })
  expect(await admin(['sign-out', 'missing@example.org'])).toMatchObject({
    code: 1,
    said: 'No reader has the id or address missing@example.org.\n',
  })
  for (const args of [[], ['u1', '--all'], ['u1', 'u2']])
    expect(await admin(['sign-out', ...args])).toMatchObject({ code: 2 })
  expect(await admin(['sign-out', '--all', '--json'])).toMatchObject({ code: 0, out: '{"ended":1}\n' })
  expect((await client.execute('SELECT "userId" FROM session')).rows).toMatchObject([{ userId: 'g1' }])
  await client.execute(`DELETE FROM "user" WHERE id IN ('u2', 'g1')`)

  expect(await admin(['invite', 'ada@example.org'])).toMatchObject({
    code: 1,
    said: 'An account with the address ada@example.org already exists.\n',
  })
  expect(await admin(['invite', 'missing'])).toMatchObject({ code: 1, said: 'missing is not an email address.\n' })
  expect(await admin(['invite'])).toMatchObject({ code: 2 })
  expect(await admin(['invite', 'cem@example.org'], { SIGN_UP: 'closed' })).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^SIGN_UP is "closed"/),
  })
  expect(await admin(['invite', 'cem@example.org'], { SIGN_UP: 'invited' })).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Send this link to cem@example\.org\. It works once, for seven days\.\nhttp:\/\/localhost:3000\/sign-up\?invitation=[\w-]{32}\n$/,
    ),
  })
  client.close()
  expect(await admin(['second-factor-off', 'u1'])).toMatchObject({ code: 0, out: 'It was not on for u1.\n' })
  expect(await admin(['second-factor-off', 'missing@example.org'])).toMatchObject({
    code: 1,
    said: 'No reader has the id or address missing@example.org.\n',
  })
  expect(await admin(['delete-user', 'ada@example.org'])).toMatchObject({
    code: 2,
    said: 'There is no terminal to confirm on. Add --yes.\n',
  })
  expect(await admin(['delete-user', 'ADA@example.org', '--yes'])).toMatchObject({ code: 0, out: 'Deleted u1.\n' })
  expect(await admin(['delete-user', 'u1', '--yes'])).toMatchObject({
    code: 1,
    said: 'No reader has the id or address u1.\n',
  })
  expect(await admin(['users'])).toMatchObject({ code: 0, out: 'No readers.\n' })
  expect(await admin(['backup', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') })
}, 120_000)

it('npm run admin is the script in package.json', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/admin.ts', 'burn'],
    { encoding: 'utf8' },
  )
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^There is no "burn"\. The verbs are status, backup, [^\n]+\.\n$/),
  ])
}, 60_000)
