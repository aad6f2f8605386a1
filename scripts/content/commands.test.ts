import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCaptured } from '../testing/run-captured'
import { command } from './content-command'
import { count } from './count'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'lectern-commands-')), 'content')
  mkdirSync(path.join(folder, 'devops'), { recursive: true })
  writePage('devops', '0600', 'One topic so far: [Prometheus](/prometheus).')
  writePage('prometheus', '0601', '- [Prometheus for people who run things](https://example.org/prometheus)')
  writeFileSync(path.join(folder, 'moved.yaml'), 'addresses: []\npages: []\n')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

function writePage(slug: string, sortorder: string, body: string): void {
  writeFileSync(
    path.join(folder, `devops/${slug}.mdx`),
    `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${sortorder.endsWith('00')}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`,
  )
}

const run = (...args: string[]) => runCaptured(command, [...args, '--content', folder])

describe('npm run content', { timeout: 120_000 }, () => {
  it('works as documented in CONTRIBUTING.md', async () => {
    const commands = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^npm run content -- ([^#\n]*)/gm)].map(
      ([, line = '']) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? ''),
    )
    expect(commands.map(([verb]) => verb)).toEqual(['new', 'check', 'move', '--help'])
    for (const args of commands) {
      // These are placeholders.
      if (args.some((word) => word.startsWith('<'))) continue
      expect(await run(...args)).toMatchObject({ code: 0 })
    }
  })

  it('check says that a file is missing, or is no page', async () => {
    expect(await run('check', 'nosuchfile.mdx')).toMatchObject({
      code: 1,
      out: '',
      said: expect.stringMatching(
        /^File nosuchfile\.mdx not found\. Give paths from the current folder, such as .*\.mdx\.\n$/,
      ) as string,
    })
    expect(await run('check', 'package.json')).toMatchObject({
      code: 1,
      said: expect.stringContaining('package.json is not a page of') as string,
    })
    expect(
      await run('check', path.join(folder, 'devops/prometheus.mdx'), path.join(folder, 'moved.yaml')),
    ).toMatchObject({ code: 0 })
  })

  it('check counts one problem in the singular', async () => {
    const file = path.join(folder, 'devops/prometheus.mdx')
    appendFileSync(file, '\n[empty]()\n')
    const { said, code } = await run('check', file)
    expect(said).toMatch(/ 1 problem\.\n$/)
    expect(code).toBe(1)
  })

  it('check warns of a probable mistake without failing, as text, as JSON and on a pull request', async () => {
    const file = path.join(folder, 'devops/prometheus.mdx')
    const line = readFileSync(file, 'utf8').split('\n').length + 1
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n[a guide] (https://example.org/guide)\n`)
    const { out, said, code } = await run('check', file)
    expect(out).toContain(`prometheus.mdx:${line}:1 warning near-link This is not a link, `)
    expect(said).toMatch(/ 0 problems, 1 warning\.\n$/)
    expect(code).toBe(0)
    expect(await run('check', '--format', 'github')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^::warning file=.*prometheus\.mdx,line=\d+,col=1,title=near-link::This is not a link/,
      ) as string,
    })
    expect(JSON.parse((await run('check', '--json')).out)).toMatchObject([
      { severity: 'warning', line, rule: 'near-link' },
    ])
  })
})

describe('npm run content -- check on a terminal', { timeout: 60_000 }, () => {
  const before = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY')
  beforeEach(() => void Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true }))
  afterEach(() => {
    if (before) Object.defineProperty(process.stdout, 'isTTY', before)
    else Reflect.deleteProperty(process.stdout, 'isTTY')
  })

  const countLines = (out: string, rule: string) => out.split('\n').filter((line) => line.includes(` ${rule} `)).length
  const file = () => path.join(folder, 'devops/prometheus.mdx')

  it('shows the first three warnings of each rule, and says how to see the others', async () => {
    for (let number = 1; number <= 5; number++)
      appendFileSync(file(), `\n[guide ${number}] (https://example.org/guide)\n\n!!! note\n\n[empty]()\n`)
    const { out, said } = await run('check')
    expect(countLines(out, 'near-link')).toBe(3)
    expect(countLines(out, 'near-note')).toBe(3)
    // Errors are never left out.
    expect(countLines(out, 'address')).toBe(5)
    expect(out).toMatch(/\n4 more warnings of these rules\. See all with --all\.\n$/)
    expect(said).toMatch(/ 5 problems, 10 warnings\.\n$/)
  })

  it('shows all that are asked for, or read by a program', async () => {
    for (let number = 1; number <= 5; number++)
      appendFileSync(file(), `\n[guide ${number}] (https://example.org/guide)\n`)
    for (const args of [['--all'], ['--format', 'github'], ['--json'], [file()]]) {
      const { out } = await run('check', ...args)
      expect(out.match(/near-link/g)).toHaveLength(5)
      expect(out).not.toContain('more warning')
    }
    Object.defineProperty(process.stdout, 'isTTY', { value: false, configurable: true })
    expect(countLines((await run('check')).out, 'near-link')).toBe(5)
  })

  it('says nothing of others if there are none', async () => {
    for (let number = 1; number <= 3; number++)
      appendFileSync(file(), `\n[guide ${number}] (https://example.org/guide)\n`)
    const { out } = await run('check')
    expect(countLines(out, 'near-link')).toBe(3)
    expect(out).not.toContain('more warning')
  })
})

describe('npm run content -- search', { timeout: 60_000 }, () => {
  it('shows the results of a search', async () => {
    expect(await run('search', 'people', 'who', 'run')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^1 tutorial or tool\nPrometheus for people .* example\.org, \/prometheus\n1 topic\n/,
      ) as string,
    })
    expect(JSON.parse((await run('search', 'prometheus', '--json')).out)).toMatchObject({
      lead: 'topics',
      topics: { found: [{ slug: 'prometheus' }, { slug: 'devops' }] },
    })
    expect(await run('search', 'zzzzqq')).toMatchObject({ code: 1 })
  })

  it('tests the expected first results, and names the wrong ones', async () => {
    writeFileSync(path.join(folder, 'searches.yaml'), 'prometheus: prometheus\nabout prometheus: devops\n')
    expect(await run('search')).toEqual({
      code: 1,
      out: 'about prometheus: finds prometheus first instead of devops\n',
      said: '2 searches, 1 with an unexpected first result.\n',
    })
    writeFileSync(path.join(folder, 'searches.yaml'), 'prometheus: prometheus\n')
    expect(await run('search')).toEqual({ code: 0, out: '', said: '1 search, 0 with an unexpected first result.\n' })
  })

  it('explains how to begin without expectations', async () => {
    expect(await run('search')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^There is no .*searches\.yaml\. Write queries/) as string,
    })
  })
})

it('count adds the noun to a number', () => {
  expect([
    count(0, 'tutorial'),
    count(1, 'tutorial'),
    count(2, 'tutorial'),
    count(1, 'address', 'addresses'),
    count(2, 'address', 'addresses'),
  ]).toEqual(['0 tutorials', '1 tutorial', '2 tutorials', '1 address', '2 addresses'])
})
