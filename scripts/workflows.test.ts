import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

// Checks workflows for silent faults: failures lost in a pipe, an event's text run as a program, unneeded permissions.

interface Step {
  run?: string
  uses?: string
  shell?: string
  if?: string
  with?: Record<string, unknown>
  env?: Record<string, unknown>
}
interface Defaults {
  run?: { shell?: string }
}
interface Job {
  permissions?: Record<string, string>
  defaults?: Defaults
  /** Another workflow, instead of steps. */
  uses?: string
  needs?: string | string[]
  strategy?: { matrix: Record<string, (string | number)[]> }
  steps?: Step[]
  'timeout-minutes'?: number
}
interface Workflow {
  on: Record<string, { paths?: string[]; branches?: string[]; tags?: string[] } | null>
  permissions?: Record<string, string>
  concurrency?: { group: string }
  defaults?: Defaults
  jobs: Record<string, Job>
}

const folder = path.resolve('.github/workflows')
const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file))
const readText = (file: string) => readFileSync(path.join(folder, file), 'utf8')
const read = (file: string) => parse(readText(file)) as Workflow

const { engines, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  engines: { node: string }
  scripts: Record<string, string>
}

/**
 * Returns scripts that package.json lacks, and programs that npx would download because `npm ci` does not install them.
 */
function findUnknownCommands(text: string): string[] {
  const named = [
    ...text.matchAll(/\bnpm (?:(?:run|run-script)(?: +-[\w-]+)* +([\w:.-]+)|(test|start|stop|restart)\b)/g),
  ]
  const programs = [...text.matchAll(/\bnpx(?: +-[\w-]+)* +([\w@/.-]+)/g)]
  return [
    ...named
      .map(([, name = '', short = name]) => name || short)
      .filter((name) => !Object.hasOwn(scripts, name))
      .map((name) => `package.json has no script "${name}"`),
    ...programs
      .map(([, name = '']) => name)
      .filter((name) => !existsSync(path.join('node_modules/.bin', name)))
      .map((name) => `no package brings a program "${name}"`),
  ]
}

