import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePortal } from '@/scripts/testing/make-portal'
import { readExpectedSearches, searchesFile, trySearches } from './expected-searches'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-searches-'))
})
afterAll(() => rm(folder, { recursive: true }))

const read = async (text: string) => {
  await writeFile(path.join(folder, searchesFile), text)
  return readExpectedSearches(folder)
}

describe('the searches that content expects', () => {
  it('may be missing, and then there are none', async () => {
    expect(await readExpectedSearches(path.join(folder, 'elsewhere'))).toBeNull()
    expect(await read('# Nothing yet\n')).toEqual(new Map())
  })

  it.each([
    ['csrf: [a\n', /searches\.yaml can’t be read: /],
    ['csrf: 3\n', /searches\.yaml: csrf must be a slug, the beginning of an address, or "nothing"\.$/],
    ['csrf: []\n', /searches\.yaml: csrf must be/],
  ])('say what is wrong with %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message)
  })

  it('pass if the first result is the expected one', async () => {
    const portal = makePortal({ '10-saws': ['sharpening'], '10-planes': ['smoothing'] })
    for (const topic of portal.topics.values())
      topic.passages = topic.resources.map(({ id }) => ({ heading: null, resources: [id], text: `Read it: ${id}.` }))
    const searches = await read(
      [
        '10-saws: 10-saws',
        'planes: [10-saws, 10-planes]',
        'sharpening.example.org: https://www.sharpening.example.org/',
        'lathes: nothing',
        'saws: 10-planes',
        'title smoothing: https://www.sharpening.example.org/',
        'saws and lathes: 10-saws',
        'chisels: 10-saws',
      ].join('\n'),
    )
    const tried = await trySearches(portal, searches!)
    expect(tried.map(({ query, first, isRight }) => [query, first, isRight])).toEqual([
      ['10-saws', '10-saws', true],
      ['planes', '10-planes', true],
      ['sharpening.example.org', 'https://www.sharpening.example.org/sharpening', true],
      ['lathes', 'nothing', true],
      ['saws', '10-saws', false],
      ['title smoothing', 'https://www.smoothing.example.org/smoothing', false],
      ['saws and lathes', 'nothing', false],
      ['chisels', 'nothing', false],
    ])
  })
})
