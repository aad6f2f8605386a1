import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Runs `npm run content` with arguments. */
async function run(...args: string[]): Promise<{ code: number | null; text: string }> {
  const command = spawn(process.execPath, ['scripts/content.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  command.stdout.on('data', (data: Buffer) => (text += data.toString()))
  const code = await new Promise<number | null>((resolve) => command.on('close', resolve))
  return { code, text }
}

const folder = '.cache/commands'
const record = `${folder}/bundle.json`
const { findBundle } = (await import(path.resolve('scripts/bundle-module.mjs'))) as { findBundle: () => string | null }

/** Returns the entry of the bundle, which is made if this is the first test to run. */
async function prepareBundle(): Promise<string | null> {
  if (!findBundle()) await run('--help')
  return findBundle()
}

/** Returns the recorded state of a file when the bundle was made. */
const readState = (file: string) =>
  (JSON.parse(readFileSync(record, 'utf8')) as { states: Record<string, string> }).states[file]

/** Makes a file seem changed since the bundle was made; returns a function that takes that back. */
function change(file: string): () => void {
  const text = readFileSync(record, 'utf8')
  const { states, ...rest } = JSON.parse(text) as { states: Record<string, string> }
  expect(Object.keys(states)).toContain(file)
  writeFileSync(record, JSON.stringify({ ...rest, states: { ...states, [file]: 'of an earlier time' } }))
  return () => writeFileSync(record, text)
}

it('commands that run at once share the files of their bundle, which each finds complete', async () => {
  rmSync(folder, { recursive: true, force: true })
  const [first, second] = await Promise.all([run('--help'), run('--help')])
  expect(first).toEqual({ code: 0, text: expect.stringContaining('turns a documentation site') as string })
  expect(second).toEqual(first)
  const files = readdirSync(folder)
  const { mtimeMs } = statSync(record)
  expect(await run('--help')).toEqual(first)
  expect(statSync(record).mtimeMs).toBe(mtimeMs)
  expect(readdirSync(folder)).toEqual(files)
  expect(files.filter((name) => !name.endsWith('.mjs'))).toEqual(['bundle.json'])
}, 60_000)

it.each(['lib/content/load.ts', 'messages/en/account.json', 'scripts/content.mjs'])(
  'the bundle is not used after a file of it has changed: %s',
  async (file) => {
    const entry = await prepareBundle()
    expect(entry).toContain(path.resolve(folder))
    const takeBack = change(file)
    expect(findBundle()).toBeNull()
    takeBack()
    expect(findBundle()).toBe(entry)
  },
  60_000,
)

it('the bundle is made again if a file has changed or a part of it is missing', async () => {
  const file = 'lib/content/load.ts'
  await prepareBundle()
  change(file)
  expect(await run('--help')).toMatchObject({ code: 0 })
  expect(readState(file)).not.toBe('of an earlier time')
  expect(findBundle()).not.toBeNull()
  const part = readdirSync(folder).find((name) => name.startsWith('chunk-'))!
  rmSync(`${folder}/${part}`)
  expect(findBundle()).toBeNull()
  expect(await run('--help')).toMatchObject({ code: 0 })
  expect(readdirSync(folder)).toContain(part)
}, 60_000)
