import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
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

/** Returns when the bundle was made, and from which state of a file. */
function readRecord(file: string): { made: number; state?: string } {
  const record = `${folder}/bundle.json`
  const { states } = JSON.parse(readFileSync(record, 'utf8')) as { states: Record<string, string> }
  return { made: statSync(record).mtimeMs, state: states[file] }
}

it('commands that run at once share the files of their bundle, which each finds complete', async () => {
  rmSync(folder, { recursive: true, force: true })
  const [first, ...others] = await Promise.all([run('--help'), run('--help'), run('--help')])
  expect(first).toEqual({ code: 0, text: expect.stringContaining('turns a documentation site') as string })
  for (const other of others) expect(other).toEqual(first)
  const files = readdirSync(folder)
  expect(await run('--help')).toEqual(first)
  expect(readdirSync(folder)).toEqual(files)
  expect(files.filter((name) => !name.endsWith('.mjs'))).toEqual(['bundle.json'])
}, 60_000)

it.each(['lib/content/load.ts', 'messages/en/account.json', 'scripts/content.mjs'])(
  'the bundle is made again only after a file in it has changed: %s',
  async (file) => {
    const { code } = await run('--help')
    const before = readRecord(file)
    expect(await run('--help')).toMatchObject({ code })
    expect(readRecord(file)).toEqual(before)
    const { atime, mtime } = statSync(file)
    utimesSync(file, atime, new Date(mtime.getTime() - 1000))
    try {
      expect(await run('--help')).toMatchObject({ code })
      const after = readRecord(file)
      expect(after.made).toBeGreaterThan(before.made)
      expect(after.state).not.toBe(before.state)
    } finally {
      utimesSync(file, atime, mtime)
    }
  },
  60_000,
)

it('the bundle is made again if a part of it is missing', async () => {
  await run('--help')
  const part = readdirSync(folder).find((name) => name.startsWith('chunk-'))!
  rmSync(`${folder}/${part}`)
  expect(await run('--help')).toMatchObject({ code: 0 })
  expect(readdirSync(folder)).toContain(part)
}, 60_000)
