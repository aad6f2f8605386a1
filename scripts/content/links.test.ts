import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runCaptured } from '../testing/run-captured'
import { html, redirect, startSite, type Site } from '../testing/site'
import { command } from './content-command'

let site: Site
let folder: string
const here = (name: string) => `http://www.a.test:${site.port}/${name}`

beforeEach(async () => {
  site = await startSite()
  vi.stubEnv('LECTERN_LINKS_ALLOW', `127.0.0.1:${site.port}`)
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-links-'))
  site.answers = {
    '/fine': html('Fine'),
    '/moved': redirect(301, "/editor's?a=1&b=2"),
    "/editor's?a=1&b=2": html('Fine'),
    '/parked': html('Buy this domain'),
  }
})
afterEach(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await site.stop()
})

/** Writes a page that links these pages of the test site, from line 11 on. */
function writePage(slug: string, sortorder: string, names: string[]): void {
  const body = names.map((name) => `- [About ${name}](${here(name)})`).join('\n')
  writeFileSync(
    path.join(folder, `${slug}.mdx`),
    `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${sortorder.endsWith('00')}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`,
  )
}

const run = (...args: string[]) => runCaptured(command, ['links', '--content', folder, ...args])

const remembered = () =>
  JSON.parse(readFileSync(path.join(folder, 'links.json'), 'utf8')) as Record<string, { verdict: string }>

describe('npm run content -- links', { timeout: 60_000 }, () => {
  it('lists the action for each verdict and every place, and exits with 0 without dead or suspect links', async () => {
    writePage('devops', '0600', ['fine', 'moved'])
    writePage('docker', '0601', ['gone', 'moved'])
    const { out, said, code } = await run()
    expect(out).toContain(
      `  ${here('gone')}\n    answers 404\n    ${path.relative('.', folder)}/docker.mdx:11 “About gone”`,
    )
    expect(out).toContain(`npm run content -- move ${here('moved')} '${here("editor'\\''s?a=1&b=2")}'`)
    expect(out.match(/“About moved”/g)).toHaveLength(2)
    expect(out).not.toContain('About fine')
    expect(said).toBe('3 addresses: 1 failing, 1 moved, 1 ok.\n')
    expect(code).toBe(0)
    expect(Object.keys(remembered())).toEqual([here('fine'), here('gone'), here('moved')])
  })

  it('exits with 1 for a suspect link until it is cleared, which visits nothing', async () => {
    writePage('devops', '0600', ['parked'])
    const first = await run()
    expect(first.out).toContain(`npm run content -- links --clear ${here('parked')}`)
    expect(first.code).toBe(1)
    const before = site.asked.length
    expect(await run('--clear', here('parked'))).toMatchObject({ code: 0 })
    expect(site.asked).toHaveLength(before)
    expect(await run()).toMatchObject({ code: 0, said: '1 address: 1 ok.\n' })
  })

  it('reports to a pull request in a code block that no title can close', async () => {
    writePage('devops', '0600', ['missing'])
    site.answers['/missing'] = html('404 Not Found')
    const { out, code } = await run('--format', 'markdown')
    expect(out).toMatch(
      /^### Links of the changed pages\n\n```\nDoubtful: [\s\S]*says “404 Not Found”[\s\S]*\n1 address: 1 doubtful\.\n```\n$/,
    )
    expect(code).toBe(0)
    expect(await run('--clear', here('missing'))).toMatchObject({ code: 0 })
    expect(await run()).toMatchObject({ code: 0, said: '1 address: 1 ok.\n' })
  })

  it('exits with 1 for a dead link, and offers its archived copy', async () => {
    writePage('devops', '0600', ['gone'])
    writeFileSync(
      path.join(folder, 'links.json'),
      JSON.stringify({
        [here('gone')]: {
          verdict: 'failing',
          checked: '2026-01-09',
          failures: { count: 2, since: '2026-01-07', lastGood: '2026-01-01' },
        },
      }),
    )
    const { out, code } = await run('--json')
    expect(JSON.parse(out)).toMatchObject([
      {
        address: here('gone'),
        verdict: 'dead',
        reason: 'answers 404',
        archived: `https://web.archive.org/web/20260101/${here('gone')}`,
        places: [{ slug: 'devops', line: 11, column: 3 }],
      },
    ])
    expect(code).toBe(1)
  })

  it('visits only the given pages, and keeps the states of others', async () => {
    writePage('devops', '0600', ['fine'])
    writePage('docker', '0601', ['gone'])
    await run('docker')
    expect(site.asked).toEqual(['GET www.a.test /gone'])
    await run('devops')
    expect(Object.keys(remembered())).toEqual([here('fine'), here('gone')])
  })

  it('forgets links that are on no page, unless a page can’t be read', async () => {
    writePage('devops', '0600', ['fine'])
    writePage('docker', '0601', ['gone'])
    await run('--all')
    writeFileSync(path.join(folder, 'docker.mdx'), '---\nbroken')
    await run('--all')
    expect(Object.keys(remembered())).toEqual([here('fine'), here('gone')])
    rmSync(path.join(folder, 'docker.mdx'))
    await run('--all')
    expect(Object.keys(remembered())).toEqual([here('fine')])
  })

  it('visits with --since only links that differ from a commit, including uncommitted ones', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Editor', '-c', 'user.email=editor@example.org', ...args], {
        cwd: folder,
        stdio: 'pipe',
      })
    writePage('devops', '0600', ['fine'])
    writePage('docker', '0601', ['old'])
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'First')
    writePage('docker', '0601', ['changed'])
    writePage('sentry', '0602', ['new'])
    await run('--since', 'HEAD')
    expect(site.asked.sort()).toEqual(['GET www.a.test /changed', 'GET www.a.test /new'])
    expect(await run('--since', 'nowhere')).toMatchObject({ code: 1, said: expect.stringMatching(/^Git says: /) })
    expect(await run('--since=--output=/tmp/written')).toMatchObject({ code: 1 })
    expect(existsSync('/tmp/written')).toBe(false)
  })

  it('visits this machine only if a test allows it', async () => {
    writePage('devops', '0600', ['fine'])
    vi.stubEnv('LECTERN_LINKS_ALLOW', '127.0.0.1:1')
    expect((await run()).out).toContain('127.0.0.1 is not an address of the public internet')
    expect(site.connections).toBe(0)
  })

  it.each([
    [['nowhere'], 'No topic has the slug "nowhere".'],
    [['devops', '--all'], 'Give slugs, --since or --all'],
    [['--clear', 'https://example.org/'], 'https://example.org/ is not suspect'],
    [['--format', 'html'], '--format is "text" or "markdown", not "html".'],
  ])('called as %j explains the error, and exits with 2', async (args, sentence) => {
    writePage('devops', '0600', ['fine'])
    const { said, code } = await run(...args)
    expect(said).toContain(sentence)
    expect(code).toBe(2)
    expect(site.asked).toEqual([])
  })

  it('names a links.json that it can’t read, and does not change it', async () => {
    writePage('devops', '0600', ['fine'])
    writeFileSync(path.join(folder, 'links.json'), '<<<<<<< HEAD')
    const { said, code } = await run()
    expect(said).toContain(path.join(folder, 'links.json'))
    expect(code).toBe(1)
    expect(readFileSync(path.join(folder, 'links.json'), 'utf8')).toBe('<<<<<<< HEAD')
    expect(site.asked).toEqual([])
  })
})

