import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { prepare } from './prepare'

describe('a start', () => {
  let folder: string
  let said: string[]

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lectern-prepare-'))
    said = []
    vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
    vi.spyOn(console, 'log').mockImplementation(() => {})
    for (const [name, value] of Object.entries({
      DATA_DIR: folder,
      DATABASE_URL: '',
      BASE_URL: '',
      AUTH_SECRET: '',
      PORT: '0',
    }))
      vi.stubEnv(name, value)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  const at = (name: string) => path.join(folder, name)

  it.each([
    [0o640, 0o750],
    [0o604, 0o705],
    [0o644, 0o755],
  ])('warns of data with mode %o in a folder with mode %o, and says how to fix it', async (mode, folderMode) => {
    await prepare()
    for (const name of ['lectern.db', 'secret']) chmodSync(at(name), mode)
    chmodSync(folder, folderMode)
    await prepare()
    expect(said).toEqual([
      expect.stringMatching(
        /^Other users of this machine can read the portal's data\. Make it yours alone: chmod 600 /,
      ),
    ])
    expect(said[0]!.split('chmod 600 ')[1]!.split(' ')).toEqual(
      expect.arrayContaining([at('lectern.db'), at('secret')]),
    )
  })

  it.each([
    [0o600, 0o755],
    [0o644, 0o700],
    // The group may read the file but not enter the folder; others may enter but not read.
    [0o640, 0o701],
  ])(
    'does not warn of data with mode %o in a folder with mode %o, which only the owner can read',
    async (mode, folderMode) => {
      await prepare()
      for (const name of ['lectern.db', 'secret']) chmodSync(at(name), mode)
      chmodSync(folder, folderMode)
      await prepare()
      expect(said).toEqual([])
    },
  )
})
