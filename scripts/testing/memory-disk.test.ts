import { beforeEach, expect, it, vi } from 'vitest'
import { inMemory } from './memory-disk'

const mount = (options: string) => `proc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs ${options} 0 0\n`
const plenty = 8e9

beforeEach(() => void vi.stubEnv('TMPDIR', undefined))

it('puts temporary files into a large file system in memory', () => {
  expect(inMemory({ mounts: mount('rw,relatime'), free: plenty })).toEqual({ TMPDIR: '/dev/shm' })
})

it.each([
  ['is small, as in most containers', { mounts: mount('rw,relatime'), free: 64e6 }],
  ['runs no programs', { mounts: mount('rw,nosuid,noexec'), free: plenty }],
  ['is read-only', { mounts: mount('ro'), free: plenty }],
  ['does not exist', { mounts: 'proc /proc proc rw 0 0\n', free: plenty }],
  ['is unknown', null],
])('leaves them on disk if it %s', (_, known) => {
  expect(inMemory(known)).toEqual({})
})

it('leaves them where TMPDIR says', () => {
  vi.stubEnv('TMPDIR', '/elsewhere')
  expect(inMemory({ mounts: mount('rw'), free: plenty })).toEqual({})
})
