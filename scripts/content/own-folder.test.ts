import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { describeSettings, loadPortal } from '../../lib/content'
import { runCaptured } from '../testing/run-captured'
import { command } from './content-command'

let top: string
let folder: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'lectern-own-')))
  folder = path.join(top, 'wood')
})
afterEach(() => rmSync(top, { recursive: true }))

const run = (...args: string[]) => runCaptured(command, args)

describe('npm run content -- init', () => {
  it('makes a portal without a problem or a warning, and names the next two commands', async () => {
    const { code, out } = await run('init', folder)
    expect(code).toBe(0)
    const shown = path.relative('.', folder)
    expect(out).toContain(`npm run content -- check --content ${shown}\n  CONTENT_DIR=${shown} npm start`)
    const { problems, topics, chapters, settings } = await loadPortal(folder)
    expect(problems).toEqual([])
    expect([chapters.length, topics.size, settings.name]).toEqual([1, 3, 'My portal'])
    expect(topics.get('making')?.pictures).toHaveProperty(['/figures/chapter-pages-tutorials.svg'])
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['.github', 'README.md', 'moved.yaml']))
  })

  it('makes a portal.yaml that explains every key, and whose commented lines hold', async () => {
    await run('init', folder)
    const file = path.join(folder, 'portal.yaml')
    const text = readFileSync(file, 'utf8')
    const keys = Object.keys((describeSettings() as { properties: object }).properties)
    expect(keys.filter((key) => !new RegExp(`^(# )?${key}:`, 'm').test(text))).toEqual([])
    // All optional lines at once; a key that is already there is replaced.
    const optional = text
      .replace(/^footer:\n.*\n/m, '')
      .replace(/^# ((\w+:.*|  - \{.*\})$)/gm, (line, key: string) => (/^logo/.test(key) ? line : key))
    writeFileSync(file, optional)
    expect(Object.keys(parse(optional) as object).sort()).toEqual(keys.sort())
    expect((await loadPortal(folder)).problems).toEqual([])
  })

  it.each(['new', 'a folder', "it's", 'a/b/c'])('can be pasted where the folder is called %j', async (name) => {
    const { out } = await run('init', path.join(top, name))
    const [, shown] = /CONTENT_DIR=(.*) npm start/.exec(out) ?? []
    expect(execFileSync('sh', ['-c', `cd ${shown} && ls`], { encoding: 'utf8' })).toContain('portal.yaml')
  })

  it('takes a folder that holds nothing but a new repository', async () => {
    execFileSync('git', ['init', '-q', folder])
    expect((await run('init', folder)).code).toBe(0)
  })

  it('refuses a folder with something in it, a file, and one that can’t be made, and changes nothing', async () => {
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'mine.txt'), 'x')
    expect(await run('init', folder)).toMatchObject({
      code: 1,
      said: `${folder} is not empty: it has mine.txt. Name a new folder, or an empty one.\n`,
    })
    expect(readdirSync(folder)).toEqual(['mine.txt'])
    for (const file of [path.join(folder, 'mine.txt'), path.join(folder, 'mine.txt/x')])
      expect(await run('init', file)).toMatchObject({
        code: 1,
        said: `${file} is a file, or below one. Name a folder.\n`,
      })
    expect(await run('init')).toMatchObject({ code: 2 })
    expect(await run('init', folder, 'other')).toMatchObject({ code: 2 })
  })
})

