import { describe, expect, it } from 'vitest'
import { recogniseLicence } from './licence'

describe('the licence of a list', () => {
  it.each([
    ['MIT License\n\nPermission is hereby granted, free of charge, …', 'MIT'],
    ['[![CC0](x.svg)](https://creativecommons.org/publicdomain/zero/1.0/)', 'CC0 1.0'],
    ['Attribution-ShareAlike 4.0 International', 'CC BY-SA 4.0'],
    ['Attribution 4.0 International', 'CC BY 4.0'],
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
})
