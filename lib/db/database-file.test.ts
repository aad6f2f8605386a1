import { chmodSync, copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, DatabaseUnavailable, emptyWal, lock, migrate, toFile, type Database } from '.'
import type { Env } from '../env'
import { logTo } from '../observing'
import { findUnready } from '../readiness'

describe('a SQLite file while the portal runs', () => {
  const lines: string[] = []
  let scratch: string
  let folder: string
  let env: Env['database']
  let file: string
  let database: Database

  beforeEach(async () => {
    lines.length = 0
    logTo({ write: (line) => void lines.push(line) })
    vi.stubEnv('BASE_URL', '')
    scratch = mkdtempSync(path.join(tmpdir(), 'lectern-file-'))
    folder = path.join(scratch, 'data')
    file = path.join(folder, 'lectern.db')
    env = { provider: 'sqlite', url: `file:${file}` }
    await migrate(env)
    database = connect(env)
    await write('before')
  })
  afterEach(async () => {
    await database.$disconnect()
    vi.unstubAllEnvs()
    rmSync(scratch, { recursive: true, force: true })
  })

  const write = (id: string, on = database) => on.user.create({ data: { id, name: id, email: `${id}@example.org` } })
  const writeTogether = (id: string) =>
    database.$transaction([database.user.create({ data: { id, name: id, email: `${id}@example.org` } })])
  const move = () => renameSync(file, `${file}.away`)

  it.each([
    ['moved', move],
    ['deleted', () => rmSync(file)],
    [
      'replaced by a copy',
      () => {
        copyFileSync(file, `${file}.copy`)
        renameSync(`${file}.copy`, file)
      },
    ],
    [
      'replaced by another database',
      async () => {
        const other = path.join(scratch, 'other.db')
        await migrate({ provider: 'sqlite', url: `file:${other}` })
        renameSync(other, file)
      },
    ],
    ['in a folder that is renamed', () => renameSync(folder, `${folder}.away`)],
    ['separated from its -wal', () => rmSync(`${file}-wal`)],
  ])('that is %s refuses writes, makes the portal unready and logs one fatal line', async (_, harm) => {
    expect(await findUnready(database, env, 0)).toBe(null)
    await harm()
    await expect(write('lost')).rejects.toThrow(DatabaseUnavailable)
    await expect(writeTogether('lost')).rejects.toThrow(DatabaseUnavailable)
    await expect(database.user.updateMany({ data: { name: 'lost' } })).rejects.toThrow(DatabaseUnavailable)
    // Simulates another bundle, which opens a connection later.
    const late = connect(env)
    await expect(write('late', late)).rejects.toThrow(DatabaseUnavailable)
    await late.$disconnect()
    expect(await findUnready(database, env, 0)).toBe('database')
    const fatal = lines.filter((line) => line.includes('"level":"fatal"'))
    expect(fatal).toHaveLength(1)
    expect(fatal[0]).toContain('The database file was')
  })

  it('that is put back is used again', async () => {
    move()
    await expect(write('lost')).rejects.toThrow(DatabaseUnavailable)
    expect(existsSync(file)).toBe(false)
    renameSync(`${file}.away`, file)
    await write('kept')
    expect(await findUnready(database, env, 0)).toBe(null)
  })

  it('that is missing at the start is not created', async () => {
    const missing = connect({ provider: 'sqlite', url: `file:${file}.missing` })
    await expect(write('lost', missing)).rejects.toThrow(DatabaseUnavailable)
    expect(existsSync(`${file}.missing`)).toBe(false)
  })

  it('takes hundreds of writes and transactions without a false alarm', async () => {
    for (let count = 0; count < 300; count++) {
      await write(`one-${count}`)
      await writeTogether(`many-${count}`)
      if (count % 50 === 0) globalThis.gc?.()
    }
    expect(await database.user.count()).toBe(601)
    expect(lines.filter((line) => line.includes('fatal'))).toEqual([])
  })

  it.each(['a statement', 'a transaction'])('and its WAL contain nothing deleted by %s', async (how) => {
    const secret = 'a-secret-note-'.repeat(15)
    await database.$transaction([
      database.user.create({ data: { id: 'gone', name: secret, email: 'gone@example.org' } }),
    ])
    await emptyWal(database)
    expect(readFileSync(file).includes('a-secret-note-')).toBe(true)
    const removal = database.user.deleteMany({ where: { id: 'gone' } })
    await (how === 'a statement' ? removal : database.$transaction([removal]))
    await emptyWal(database)
    for (const each of [file, `${file}-wal`]) expect(readFileSync(each).includes('a-secret-note-'), each).toBe(false)
    await write('after')
  })

  it('and its WAL contain nothing that an operator’s command deleted', async () => {
    const secret = 'a-secret-note-'.repeat(15)
    await database.$transaction([
      database.user.create({ data: { id: 'gone', name: secret, email: 'gone@example.org' } }),
    ])
    await emptyWal(database)
    const connection = await lock(env)
    await connection.query('DELETE FROM "user" WHERE id = ?', ['gone'])
    await connection.commit()
    await connection.close()
    for (const each of [file, `${file}-wal`]) expect(readFileSync(each).includes('a-secret-note-'), each).toBe(false)
    expect(await database.user.count()).toBe(1)
    await write('after')
  })

  it('is readable only by its owner, as are its WAL and a new folder', () => {
    for (const each of [file, `${file}-wal`, `${file}-shm`])
      expect((statSync(each).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
  })

  it('keeps the mode set by its operator', async () => {
    await database.$disconnect()
    chmodSync(file, 0o640)
    await migrate(env)
    expect((statSync(file).mode & 0o777).toString(8)).toBe('640')
    expect(toFile(env.url)).toBe(file)
  })
})
