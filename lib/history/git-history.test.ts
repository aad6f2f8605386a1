import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHistory } from './git-history'
import { formatEditAddress, formatReportAddress, formatSuggestAddress, readRepository } from './repository'

let top: string
let folder: string

beforeAll(() => {
  top = mkdtempSync(path.join(tmpdir(), 'lectern-history-'))
  folder = path.join(top, 'content')
  mkdirSync(path.join(folder, 'devops'), { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd: top })
})
afterAll(() => rmSync(top, { recursive: true }))

const noon = (day: string) => new Date(`${day}T12:00:00Z`)

function commit(file: string, text: string, author: string, day: string): void {
  writeFileSync(path.join(top, file), text)
  const env = {
    ...process.env,
    GIT_COMMITTER_DATE: `${day}T12:00:00Z`,
    GIT_AUTHOR_DATE: `${day}T12:00:00Z`,
    GIT_COMMITTER_NAME: 'Merger',
    GIT_COMMITTER_EMAIL: 'm@example.org',
  }
  execFileSync('git', ['add', '-A'], { cwd: top })
  execFileSync('git', ['commit', '-qm', 'x', `--author=${author} <a@example.org>`], { cwd: top, env })
}

describe('the history of a content file', () => {
  it('is empty without commits or a repository', async () => {
    expect(await readHistory(folder)).toEqual(new Map())
    const outside = mkdtempSync(path.join(tmpdir(), 'lectern-no-git-'))
    expect(await readHistory(outside)).toEqual(new Map())
    expect(await readRepository(outside, '')).toBeNull()
    rmSync(outside, { recursive: true })
  })

  it('has its last change and its authors, the latest first', async () => {
    commit('content/devops/a.mdx', 'one', 'Ada', '2026-01-01')
    commit('content/devops/a.mdx', 'two', 'Grace', '2026-02-02')
    commit('content/devops/a.mdx', 'three', 'Ada', '2026-03-03')
    commit('elsewhere', 'x', 'Alan', '2026-04-04')
    const history = {
      updated: '2026-03-03',
      contributors: ['Ada', 'Grace'],
      changed: noon('2026-03-03'),
      added: noon('2026-01-01'),
    }
    expect(await readHistory(folder)).toEqual(new Map([['devops/a.mdx', history]]))
  })

  it('follows renames', async () => {
    renameSync(path.join(folder, 'devops/a.mdx'), path.join(folder, 'devops/b.mdx'))
    commit('content/devops/c.mdx', 'another page, and a longer one', 'Ada', '2026-05-05')
    const history = await readHistory(folder)
    expect(history.get('devops/b.mdx')).toMatchObject({ changed: noon('2026-05-05'), added: noon('2026-01-01') })
    expect(history.get('devops/c.mdx')?.added).toEqual(noon('2026-05-05'))
    expect(history.has('devops/a.mdx')).toBe(false)
  })

  it('has no dates that a shallow clone can’t know', async () => {
    commit('content/devops/c.mdx', 'another page, and a longer one by far', 'Ada', '2026-06-06')
    const clone = path.join(top, 'clone')
    execFileSync('git', ['clone', '-q', '--depth=2', `file://${top}`, clone])
    const history = await readHistory(path.join(clone, 'content'))
    expect([...history]).toEqual([
      ['devops/c.mdx', { updated: '2026-06-06', contributors: ['Ada'], changed: noon('2026-06-06'), added: null }],
    ])
  })

  it.each([
    ['git@github.com:someone/lectern.git', 'https://github.com/someone/lectern'],
    ['https://github.com/someone/lectern.git', 'https://github.com/someone/lectern'],
    ['https://git.example.org/someone/lectern/', 'https://git.example.org/someone/lectern'],
  ])('gives edit addresses for the remote %s', async (remote, url) => {
    const repository = await readRepository(folder, remote)
    expect(repository).toEqual({ url, folder: 'content' })
    if (!repository) return
    expect(formatEditAddress(repository, 'devops/a.mdx')).toBe(`${url}/edit/main/content/devops/a.mdx`)
    expect(formatReportAddress(repository, 'a')).toBe(
      `${url}/issues/new?template=dead-link.yml&title=Dead+link+on+%2Fa&page=%2Fa`,
    )
    expect(formatSuggestAddress(repository, 'C & "D"')).toBe(
      `${url}/issues/new?template=suggestion.yml&title=Suggestion%3A+C+%26+%22D%22&subject=C+%26+%22D%22`,
    )
  })

  it('has the edit address from portal.yaml, on any host and branch, unless REPOSITORY_URL is set', async () => {
    const url = 'https://codeberg.org/wood/pages'
    const settings = { repository: url, edit: `${url}/_edit/trunk/{path}` }
    const repository = (await readRepository(folder, '', settings))!
    expect(formatEditAddress(repository, 'a/$&.mdx')).toBe(`${url}/_edit/trunk/a/$&.mdx`)
    expect(formatReportAddress(repository, 'a')).toMatch(/^https:\/\/codeberg.org\/wood\/pages\/issues\/new\?/)
    const other = (await readRepository(folder, 'https://github.com/me/wood', settings))!
    expect(formatEditAddress(other, 'a.mdx')).toBe('https://github.com/me/wood/edit/main/content/a.mdx')
    const gitlab = (await readRepository(folder, '', { repository: 'https://gitlab.com/me/wood' }))!
    expect(formatReportAddress(gitlab, 'a')).toBe(
      'https://gitlab.com/me/wood/-/issues/new?issue%5Btitle%5D=Dead+link+on+%2Fa',
    )
    // The content folder may be the top of its repository.
    expect(formatEditAddress({ url, folder: '' }, 'a.mdx')).toBe(`${url}/edit/main/a.mdx`)
  })

  it.each(['/srv/git/lectern.git', 'https://user:secret@example.org/x', 'file:///srv/x'])(
    'gives no addresses for the remote %s',
    async (remote) => {
      expect(await readRepository(folder, remote)).toBeNull()
    },
  )
})
