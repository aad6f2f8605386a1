import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

// What goes wrong in workflows unseen: a failure lost in a pipe, an event's text run as a program, rights that nothing needs.

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
interface Workflow {
  on: Record<string, { paths?: string[] } | null>
  permissions?: Record<string, string>
  defaults?: Defaults
  jobs: Record<string, { permissions?: Record<string, string>; defaults?: Defaults; steps: Step[]; 'timeout-minutes'?: number }>
}

const folder = path.resolve('.github/workflows')
const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file))
const read = (file: string) => parse(readFileSync(path.join(folder, file), 'utf8')) as Workflow

/** Contexts that the author of a pull request writes: titles, branch names, numbers of their choice. */
const foreign = /\$\{\{[^}]*\b(github\.(event|head_ref|ref|ref_name|base_ref|actor)|steps|inputs|needs)\b/

/** What is wrong with a workflow, in words. */
function findFaults({ on, permissions, defaults, jobs }: Workflow): string[] {
  const faults: string[] = []
  for (const [name, job] of Object.entries(jobs)) {
    const rights = job.permissions ?? permissions
    if (!rights) faults.push(`${name}: permissions are not set`)
    if (!job['timeout-minutes']) faults.push(`${name}: no time limit`)
    const writes = Object.values({ ...permissions, ...job.permissions }).includes('write')
    for (const step of job.steps) {
      const { run = '', uses } = step
      const shell = step.shell ?? job.defaults?.run?.shell ?? defaults?.run?.shell
      if (/[^|]\|[^|]/.test(run) && shell !== 'bash' && !/set -[a-z]*o pipefail/.test(run)) faults.push(`${name}: a pipe without pipefail: ${run}`)
      if (foreign.test(run) || foreign.test(String(step.with?.script ?? ''))) faults.push(`${name}: an event's text in a program: ${run}`)
      if (/\balways\(\)/.test(step.if ?? '')) faults.push(`${name}: always() runs after a cancellation too`)
      if (uses && !/^(\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40}$)/.test(uses)) faults.push(`${name}: ${uses} is not pinned to a commit`)
      if (uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false) faults.push(`${name}: a checkout leaves the token behind`)
      if (uses?.startsWith('actions/checkout@') && (writes || 'pull_request_target' in on || 'workflow_run' in on)) faults.push(`${name}: code is checked out where one may write`)
      if (/base\.sha/.test(JSON.stringify(step))) faults.push(`${name}: base.sha may be older than what was merged`)
    }
  }
  return faults
}

/** A path filter of GitHub's as a pattern: `**` is any path, `*` any name. */
function toPattern(filter: string): RegExp {
  return new RegExp(`^${filter.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*\*|\*/g, (stars) => ({ '**/': '(.*/)?', '**': '.*' })[stars] ?? '[^/]*')}$`)
}

describe('workflows', () => {
  it('are found', () => expect(files).toEqual(expect.arrayContaining(['content.yml', 'content-comment.yml', 'test.yml'])))
  it.each(files)('%s keeps the rules', (file) => expect(findFaults(read(file))).toEqual([]))

  it.each([
    ['a pipe', { run: 'a | tee b' }, 'a pipe without pipefail'],
    ['an event’s text', { run: 'echo "${{ github.event.pull_request.title }}"' }, 'an event\'s text'],
    ['a branch’s name', { run: 'git fetch ${{ github.head_ref }}' }, 'an event\'s text'],
    ['an event’s text in a script', { uses: `actions/github-script@${'0'.repeat(40)}`, with: { script: 'core.info("${{ github.event.comment.body }}")' } }, 'an event\'s text'],
    ['always()', { run: 'a', if: '${{ always() }}' }, 'always()'],
    ['an action by its tag', { uses: 'actions/setup-node@v5' }, 'is not pinned'],
    ['a token left behind', { uses: `actions/checkout@${'0'.repeat(40)}` }, 'leaves the token behind'],
    ['base.sha', { run: 'a', env: { BASE: '${{ github.event.pull_request.base.sha }}' } }, 'base.sha'],
  ])('that hold %s are found at fault', (_, step: Step, fault) => {
    expect(findFaults({ on: {}, permissions: { contents: 'read' }, jobs: { job: { 'timeout-minutes': 5, steps: [step] } } })).toEqual([expect.stringContaining(fault)])
  })

  it('compare the content with the first parent of the merge, and only where the installation worked', () => {
    const { steps } = read('content.yml').jobs.check!
    const commands = steps.filter(({ run }) => /content -- (diff|links)/.test(run ?? ''))
    expect(commands).toHaveLength(2)
    for (const step of commands) expect(step).toMatchObject({ run: expect.stringContaining('HEAD^1') as string, if: expect.stringContaining("steps.install.outcome == 'success'") as string })
  })

  it('test a change of pages alone by "Content" alone, and any other by "Test"', () => {
    const triggers = (file: string, changed: string) => {
      // As GitHub reads them: the last pattern that fits decides.
      const patterns = read(file).on.pull_request?.paths ?? ['**']
      return patterns.reduce((runs, pattern) => (toPattern(pattern.replace(/^!/, '')).test(changed) ? !pattern.startsWith('!') : runs), false)
    }
    for (const page of ['content/devops/prometheus.mdx', 'content/moved.yaml', 'content/links.json', 'public/figures/x.svg']) expect([page, triggers('content.yml', page), triggers('test.yml', page)]).toEqual([page, true, false])
    for (const other of ['lib/env.ts', 'package.json', 'content/topic.schema.json', '.github/workflows/test.yml', 'README.md']) expect([other, triggers('test.yml', other)]).toEqual([other, true])
    expect(triggers('content.yml', 'lib/content/load.ts')).toBe(true)
  })
})
