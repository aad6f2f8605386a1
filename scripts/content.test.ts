import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Runs `npm run content` with arguments. */
async function run(...args: string[]): Promise<{ code: number | null; text: string }> {
  const command = spawn(process.execPath, ['scripts/content.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  command.stdout.on('data', (data: Buffer) => (text += data.toString()))
  const code = await new Promise<number | null>((resolve) => command.on('close', resolve))
  return { code, text }
}

it('commands that run at once share the files of their bundle, which each finds complete', async () => {
  rmSync('.cache/commands', { recursive: true, force: true })
  const [first, ...others] = await Promise.all([run('--help'), run('--help'), run('--help')])
  expect(first).toEqual({ code: 0, text: expect.stringContaining('turns a documentation site') as string })
  for (const other of others) expect(other).toEqual(first)
  const files = readdirSync('.cache/commands')
  expect(await run('--help')).toEqual(first)
  expect(readdirSync('.cache/commands')).toEqual(files)
  expect(files.filter((name) => !name.endsWith('.mjs'))).toEqual([])
}, 60_000)
