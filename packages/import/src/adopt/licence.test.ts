import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLicence, recogniseLicence } from './licence'

describe('the licence of a list', () => {
  it.each([
    ['MIT License\n\nPermission is hereby granted, free of charge, …', 'MIT'],
    ['[![CC0](x.svg)](https://creativecommons.org/publicdomain/zero/1.0/)', 'CC0 1.0'],
    ['Attribution-ShareAlike 4.0 International', 'CC BY-SA 4.0'],
    ['Attribution 4.0 International', 'CC BY 4.0'],
    ['Attribution-NonCommercial-NoDerivatives 4.0 International', 'CC BY-NC-ND 4.0'],
    ['the Creative Commons Attribution-ShareAlike 3.0 Unported license', 'CC BY-SA 3.0'],
    ['[CC-BY-SA-4.0](./LICENSE.txt)', 'CC BY-SA 4.0'],
    ['https://creativecommons.org/licenses/by/3.0/us/', 'CC BY 3.0'],
    ['Apache License\nVersion 2.0', 'Apache 2.0'],
    ['GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007', 'GPL 3.0'],
  ])('is recognised in %j, and again by its name', (text, name) => {
    const licence = recogniseLicence(text)
    expect(licence?.name).toBe(name)
    expect(licence?.address).toMatch(/^https:/)
    expect(recogniseLicence(name)).toEqual(licence)
  })

  it('is unknown otherwise', () => {
    expect(recogniseLicence('All rights reserved.')).toBeNull()
  })

  it('is that of the repository for a list in a folder of it', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'lectern-licence-'))
    try {
      await mkdir(path.join(root, 'clone/books'), { recursive: true })
      await writeFile(path.join(root, 'LICENSE'), 'MIT License')
      await writeFile(path.join(root, 'clone/LICENSE'), 'Attribution 4.0 International')
      const list = path.join(root, 'clone/books/list.md')
      expect(await findLicence(list, '')).toBeNull()
      await mkdir(path.join(root, 'clone/.git'))
      expect(await findLicence(list, '')).toMatchObject({ name: 'CC BY 4.0' })
      await rm(path.join(root, 'clone/LICENSE'))
      expect(await findLicence(list, '')).toBeNull()
    } finally {
      await rm(root, { recursive: true })
    }
  })
})
