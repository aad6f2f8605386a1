import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostilePages } from './hostile-pages'
import { loadPortal } from '../load'
import { formatProblem, type Portal } from '../portal'

// All in one folder, which also shows that none affects another.

const slug = (index: number) => `page-${index}`
const write = (name: string, sortorder: string, body: string) =>
  [
    '---',
    `title: On ${name}`,
    'category: page',
    `slug: ${name}`,
    `sortorder: "${sortorder}"`,
    `toc: ${sortorder.endsWith('00')}`,
    `sidebartitle: ${name}`,
    `meta: All of ${name}.`,
    '---',
    body,
    '',
  ].join('\n')
const good = 'Good words about [docker](/docker.html).\n\n- [A primer](https://example.org/primer)'

let folder: string
let portal: Portal

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-hostile-'))
  await mkdir(path.join(folder, 'hostile'))
  await writeFile(path.join(folder, 'devops.mdx'), write('devops', '0600', good))
  await writeFile(path.join(folder, 'docker.mdx'), write('docker', '0601', good))
  for (const [index, [, , body]] of hostilePages.entries())
    await writeFile(
      path.join(folder, 'hostile', `${slug(index)}.mdx`),
      write(slug(index), `07${String(index).padStart(4, '0')}`, body),
    )
  portal = await loadPortal(folder)
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

describe('M1, M2, M3, M4, M7: the check refuses', () => {
  it.each(hostilePages.map(([what, rule, , line], index) => ({ what, rule, line, index })))(
    '$what, by the rule "$rule"',
    ({ rule, line, index }) => {
      const file = `hostile/${slug(index)}.mdx`
      const found = portal.problems
        .filter((problem) => problem.file === file)
        .map((problem) => formatProblem({ ...problem, column: 0, message: '' }).trim())
      expect(found).toContain(`${file}:${9 + (line ?? 0)}:0 ${rule}`)
    },
  )
})

it('M1: there are more than a hundred different hostile pages', () => {
  expect(new Set(hostilePages.map(([, , body]) => body)).size).toBeGreaterThan(100)
  expect(new Set(hostilePages.map(([what]) => what)).size).toBe(hostilePages.length)
})

it('M1: pages next to hostile ones are kept without problems', () => {
  expect(portal.topics.size).toBe(hostilePages.length + 2)
  expect(portal.topics.get('docker')).toMatchObject({ problems: [], resources: [{ title: 'A primer' }] })
})

it('M1, M2, M3, M4: each rule refuses hostile pages that no other rule does', () => {
  const rulesOf = new Map(
    hostilePages.map((_, index) => [
      index,
      new Set(portal.problems.filter(({ file }) => file === `hostile/${slug(index)}.mdx`).map(({ rule }) => rule)),
    ]),
  )
  const passing = (without: (rule: string) => boolean) =>
    [...rulesOf.values()].filter((rules) => [...rules].every(without)).length
  expect(passing(() => false)).toBe(0)
  expect(passing(() => true)).toBe(hostilePages.length)
  for (const rule of new Set(hostilePages.map(([, each]) => each)))
    expect([rule, passing((each) => each === rule)]).toEqual([rule, expect.toSatisfy((count: number) => count > 0)])
})
