import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadPortal } from '../content'
import { logTo } from '../observing'
import { describeFeed } from '../publishing'
import { formatEditAddress, formatReportAddress, getFirstSeen, getHistory, listLinks, writeHistoryFile } from '.'

let top: string
let folder: string
let copy: string

const page = (slug: string, sortorder: string, body: string) =>
  `---\ntitle: ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${sortorder === '0100'}\nsidebartitle: ${slug}\nmeta: On ${slug}.\n---\n\nWords.\n\n## Tutorials\n\n${body}\n`
const item = (name: string) => `- [${name}](https://example.org/${name} "On ${name}") is good.\n`

function commit(day: string, author: string): void {
  const env = { ...process.env, GIT_COMMITTER_DATE: `${day}T12:00:00+02:00`, GIT_AUTHOR_DATE: `${day}T12:00:00Z` }
  const as = ['-c', `user.name=${author}`, '-c', 'user.email=a@example.org']
  execFileSync('git', ['add', '-A'], { cwd: top })
  execFileSync('git', [...as, 'commit', '-qm', 'x'], { cwd: top, env })
}

beforeAll(async () => {
  top = mkdtempSync(path.join(tmpdir(), 'lectern-history-file-'))
  folder = path.join(top, 'pages')
  copy = `${top}-copy`
  mkdirSync(path.join(folder, 'paths'), { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd: top })
  execFileSync('git', ['remote', 'add', 'origin', 'https://git.example.org/wood/portal.git'], { cwd: top })
  writeFileSync(path.join(folder, 'wood.mdx'), page('wood', '0100', item('saws')))
  writeFileSync(path.join(folder, 'join.mdx'), page('join', '0101', item('glue')))
  commit('2026-01-01', 'Ada')
  renameSync(path.join(folder, 'join.mdx'), path.join(folder, 'joints.mdx'))
  writeFileSync(path.join(folder, 'joints.mdx'), page('joints', '0101', item('glue') + item('planes')))
  commit('2026-02-02', 'Grace')
  writeFileSync(path.join(folder, 'wood.mdx'), page('wood', '0100', item('chisels') + item('saws')))
  commit('2026-03-03', 'Ada')
  const portal = await loadPortal(folder)
  await writeHistoryFile(folder, listLinks(portal.topics.values()))
  cpSync(folder, copy, { recursive: true })
})
afterAll(() => {
  vi.unstubAllEnvs()
  for (const each of [top, copy]) rmSync(each, { recursive: true })
})

/** Returns everything that pages and feeds show of the history of a content folder. */
async function readAll(from: string) {
  vi.stubEnv('CONTENT_DIR', from)
  vi.stubEnv('REPOSITORY_URL', '')
  const portal = await loadPortal(from)
  const [{ history, repository }, firstSeen] = [await getHistory(), await getFirstSeen()]
  return {
    repository,
    edit: repository && formatEditAddress(repository, 'joints.mdx'),
    report: repository && formatReportAddress(repository, 'joints'),
    dates: [...history].filter(([file]) => file.endsWith('.mdx')).sort(([a], [b]) => (a < b ? -1 : 1)),
    feed: describeFeed({ portal, history, firstSeen, listings: new Map() }).news,
  }
}

describe('history.json', () => {
  it('gives a copy without Git the same history as the checkout', async () => {
    const [inCheckout, inCopy] = [await readAll(folder), await readAll(copy)]
    expect(inCopy).toEqual(inCheckout)
    expect(inCheckout.edit).toBe('https://git.example.org/wood/portal/edit/main/pages/joints.mdx')
    expect(inCheckout.dates.map(([file, { updated, contributors }]) => [file, updated, contributors])).toEqual([
      ['joints.mdx', '2026-02-02', ['Grace', 'Ada']],
      ['wood.mdx', '2026-03-03', ['Ada']],
    ])
    expect(inCheckout.feed.map(({ title, published }) => [title, published.toISOString().slice(0, 10)])).toEqual([
      ['On chisels', '2026-03-03'],
      ['On planes', '2026-02-02'],
      ['joints', '2026-01-01'],
      ['wood', '2026-01-01'],
    ])
  })

  it.each([
    '',
    '{',
    '{"format":2,"repository":null,"files":{}}',
    '{"format":1,"repository":null,"files":{"a.mdx":{"changed":"then"}}}',
  ])('that reads %j is logged and counts as none', async (text) => {
    const other = mkdtempSync(path.join(tmpdir(), 'lectern-history-bad-'))
    cpSync(copy, other, { recursive: true })
    writeFileSync(path.join(other, 'history.json'), text)
    const lines: string[] = []
    logTo({ write: (line: string) => void lines.push(line) })
    expect(await readAll(other)).toMatchObject({ dates: [], feed: [], repository: null })
    expect(lines.join('')).toContain('history.json can’t be used')
    rmSync(other, { recursive: true })
  })

  it('can’t be written without Git, and then stays unchanged', async () => {
    await expect(writeHistoryFile(copy, new Map())).rejects.toThrow(`There is no Git history of ${copy}`)
    expect((await readAll(copy)).dates).toHaveLength(2)
  })
})
