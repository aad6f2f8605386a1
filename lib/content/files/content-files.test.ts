import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { listFigures, listPublicFiles, readFirst, readFolder } from './content-files'
import { limits } from '../limits'
import { listSources } from './walk-content'

async function createFolder(files: string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-files-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), 'Words.')
  }
  return folder
}

const find = async (...files: string[]) =>
  (await readFolder(await createFolder(files))).problems.map(({ file, rule }) => `${file} ${rule}`)

it('pages are listed in the order of their paths, and other files are allowed', async () => {
  const folder = await createFolder([
    'README.md',
    'STYLE.md',
    'moved.yaml',
    'links.json',
    'topic.schema.json',
    'b/b-2.mdx',
    'a/deep/c.mdx',
    'd.mdx',
    'paths/live.yaml',
    'paths/deep/other.yaml',
  ])
  expect(await readFolder(folder)).toEqual({
    pages: ['a/deep/c.mdx', 'b/b-2.mdx', 'd.mdx'],
    paths: ['paths/live.yaml'],
    problems: [],
  })
})

it('the content folder may be the top of a repository: only its pages are read', async () => {
  const folder = await createFolder([
    '.git/HEAD',
    '.git/hooks/page.mdx',
    '.github/workflows/test.yml',
    '.DS_Store',
    '.gitignore',
    '._a.mdx',
    'chapter/.a.mdx.swp',
    'node_modules/x/README.md',
    'node_modules/x/page.mdx',
    'LICENSE',
    'LICENSE.md',
    'CONTRIBUTING.md',
    'CODE_OF_CONDUCT.md',
    'README.md',
    'package.json',
    'notes.txt',
    'chapter/README.md',
    'chapter/draft.mdx.bak',
    'figures/A picture.svg',
    'docs/How to.md',
    'docs/usage.md',
    'Old Things/notes.txt',
    'chapter/page.mdx',
    'portal.yaml',
    'moved.yaml',
    'links.json',
    'topic.schema.json',
  ])
  expect(await readFolder(folder)).toEqual({ pages: ['chapter/page.mdx'], paths: [], problems: [] })
  // Files that cause a new build.
  expect(await listSources(folder)).toEqual([
    'chapter/page.mdx',
    'figures/A picture.svg',
    'links.json',
    'moved.yaml',
    'portal.yaml',
  ])
})

it.each([
  ['chapter/redis.md', 'Rename it to redis.mdx'],
  ['chapter/redis.markdown', 'Rename it to redis.mdx'],
  ['chapter/redis.mdx.txt', 'Rename it to redis.mdx'],
  ['chapter/redis.mdx.md', 'Rename it to redis.mdx'],
  ['moved.yml', 'moved.yaml'],
  ['Moved.yaml', 'moved.yaml'],
  ['chapter/moved.yaml', 'at the top of the content folder'],
  ['portal.yml', 'portal.yaml'],
  ['Portal.yaml', 'portal.yaml'],
])('a file that is probably misnamed is ignored with a warning: %s', async (file, cure) => {
  const { pages, problems } = await readFolder(await createFolder(['chapter/page.mdx', file]))
  expect(pages).toEqual(['chapter/page.mdx'])
  expect(problems).toEqual([
    {
      file,
      line: 1,
      column: 1,
      rule: 'file-name',
      message: expect.stringContaining(cure) as string,
      severity: 'warning',
    },
  ])
})

it('Markdown with front matter causes a warning in any folder', async () => {
  const folder = await createFolder(['page.mdx', 'new/other.md'])
  await writeFile(path.join(folder, 'new/redis.md'), '---\ntitle: Redis\n---\n')
  expect((await readFolder(folder)).problems.map(({ file }) => file)).toEqual(['new/redis.md'])
})

it.each([
  'page.MDX',
  'Page.mdx',
  'my page.mdx',
  'my_page.mdx',
  'pagé.mdx',
  'page-.mdx',
  '-rf.mdx',
  'con.mdx',
  'a/lpt1.mdx',
  `${'a'.repeat(100)}.mdx`,
])('M8: a page with an invalid name is reported: %s', async (file) => {
  expect(await find(file)).toEqual([`${file} file-name`])
})

it('M8: folders with invalid names are reported', async () => {
  expect(await find('Dev Ops/page.mdx', 'aux/page.mdx')).toEqual(['Dev Ops file-name', 'aux file-name'])
})

it('M8: names that differ only in case are reported', async () => {
  const { problems } = await readFolder(await createFolder(['devops/git.mdx', 'devops/Git.mdx']))
  expect(problems.map(({ message }) => message)).toContain(
    'On some systems this name is the same as devops/Git.mdx. Rename one of the two.',
  )
})

it('M8: a name with a line break is printed on one line, and is not a page', async () => {
  const folder = await createFolder(['a\n::error::b.mdx'])
  expect(await readFolder(folder)).toMatchObject({
    pages: [],
    problems: [{ file: 'a\\u{a}::error::b.mdx', rule: 'file-name' }],
  })
})

it('M8: symbolic links are reported and not followed, to files and folders, outside the content and inside', async () => {
  const [folder, elsewhere] = [await createFolder(['page.mdx']), await createFolder(['secret.mdx'])]
  await symlink(path.join(elsewhere, 'secret.mdx'), path.join(folder, 'linked.mdx'))
  await symlink(elsewhere, path.join(folder, 'linked'))
  await symlink('page.mdx', path.join(folder, 'twice.mdx'))
  const { pages, problems } = await readFolder(folder)
  expect(pages).toEqual(['page.mdx'])
  expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'linked symbolic-link',
    'linked.mdx symbolic-link',
    'twice.mdx symbolic-link',
  ])
})

it('M6: a file that is too large is not read to the end', async () => {
  const folder = await createFolder(['small.mdx'])
  await writeFile(path.join(folder, 'large.mdx'), Buffer.alloc(3 * limits.fileBytes))
  expect((await readFirst(path.join(folder, 'small.mdx'))).toString()).toBe('Words.')
  expect(await readFirst(path.join(folder, 'large.mdx'))).toHaveLength(limits.fileBytes + 1)
})

it('the pictures of the content are served from its figures folder alone, and no link or other file of it', async () => {
  const folder = await createFolder([
    'figures/a.svg',
    'figures/joints/b c.JPG',
    'figures/.c.png',
    'figures/d.html',
    'e.svg',
  ])
  await symlink(path.join(folder, 'e.svg'), path.join(folder, 'figures/link.svg'))
  expect([...listFigures(folder)].sort()).toEqual([
    ['/figures/a.svg', path.join(folder, 'figures/a.svg')],
    ['/figures/joints/b c.JPG', path.join(folder, 'figures/joints/b c.JPG')],
  ])
  const other = await createFolder(['page.mdx'])
  expect([...listFigures(other)]).toEqual([])
  await symlink(path.join(folder, 'figures'), path.join(other, 'figures'))
  expect([...listFigures(other)]).toEqual([])
})

it('public files are listed by address; without a folder there are none', async () => {
  const folder = await createFolder(['figures/a.svg', 'b.png'])
  expect(await listPublicFiles(folder)).toEqual(new Set(['/b.png', '/figures/a.svg']))
  expect(await listPublicFiles(path.join(folder, 'none'))).toEqual(new Set())
})