describe('npm run content -- links --titles', { timeout: 60_000 }, () => {
  const page = () => path.join(folder, 'devops.mdx')
  const shown = () => `${path.relative('.', page())}`

  beforeEach(() => {
    const body = [
      `- On [state](${here('state')}) first`,
      `- [Titled](${here('titled')} "Its own title")`,
      `- [first steps](${here('start')}) here`,
      `- [other steps](${here('begin')}) there`,
      `- [unknown](${here('gone')})`,
      `- [Metrics in practice](${here('same')})`,
      `\n[A mention](${here('state')}?mention)`,
      `\n## Tools\n\n- [tool](${here('titled')}?tool)`,
    ].join('\n')
    writeFileSync(
      page(),
      `---\ntitle: On devops\ncategory: page\nslug: devops\nsortorder: "0600"\ntoc: true\nsidebartitle: devops\nmeta: About devops.\n---\n\n${body}\n`,
    )
    site.answers = {
      '/state': html('State &amp; its "hooks" | A'),
      '/titled': html('Another | A'),
      '/start': html('First steps with metrics | A'),
      '/begin': html('First steps with metrics - www.a.test'),
      '/same': html('Metrics in Practice | A'),
    }
  })

  it('proposes the titles of visited pages, and changes nothing', async () => {
    const before = readFileSync(page(), 'utf8')
    expect(await run('--titles')).toMatchObject({ out: '', code: 0 })
    expect((await run('--titles')).said).toContain(
      'is not known for 5 other tutorials; "npm run content -- links" reads it',
    )
    await run()
    const asked = site.asked.length
    const { out, said, code } = await run('--titles')
    expect(out.split('\n')).toEqual([
      `${shown()}:11:6 “state” State & its "hooks"`,
      `${shown()}:13:3 “first steps” First steps with metrics | A`,
      `${shown()}:14:3 “other steps” First steps with metrics - www.a.test`,
      '',
    ])
    expect(said).toBe(
      '3 titles proposed; --write writes them into the pages.\nThe page\'s title is not known for 1 other tutorial; "npm run content -- links" reads it where it can.\n',
    )
    expect(code).toBe(0)
    expect(site.asked).toHaveLength(asked)
    expect(readFileSync(page(), 'utf8')).toBe(before)
    expect(JSON.parse((await run('--titles', '--json')).out)).toMatchObject([
      { line: 11, column: 6, address: here('state'), words: 'state', title: 'State & its "hooks"' },
      { line: 13 },
      { line: 14 },
    ])
  })

  it('writes the titles with --write, after which there is nothing to propose', async () => {
    await run()
    expect((await run('--titles', '--write')).said).toContain('3 titles written.\n')
    expect(readFileSync(page(), 'utf8')).toContain(`- On [state](${here('state')} "State & its \\"hooks\\"") first\n`)
    expect(readFileSync(page(), 'utf8')).toContain(`- [Metrics in practice](${here('same')})\n`)
    expect((await run('--titles')).out).toBe('')
  })

  it('does not propose a title from a page that may have changed hands', async () => {
    await run()
    const states = remembered() as Record<string, { verdict: string; suspicion?: object }>
    states[here('state')] = { ...states[here('state')]!, verdict: 'suspect', suspicion: { reason: 'x', title: 'Buy' } }
    writeFileSync(path.join(folder, 'links.json'), JSON.stringify(states))
    expect((await run('--titles')).out).not.toContain('State')
  })

  it('is required for --write', async () => {
    expect(await run('--write')).toMatchObject({ code: 2, out: '' })
    expect(site.asked).toEqual([])
  })
})
