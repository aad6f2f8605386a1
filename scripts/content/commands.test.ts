import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { count } from './count'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'lectern-commands-')), 'content')
  cpSync('content', folder, { recursive: true })
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/content.ts', ...args, '--content', folder], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  return { out: stdout, said: stderr, code: status }
}

describe('npm run content', { timeout: 120_000 }, () => {
  it('works as CONTRIBUTING.md shows it', () => {
    const commands = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^npm run content -- ([^#\n]*)/gm)].map(([, line = '']) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? ''))
    expect(commands.map(([verb]) => verb)).toEqual(['new', 'check', 'move', '--help'])
    for (const args of commands) {
      // Placeholders, not an example.
      if (args.some((word) => word.startsWith('<'))) continue
      expect(run(...args)).toMatchObject({ code: 0 })
    }
  })

  it('check says that a file is not there, or is no page', () => {
    expect(run('check', 'nosuchfile.mdx')).toMatchObject({ code: 1, out: '', said: expect.stringMatching(/^There is no file nosuchfile\.mdx\. Name files as seen from here, as in .*\.mdx\.\n$/) as string })
    expect(run('check', 'package.json')).toMatchObject({ code: 1, said: expect.stringContaining('package.json is not a page of') as string })
    expect(run('check', path.join(folder, 'devops/prometheus.mdx'), path.join(folder, 'moved.yaml'))).toMatchObject({ code: 0 })
  })

  it('check counts one problem as one', () => {
    const file = path.join(folder, 'devops/prometheus.mdx')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n[empty]()\n`)
    const { said, code } = run('check', file)
    expect(said).toMatch(/ 1 problem\.\n$/)
    expect(code).toBe(1)
  })
})

it('a number has its noun', () => {
  expect([count(0, 'tutorial'), count(1, 'tutorial'), count(2, 'tutorial'), count(1, 'address', 'addresses'), count(2, 'address', 'addresses')]).toEqual(['0 tutorials', '1 tutorial', '2 tutorials', '1 address', '2 addresses'])
})
