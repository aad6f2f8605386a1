import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadPortal } from '../content'
import { writeTitles } from './write-titles'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-titles-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const address = 'https://example.org/a'
const front =
  '---\ntitle: Data\ncategory: page\nslug: data\nsortorder: "0300"\ntoc: true\nsidebartitle: Data\nmeta: "On data: é."\n---\n'
const read = () => readFileSync(path.join(folder, 'data.mdx'), 'utf8')

/** Writes a title for the first resource of a page with this body, and returns the new body. */
async function write(body: string, title = 'Its title'): Promise<string> {
  writeFileSync(path.join(folder, 'data.mdx'), front + body)
  const [resource] = (await loadPortal(folder)).resources.values()
  const { file, line, column } = resource!.topics[0]!
  await writeTitles(folder, [{ file, line, column, title }])
  expect([...(await loadPortal(folder)).resources.values()][0]).toMatchObject({ id: resource!.id, title })
  expect(read().slice(0, front.length)).toBe(front)
  return read().slice(front.length)
}

describe('writeTitles', () => {
  it.each([
    ['after an address', `- On [state](${address}) first.\n`, `- On [state](${address} "Its title") first.\n`],
    ['after one in angle brackets', `- [a](<${address}>)\n`, `- [a](<${address}> "Its title")\n`],
    ['after one that ends in parentheses', `- [a](${address}())\n`, `- [a](${address}() "Its title")\n`],
    ['in place of an empty one', `- [a](${address} "")\n`, `- [a](${address} "Its title")\n`],
    [
      'on a page with Windows line ends',
      `Words.\r\n\r\n- [a](${address})\r\n`,
      `Words.\r\n\r\n- [a](${address} "Its title")\r\n`,
    ],
    [
      'after a definition',
      `- [a][b] and [a][b]\n\n[b]: ${address}\n`,
      `- [a][b] and [a][b]\n\n[b]: ${address} "Its title"\n`,
    ],
    [
      'into a <Resource>',
      `- <Resource href="${address}">a</Resource>\n`,
      `- <Resource title="Its title" href="${address}">a</Resource>\n`,
    ],
    [
      'into the empty one of a <Resource>',
      `- <Resource href="${address}" title="">a</Resource>\n`,
      `- <Resource href="${address}" title="Its title">a</Resource>\n`,
    ],
  ])('writes a title %s', async (_place, before, after) => {
    expect(await write(before)).toBe(after)
  })

  it.each([
    'The "state" hook',
    'C:\\temp\\',
    'a &amp; b &copy;',
    '{braces} <and> tags',
    'a | b',
    '](https://example.org/)',
    '*a* _b_ `c`',
  ])('escapes the title %s', async (title) => {
    await write(`- [a](${address})\n`, title)
    await write(`- <Resource href="${address}">a</Resource>\n`, title)
    await write(`| <Resource href="${address}">a</Resource> | b |\n|---|---|\n`, title)
  })

  it('writes several titles on one line', async () => {
    writeFileSync(
      path.join(folder, 'data.mdx'),
      `${front}- [a](${address}) and [b](https://example.org/a-longer-title)\n`,
    )
    const edits = [...(await loadPortal(folder)).resources.values()].map(({ topics: [place], title }) => ({
      ...place!,
      title: `On ${title}`,
    }))
    await writeTitles(folder, edits)
    expect(read()).toBe(`${front}- [a](${address} "On a") and [b](https://example.org/a-longer-title "On b")\n`)
  })
})

it('writeTitles changes no file if one title has no place', async () => {
  const body = `- [a](${address})\n- [b](https://example.org/b)\n`
  await write(body)
  const before = read()
  await expect(
    writeTitles(folder, [
      { file: 'data.mdx', line: 11, column: 3, title: 'B' },
      { file: 'data.mdx', line: 10, column: 3, title: 'two\n\nparagraphs' },
    ]),
  ).rejects.toThrow(
    "data.mdx:10:3 The title can't be added here without changing the page. Add it by hand. Nothing was changed.",
  )
  expect(read()).toBe(before)
})
