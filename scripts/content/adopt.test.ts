import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'yaml'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCaptured } from '../testing/run-captured'
import { command } from './content-command'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'lectern-adopt-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const list = () => path.join(root, 'README.md')
const run = (...args: string[]) => runCaptured(command, [...args, '--content', path.join(root, 'content')])

describe('npm run content -- adopt', { timeout: 120_000 }, () => {
  it('adopts a list, names what vanished with its line, and is content once that is declared', async () => {
    writeFileSync(list(), '# L\n\n## A\n\n- [One](https://example.org/one)\n- [Two](https://example.org/two)\n')
    expect(await run('adopt', list(), '--dry-run')).toMatchObject({
      code: 0,
      said: 'L: 2 topics in 1 chapter with 2 tutorials and 0 tools; 2 created, 0 changed, 0 removed, 0 as they were (nothing was written).\n',
    })
    const source = 'https://github.com/ada/list'
    expect(await run('adopt', list(), '--source', source, '--licence', 'CC BY 4.0')).toMatchObject({ code: 0 })
    expect(await run('check')).toMatchObject({ code: 0, said: '2 topics, 2 resources, 0 problems.\n' })
    expect(readFileSync(path.join(root, 'content/l/a.mdx'), 'utf8')).toContain(
      'This page comes from [L](https://github.com/ada/list#a), licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).\n',
    )

    writeFileSync(list(), '# L\n\n## A\n\n- [One](https://example.org/one)\n')
    const vanished = await run('adopt', list())
    expect(vanished.code).toBe(1)
    expect(vanished.out).toContain('content/l/a.mdx:12 "Two" (https://example.org/two) is no longer in the list.')
    expect(await run('move', 'https://example.org/two', '--withdrawn', 'It is offline.')).toMatchObject({ code: 0 })
    expect(await run('adopt', list())).toMatchObject({ code: 0 })
    expect(await run('check')).toMatchObject({ code: 0 })
  })

  it('names a new portal after the list, and never one that has a name or other pages', async () => {
    const entry = '- [One](https://example.org/one) - For an evening.\n'
    writeFileSync(
      list(),
      `# Looms and their weavers\n\n- [B](#b)\n\n> Reading for those who weave at home.\n\n## A\n\n${entry}\n## B\n\n${entry.replaceAll('ne', 'two')}`,
    )
    expect((await run('adopt', list())).out).toContain('portal.yaml: the portal’s name and look.')
    const file = path.join(root, 'content/portal.yaml')
    const settings = readFileSync(file, 'utf8')
    expect(parse(settings)).toMatchObject({
      name: 'Looms and their weavers',
      shortname: 'Looms',
      description: 'Reading for those who weave at home.',
      home: { heading: 'Looms and their weavers', lede: 'Reading for those who weave at home.' },
    })
    expect(parse(settings)).not.toHaveProperty('logo')
    expect(settings).toContain('# The language of the pages')
    expect(readFileSync(path.join(root, 'content/a/a.mdx'), 'utf8')).toContain(
      '(https://example.org/one) – For an evening.',
    )
    expect(await run('check')).toMatchObject({ code: 0 })

    rmSync(file)
    writeFileSync(list(), `${readFileSync(list(), 'utf8')}\n## C\n\n${entry.replaceAll('ne', 'three')}`)
    expect((await run('adopt', list())).out).not.toContain('portal.yaml')
    expect(existsSync(file)).toBe(false)
  })

  it('takes the word that all lists share out of a short name', async () => {
    writeFileSync(list(), '# Awesome Handlooms\n\n## A\n\n- [One](https://example.org/one)\n')
    await run('adopt', list())
    expect(parse(readFileSync(path.join(root, 'content/portal.yaml'), 'utf8'))).toMatchObject({
      name: 'Awesome Handlooms',
      shortname: 'Handlooms',
    })
  })

  it('says what is wrong with a list in one sentence', async () => {
    expect(await run('adopt')).toMatchObject({ code: 2 })
    expect(await run('adopt', list())).toMatchObject({ code: 1, out: '', said: `${list()}: There is no such file.\n` })
    writeFileSync(list(), '# L\n\n- [One](https://example.org/one)\n')
    expect(await run('adopt', list(), '--source', 'here')).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        '"here" is not an address. Write --source https://github.com/owner/repository.',
      ) as string,
    })
  })
})
