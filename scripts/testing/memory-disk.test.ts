import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { inMemory, isUsable } from './memory-disk'

const mount = (options: string) => `proc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs ${options} 0 0\n`
const plenty = 8e9

it('a large file system in memory can be used', () => {
  expect(isUsable({ mounts: mount('rw,relatime'), free: plenty })).toBe(true)
})

it.each([
  ['is small, as in most containers', { mounts: mount('rw,relatime'), free: 64e6 }],
  ['runs no programs', { mounts: mount('rw,nosuid,noexec'), free: plenty }],
  ['is read-only', { mounts: mount('ro'), free: plenty }],
  ['does not exist', { mounts: 'proc /proc proc rw 0 0\n', free: plenty }],
  ['is unknown', null],
])('a file system in memory can’t be used if it %s', (_, known) => {
  expect(isUsable(known)).toBe(false)
})

it('temporary files stay where TMPDIR says', () => {
  vi.stubEnv('TMPDIR', '/elsewhere')
  expect(inMemory()).toEqual({})
})

it('files that a run leaves in memory are removed when it ends', () => {
  const { TMPDIR: _, ...env } = process.env
  const script = `const { inMemory } = await import('./scripts/testing/memory-disk.ts')
    const { TMPDIR } = inMemory()
    if (TMPDIR) (await import('node:fs')).mkdirSync(TMPDIR + '/left/behind', { recursive: true })
    console.log(TMPDIR ?? '')`
  const folder = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  }).trim()
  // On a machine whose memory can't be used, there is no folder.
  expect(existsSync(folder)).toBe(false)
})