/** Contexts that the author of a pull request controls: titles, branch names, numbers. */
const foreign = /\$\{\{[^}]*\b(github\.(event|head_ref|ref|ref_name|base_ref|actor)|steps|inputs|needs)\b/

/** Returns the faults of a workflow as sentences. */
function findFaults({ on, permissions, concurrency, defaults, jobs }: Workflow): string[] {
  const faults: string[] = []
  if ('pull_request' in on && !concurrency) faults.push('runs of one pull request pile up: no concurrency')
  for (const [name, job] of Object.entries(jobs)) {
    const rights = job.permissions ?? permissions
    if (!rights) faults.push(`${name}: permissions are not set`)
    // The jobs of another workflow have their own permissions.
    if (!job['timeout-minutes'] && !job.uses) faults.push(`${name}: no time limit`)
    if (job.uses && !job.uses.startsWith('./')) faults.push(`${name}: ${job.uses} is a workflow of others`)
    const writes = Object.values({ ...permissions, ...job.permissions }).includes('write')
    for (const step of job.steps ?? []) {
      const { run = '', uses } = step
      const shell = step.shell ?? job.defaults?.run?.shell ?? defaults?.run?.shell
      if (/[^|]\|[^|]/.test(run) && shell !== 'bash' && !/set -[a-z]*o pipefail/.test(run))
        faults.push(`${name}: a pipe without pipefail: ${run}`)
      if (foreign.test(run) || foreign.test(String(step.with?.script ?? '')))
        faults.push(`${name}: an event's text in a program: ${run}`)
      if (/\balways\(\)/.test(step.if ?? '')) faults.push(`${name}: always() runs after a cancellation too`)
      if (uses && !/^(\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40}$)/.test(uses))
        faults.push(`${name}: ${uses} is not pinned to a commit`)
      if (uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
        faults.push(`${name}: a checkout leaves the token behind`)
      if (uses?.startsWith('actions/checkout@') && (writes || 'pull_request_target' in on || 'workflow_run' in on))
        faults.push(`${name}: code is checked out where one may write`)
      faults.push(...findUnknownCommands(run).map((fault) => `${name}: ${fault}`))
      if (/\bnpm (install|i)\b/.test(run))
        faults.push(`${name}: npm ci installs what the lock file names, npm install what it likes`)
      if (
        uses?.startsWith('actions/setup-node@') &&
        step.with?.['node-version-file'] !== '.nvmrc' &&
        !/^\$\{\{ matrix\.\w+ \}\}$/.test(String(step.with?.['node-version']))
      )
        faults.push(`${name}: another Node than that of .nvmrc`)
      if (/--shard=/.test(run)) faults.push(...findShardFaults(name, run, job.strategy?.matrix.shard))
      if (/base\.sha/.test(JSON.stringify(step))) faults.push(`${name}: base.sha may be older than what was merged`)
    }
  }
  return faults
}

/** Returns tests that a matrix of shards would omit or run twice. */
function findShardFaults(name: string, run: string, shards: (string | number)[] = []): string[] {
  const [, count] = /--shard=\$\{\{ matrix\.shard \}\}\/(\d+)(\s|$)/.exec(run) ?? []
  const wanted = Array.from({ length: Number(count ?? 0) }, (_, index) => index + 1)
  return count && JSON.stringify(shards) === JSON.stringify(wanted)
    ? []
    : [`${name}: shards ${shards.join(', ')} of "${run}"`]
}

/** Converts a path filter of GitHub's to a pattern: `**` is any path, `*` any name. */
function toPattern(filter: string): RegExp {
  return new RegExp(
    `^${filter.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*\*|\*/g, (stars) => ({ '**/': '(.*/)?', '**': '.*' })[stars] ?? '[^/]*')}$`,
  )
}

describe('workflows', () => {
  it('are found', () =>
    expect(files).toEqual(expect.arrayContaining(['content.yml', 'content-comment.yml', 'release.yml', 'test.yml'])))
  it.each(files)('%s follows the rules', (file) => expect(findFaults(read(file))).toEqual([]))

  it('call only scripts in package.json, as do documents', () => {
    const callers = ['package.json', 'Dockerfile', 'compose.yaml', 'README.md', 'CONTRIBUTING.md', 'content/README.md']
    const documents = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
    for (const file of [...callers, ...documents.map((each) => path.join('docs', each))])
      expect([file, findUnknownCommands(readFileSync(file, 'utf8'))]).toEqual([file, []])
  })

  it('pin each action to a commit, with the matching version', () => {
    const pins = files
      .flatMap((file) => [...readText(file).matchAll(/^.*\buses: (.*)$/gm)].map(([, pin = '']) => pin))
      .filter((pin) => !pin.startsWith('./'))
    expect(pins.filter((pin) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin))).toEqual([])
    const actions = new Set(pins.map((pin) => pin.split('@')[0]))
    expect(new Set(pins).size).toBe(actions.size)
  })

  it.each([
    ['a pipe', { run: 'a | tee b' }, 'a pipe without pipefail'],
    ['an event’s text', { run: 'echo "${{ github.event.pull_request.title }}"' }, "an event's text"],
    ['a branch’s name', { run: 'git fetch ${{ github.head_ref }}' }, "an event's text"],
    [
      'an event’s text in a script',
      {
        uses: `actions/github-script@${'0'.repeat(40)}`,
        with: { script: 'core.info("${{ github.event.comment.body }}")' },
      },
      "an event's text",
    ],
    ['always()', { run: 'a', if: '${{ always() }}' }, 'always()'],
    ['an action by its tag', { uses: 'actions/upload-artifact@v5' }, 'is not pinned'],
    ['a token left behind', { uses: `actions/checkout@${'0'.repeat(40)}` }, 'leaves the token behind'],
    ['a script there is not', { run: 'npm ci && npm run --silent tests' }, 'has no script "tests"'],
    ['a script there is not, in short', { run: 'npm restart' }, 'has no script "restart"'],
    ['a program that nothing installs', { run: 'npx --yes lectern-no-such-program' }, 'brings a program'],
    ['npm install', { run: 'npm install --no-audit' }, 'npm ci installs'],
    [
      'a Node of its own',
      { uses: `actions/setup-node@${'0'.repeat(40)}`, with: { 'node-version': 20 } },
      'another Node',
    ],
    ['shards without a matrix', { run: 'npx vitest run --shard=${{ matrix.shard }}/2' }, 'shards'],
    ['base.sha', { run: 'a', env: { BASE: '${{ github.event.pull_request.base.sha }}' } }, 'base.sha'],
  ])('with %s are faulty', (_, step: Step, fault) => {
    expect(
      findFaults({ on: {}, permissions: { contents: 'read' }, jobs: { job: { 'timeout-minutes': 5, steps: [step] } } }),
    ).toEqual([expect.stringContaining(fault)])
  })

  it('that run too long, pile up, or call other repositories’ workflows are faulty', () => {
    const permissions = { contents: 'read' }
    expect(findFaults({ on: {}, jobs: { job: { steps: [] } } })).toEqual([
      'job: permissions are not set',
      'job: no time limit',
    ])
    expect(findFaults({ on: { pull_request: null }, permissions, jobs: {} })).toEqual([
      expect.stringContaining('pile up'),
    ])
    expect(
      findFaults({ on: {}, permissions, jobs: { job: { uses: 'someone/else/.github/workflows/test.yml@main' } } }),
    ).toEqual([expect.stringContaining('a workflow of others')])
    for (const shard of [[1, 2, 3], [1], [1, 1]])
      expect(
        findFaults({
          on: {},
          permissions,
          jobs: {
            job: {
              'timeout-minutes': 5,
              strategy: { matrix: { shard } },
              steps: [{ run: 'npx vitest run --shard=${{ matrix.shard }}/2' }],
            },
          },
        }),
      ).toEqual([expect.stringContaining(`shards ${shard.join(', ')}`)])
  })

  it('test each promised version of Node', () => {
    const oldest = Number(/^>=(\d+)/.exec(engines.node)?.[1])
    const { unit, ...others } = read('test.yml').jobs
    const versions = unit?.strategy?.matrix.node ?? []
    expect(versions).toEqual(expect.arrayContaining([oldest, Number(readFileSync('.nvmrc', 'utf8'))]))
    expect(Object.keys(others).sort()).toEqual(['assurance', 'checks', 'e2e'])
  })

  it('release only tested tags, and publish in jobs without a checkout', () => {
    const { on, jobs } = read('release.yml')
    expect(on).toEqual({ push: { tags: ['v*'] } })
    expect(jobs.test).toEqual({ uses: './.github/workflows/test.yml' })
    const needs = (name: string): string[] => [jobs[name]?.needs ?? []].flat().flatMap((each) => [each, ...needs(each)])
    const writing = Object.entries(jobs).filter(([, { permissions = {} }]) =>
      Object.values(permissions).includes('write'),
    )
    expect(writing.map(([name]) => name)).toEqual(['push-image', 'publish'])
    for (const [name, { steps = [] }] of writing) {
      expect(needs(name)).toEqual(expect.arrayContaining(['test', 'notes']))
      expect(
        steps
          .map(({ uses = '', run = '' }) => uses.split('@')[0] || run)
          .filter((each) => /checkout|setup-node|\b(npm|npx|node)\b/.test(each)),
      ).toEqual([])
    }
  })

  it('compare the content with the merge’s first parent, and only after a successful installation', () => {
    const { steps = [] } = read('content.yml').jobs.check!
    const commands = steps.filter(({ run }) => /content -- (diff|links)/.test(run ?? ''))
    expect(commands).toHaveLength(2)
    for (const step of commands)
      expect(step).toMatchObject({
        run: expect.stringContaining('HEAD^1') as string,
        if: expect.stringContaining("steps.install.outcome == 'success'") as string,
      })
  })

  it('run only "Content" for changes of pages, and "Test" for others', () => {
    const triggers = (file: string, changed: string) => {
      // GitHub's rule: the last matching pattern decides.
      const patterns = read(file).on.pull_request?.paths ?? ['**']
      return patterns.reduce(
        (runs, pattern) => (toPattern(pattern.replace(/^!/, '')).test(changed) ? !pattern.startsWith('!') : runs),
        false,
      )
    }
    for (const page of [
      'content/devops/prometheus.mdx',
      'content/moved.yaml',
      'content/links.json',
      'content/figures/x.svg',
    ])
      expect([page, triggers('content.yml', page), triggers('test.yml', page)]).toEqual([page, true, false])
    for (const other of [
      'lib/env.ts',
      'package.json',
      'content/topic.schema.json',
      '.github/workflows/test.yml',
      'README.md',
    ])
      expect([other, triggers('test.yml', other)]).toEqual([other, true])
    expect(triggers('content.yml', 'lib/content/load.ts')).toBe(true)
  })
})
