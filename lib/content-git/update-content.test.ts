import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseContentSource, type ContentSource } from '../content-source'
import { readFirstSeen, readHistory } from '../history/git-history'
import { updateContent } from './update-content'

let top: string
let work: string
let home: string
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@example.org', ...args], {
    cwd: work,
    encoding: 'utf8',
  }).trim()
const commit = () => (git('add', '-A'), git('commit', '-qm', 'x'), git('rev-parse', 'HEAD'))
const source = (rest = '') => parseContentSource(`${work}${rest}`) as ContentSource
const page = (root = path.join(home, 'current')) => path.join(root, 'making/making.mdx')
const change = (title: string) =>
  writeFileSync(page(work), readFileSync(page(work), 'utf8').replace(/^title: .*/m, `title: ${title}`))
const titleOf = () => /^title: (.*)/m.exec(readFileSync(page(), 'utf8'))?.[1]

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'lectern-git-')))
  ;[work, home] = [path.join(top, 'work'), path.join(top, 'data/content-git')]
  cpSync('templates/content', work, { recursive: true })
  git('init', '-q', '-b', 'main')
  change('First')
  commit()
})
afterEach(() => rmSync(top, { recursive: true }))

describe('content from Git', () => {
  it('is cloned with its history, and pulled when there is a new commit', async () => {
    const first = git('rev-parse', 'HEAD')
    expect(await updateContent(source(), home)).toEqual({ commit: first, isNew: true })
    expect(titleOf()).toBe('First')
    expect(await updateContent(source(), home)).toEqual({ commit: first, isNew: false })
    change('Second')
    commit()
    change('Third')
    const third = commit()
    expect(await updateContent(source(), home)).toEqual({ commit: third, isNew: true })
    expect(titleOf()).toBe('Third')
    const history = await readHistory(path.join(home, 'current'))
    expect(history.get('making/making.mdx')).toMatchObject({ contributors: ['Ada'], added: expect.any(Date) as Date })
    expect([...(await readFirstSeen(path.join(home, 'current'))).keys()]).toContain('making/choosing-tutorials.mdx')
    // The previous version may still be read; older ones are gone.
    change('Fourth')
    const fourth = commit()
    await updateContent(source(), home)
    expect(readdirSync(path.join(home, 'versions')).sort()).toEqual([third, fourth].sort())
  })

  it('stays at the last valid commit while a newer one has errors, and follows once they are fixed', async () => {
    const first = git('rev-parse', 'HEAD')
    await updateContent(source(), home)
    change('[')
    const bad = commit()
    await expect(updateContent(source(), home)).rejects.toThrow(
      new RegExp(`^Commit ${bad.slice(0, 10)} of ${work} is not served: making/making\\.mdx:2:\\d+ `),
    )
    expect(titleOf()).toBe('First')
    expect(readdirSync(path.join(home, 'versions'))).toEqual([first])
    change('Good')
    commit()
    await updateContent(source(), home)
    expect(titleOf()).toBe('Good')
  })

  it('is served despite errors if there is no earlier content', async () => {
    change('[')
    const bad = commit()
    expect(await updateContent(source(), home)).toEqual({ commit: bad, isNew: true })
  })

  it('follows a branch, a folder of the repository, and a rewritten history', async () => {
    await updateContent(source(), home)
    git('checkout', '-q', '-b', 'draft')
    change('Draft')
    commit()
    await updateContent(source('#draft'), home)
    expect(titleOf()).toBe('Draft')
    git('commit', '-q', '--amend', '-m', 'y')
    const amended = git('rev-parse', 'HEAD')
    expect(await updateContent(source('#draft'), home)).toEqual({ commit: amended, isNew: true })
    cpSync('templates/content', path.join(work, 'wood/de'), { recursive: true })
    commit()
    await updateContent(source('#draft:wood/de'), home)
    expect(titleOf()).toContain('one page per topic')
    expect(readdirSync(home).filter((name) => name.endsWith('.git'))).toHaveLength(1)
    await expect(updateContent(source('#draft:wood/de/making'), home)).rejects.toThrow('There is no file figures/')
    await expect(updateContent(source('#draft:nowhere'), home)).rejects.toThrow('it has no folder nowhere')
    await expect(updateContent(source('#nowhere'), home)).rejects.toThrow(/can't be pulled from .*: .*nowhere/)
    expect(titleOf()).toContain('one page per topic')
  })

  it('is pulled without running hooks, creating symbolic links or reading submodules', async () => {
    symlinkSync('/etc/hostname', path.join(work, 'figures/host.svg'))
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', work, 'inner')
    commit()
    await updateContent(source(), home)
    const [repository = ''] = readdirSync(home).filter((name) => name.endsWith('.git'))
    expect(lstatSync(path.join(home, 'current/figures/host.svg')).isSymbolicLink()).toBe(false)
    expect(readdirSync(path.join(home, 'current/inner'))).toEqual([])
    for (const name of ['post-checkout', 'post-merge', 'reference-transaction']) {
      const hook = path.join(home, repository, 'hooks', name)
      writeFileSync(hook, `#!/bin/sh\ntouch ${top}/hooked\n`)
      chmodSync(hook, 0o755)
    }
    change('Second')
    commit()
    await updateContent(source(), home)
    expect(titleOf()).toBe('Second')
    expect(existsSync(path.join(top, 'hooked'))).toBe(false)
  })

  it('is pulled by several processes at once, and after one was killed', async () => {
    await Promise.all([1, 2, 3].map(() => updateContent(source(), home)))
    expect(titleOf()).toBe('First')
    change('Second')
    const second = commit()
    const lock = path.join(home, 'lock')
    writeFileSync(lock, '')
    utimesSync(lock, new Date(0), new Date(0))
    // What the killed process left behind.
    cpSync(work, path.join(home, 'versions', second), { recursive: true })
    writeFileSync(path.join(home, 'next'), '')
    expect((await updateContent(source(), home)).isNew).toBe(true)
    expect(titleOf()).toBe('Second')
    expect(existsSync(lock)).toBe(false)
  })
})

describe('a Git server', () => {
  let site: Server
  let asked: (string | undefined)[]
  let base: string
  beforeEach(async () => {
    asked = []
    site = createServer((request, response) => {
      asked.push(request.headers.authorization)
      response.writeHead(403).end(`No: ${request.headers.authorization}`)
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    base = `127.0.0.1:${(site.address() as AddressInfo).port}`
  })
  afterEach(() => new Promise((resolve) => site.close(resolve)))

  it('gets the password of the address, which appears in no error and no file', async () => {
    const secret = parseContentSource(`http://me:s3cr%20et@${base}/p.git#main`) as ContentSource
    const error = await updateContent(secret, home).catch((thrown: Error) => thrown)
    const basic = Buffer.from('me:s3cr et').toString('base64')
    expect(asked[0]).toBe(`Basic ${basic}`)
    expect(String(error)).toContain(`The content can't be pulled from http://${base}/p.git: `)
    expect(String(error)).toContain('403')
    const files = execFileSync('find', [home, '-type', 'f'], { encoding: 'utf8' }).split('\n').filter(Boolean)
    const texts = [String(error), ...files.map((file) => readFileSync(file, 'utf8'))].join('\n')
    for (const word of ['s3cr et', 's3cr%20et', basic]) expect(texts).not.toContain(word)
  })

  it('that does not answer is named in the error, and the earlier content stays', async () => {
    await updateContent(source(), home)
    await new Promise((resolve) => site.close(resolve))
    await expect(updateContent(parseContentSource(`http://${base}/p.git`) as ContentSource, home)).rejects.toThrow(
      `The content can't be pulled from http://${base}/p.git: `,
    )
    expect(titleOf()).toBe('First')
    site.listen(0)
  })
})
