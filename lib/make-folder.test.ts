import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from './make-folder'

let scratch: string
beforeEach(() => void (scratch = mkdtempSync(path.join(tmpdir(), 'lectern-folder-'))))
afterEach(() => rmSync(scratch, { recursive: true }))

describe('makeFolder', () => {
  it('creates a folder and its parents for the owner only, and keeps an existing one', () => {
    const folder = path.join(scratch, 'a/b/c')
    makeFolder(folder, 0o700)
    makeFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(path.dirname(folder)).mode & 0o777).toBe(0o700)
  })

  it('throws if a file has the name, and below a file', () => {
    const file = path.join(scratch, 'file')
    writeFileSync(file, '')
    expect(() => makeFolder(file)).toThrow('EEXIST')
    expect(() => makeFolder(path.join(file, 'a/b'))).toThrow()
  })

  it('returns on a file system that creates no folders', () => {
    expect(() => makeFolder('/proc/lectern/data')).toThrow()
  })
})
