import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadPortal } from '../load'
import { formatProblem } from '../portal'

/** Returns the problems of pages with these lines in their front matter, from line 9 on. */
async function check(lines: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-needs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const links = Object.keys(lines).map((slug) => `[${slug}](/${slug}.html)`)
  for (const [index, [slug, more]] of Object.entries(lines).entries())
    await writeFile(
      path.join(folder, `${slug}.mdx`),
      `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "060${index}"\ntoc: ${index === 0}\nsidebartitle: ${slug}\nmeta: All of ${slug}.\n${more}\n---\n\n${links.join(', ')}\n`,
    )
  return (await loadPortal(folder)).problems.map(formatProblem)
}

it.each([
  ['a list on one line', { git: 'level: first', shells: 'level: working\nneeds: [git]' }],
  ['a list over several', { git: '', shells: '', vim: 'needs:\n  - git\n  - shells' }],
  ['a need without a level', { git: '', shells: 'level: first\nneeds: [git]' }],
  ['two ways to one topic', { git: '', a: 'needs: [git]', b: 'needs: [git]', c: 'needs: [a, b, git]' }],
])('needs may be %s', async (_what, lines) => {
  expect(await check(lines)).toEqual([])
})

it.each([
  [
    'a topic that is not there',
    { git: 'needs: [shell]', shells: '' },
    ['git.mdx:9:9 needs No topic has the slug "shell". Did you mean "shells"?'],
  ],
  ['the page itself', { git: 'needs: [git]' }, ['git.mdx:9:9 needs A page can’t need itself. Remove it.']],
  [
    'a topic twice',
    { git: 'needs: [shells, shells]', shells: '' },
    ['git.mdx:9:17 needs "shells" is listed twice. Remove one of the two.'],
  ],
  [
    'a circle',
    { a: 'needs:\n  - d\n  - b', b: 'needs: [c]', c: 'needs: [a]', d: '' },
    [
      'a.mdx:11:5 needs These needs form a cycle: a → b → c → a. Remove one of them.',
      'b.mdx:9:9 needs These needs form a cycle: b → c → a → b. Remove one of them.',
      'c.mdx:9:9 needs These needs form a cycle: c → a → b → c. Remove one of them.',
    ],
  ],
  [
    'a deeper topic',
    { git: 'level: first\nneeds: [shells]', shells: 'level: working' },
    [
      'git.mdx:10:9 needs "shells" has the level "working", and git has "first". Change one of the levels, or remove it.',
    ],
  ],
  [
    'words',
    { devops: '', git: 'needs: shells', shells: '' },
    ['git.mdx:9:8 front-matter "needs" must be a list of slugs, as in [sql, http].'],
  ],
  [
    'a number',
    { devops: '', git: 'needs: [shells, 3]', shells: '' },
    ['git.mdx:9:17 front-matter "needs" must be a list of slugs, as in [sql, http].'],
  ],
  ['no topic', { git: 'needs: []' }, ['git.mdx:9:8 front-matter "needs" names no topic; remove the line.']],
])('needs can’t be %s', async (_what, lines, problems) => {
  expect(await check(lines as Record<string, string>)).toEqual(problems)
})

it('a level must be one of three', async () => {
  expect(await check({ git: 'level: easy' })).toEqual([
    'git.mdx:9:8 front-matter "level" must be first, working or deep.',
  ])
})

it('pages that need an invalid page have no problem of their own', async () => {
  const problems = await check({ devops: '', git: 'colour: red', shells: 'needs: [git]' })
  expect(problems.filter((problem) => problem.includes(' needs '))).toEqual([])
})