describe('npm run content -- publish', () => {
  let to: string
  beforeEach(async () => {
    to = path.join(top, 'served')
    await run('init', folder)
  })
  const titleOf = async () => (await loadPortal(to)).topics.get('making')?.title
  const page = () => path.join(folder, 'making/making.mdx')
  const change = (title: string) =>
    writeFileSync(page(), readFileSync(page(), 'utf8').replace(/^title: .*/m, `title: ${title}`))

  it('makes a link to a checked copy, and replaces it by the next', async () => {
    expect(await run('publish', folder, '--to', to)).toMatchObject({ code: 0 })
    expect(lstatSync(to).isSymbolicLink()).toBe(true)
    const first = realpathSync(to)
    expect(readdirSync(to).sort()).toEqual(['figures', 'logo.svg', 'making', 'moved.yaml', 'portal.yaml'])
    change('Second')
    expect(await titleOf()).not.toBe('Second')
    // Without --to, the folder given by --content is the target.
    expect(await run('publish', folder, '--content', to)).toMatchObject({ code: 0 })
    expect(await titleOf()).toBe('Second')
    // A process that reads the former one can go on.
    expect(existsSync(path.join(first, 'portal.yaml'))).toBe(true)
    for (const title of ['Third', 'Fourth', 'Fifth', 'Sixth']) {
      change(title)
      await run('publish', folder, '--to', to)
    }
    expect(await titleOf()).toBe('Sixth')
    expect(readdirSync(path.join(top, '.served-versions'))).toHaveLength(3)
  })

  it('changes nothing if there is an error, and says where', async () => {
    await run('publish', folder, '--to', to)
    const before = realpathSync(to)
    const file = path.join(folder, 'making/writing-a-page.mdx')
    writeFileSync(file, readFileSync(file, 'utf8').replace('/making.html', '/nowhere.html'))
    const { code, out, said } = await run('publish', folder, '--to', to)
    expect(code).toBe(1)
    expect(out).toMatch(/making\/writing-a-page\.mdx:\d+:\d+ internal-link No topic has the address \/nowhere\.html/)
    expect(said).toContain('Not published: 1 problem.')
    expect([realpathSync(to), readdirSync(path.join(top, '.served-versions')).length]).toEqual([before, 1])
  })

  it('keeps a folder that was there under another name', async () => {
    cpSync(folder, to, { recursive: true })
    writeFileSync(path.join(to, 'mine.txt'), 'x')
    const { code, said } = await run('publish', folder, '--to', to)
    expect(code).toBe(0)
    const [, aside = ''] = /What was there is in (.*)\.\n/.exec(said) ?? []
    expect(existsSync(path.join(aside, 'mine.txt'))).toBe(true)
    expect(lstatSync(to).isSymbolicLink()).toBe(true)
  })

  it('publishes what Git knows of the pages', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder })
    execFileSync('git', ['add', '-A'], { cwd: folder })
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x'], {
      cwd: folder,
    })
    expect(await run('publish', folder, '--to', to)).toMatchObject({ code: 0 })
    const { files } = JSON.parse(readFileSync(path.join(to, 'history.json'), 'utf8')) as { files: object }
    expect(Object.keys(files)).toContain('making/making.mdx')
    expect(existsSync(path.join(folder, 'history.json'))).toBe(false)
  })

  it('refuses a checkout, itself, what is in it, a file, and a folder without pages', async () => {
    const checkout = path.join(top, 'checkout')
    mkdirSync(path.join(checkout, 'content'), { recursive: true })
    execFileSync('git', ['init', '-q'], { cwd: checkout })
    const file = path.join(top, 'file')
    writeFileSync(file, 'x')
    mkdirSync(path.join(top, 'empty'))
    symlinkSync(folder, path.join(top, 'link'))
    const refusals: [string, string, string][] = [
      [folder, path.join(checkout, 'content'), 'is in a Git checkout'],
      [folder, checkout, 'is in a Git checkout'],
      [folder, folder, 'must not be the same folder'],
      [folder, path.join(folder, 'out'), 'must not be the same folder'],
      [path.join(folder, 'making'), folder, 'must not be the same folder'],
      [path.join(top, 'link'), folder, 'must not be the same folder'],
      [folder, file, 'is not a folder'],
      [folder, path.join(file, 'x'), "can't be replaced (ENOTDIR)"],
      [path.join(top, 'none'), to, "can't be read (ENOENT)"],
      [path.join(top, 'empty'), to, 'has no pages'],
    ]
    for (const [from, target, reason] of refusals) {
      const { code, said } = await run('publish', from, '--to', target)
      expect([code, said]).toEqual([1, expect.stringContaining(reason)])
    }
    expect(existsSync(to)).toBe(false)
    expect(readdirSync(top).sort()).toEqual(['checkout', 'empty', 'file', 'link', 'wood'])
    expect(await run('publish')).toMatchObject({ code: 2 })
  })
})
