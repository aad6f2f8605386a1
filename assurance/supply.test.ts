import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { report } from './report'

// The project's dependencies, and the permissions of its checks.

interface Package {
  version?: string
  integrity?: string
  resolved?: string
  link?: boolean
  dev?: boolean
  devOptional?: boolean
  hasInstallScript?: boolean
}

const { packages, lockfileVersion } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Package>
  lockfileVersion: number
}
/** Without the project itself and its workspaces, which are folders here. */
const installed = Object.entries(packages).filter(
  ([place, { link, resolved = '' }]) =>
    place !== '' && !place.startsWith('packages/') && !(link && resolved.startsWith('packages/')),
)
const nameOf = (place: string) => place.split('node_modules/').at(-1) ?? ''

/** The oldest versions without a known vulnerability that matters here. */
const floors: Record<string, string> = {
  next: '16.3.3', // requests forged past the proxy, and server actions
  react: '19.2.4', // remote code execution and denial of service by server functions
  'react-dom': '19.2.4',
  'better-auth': '1.7.25', // rate limits and links of accounts, as set in lib/auth
  '@better-auth/prisma-adapter': '1.7.25',
  '@prisma/client': '7.10.0', // docs/decisions/0003
  '@prisma/adapter-libsql': '7.10.0',
  '@prisma/adapter-pg': '7.10.0',
  nodemailer: '7.0.11', // mail to other recipients than the one named, and deeply nested addresses
  undici: '7.18.2', // decompression bombs
  yaml: '2.8.3', // stack overflows
  'mdast-util-to-hast': '13.2.1', // unescaped class names
  zod: '4.0.0',
  vitest: '4.1.0', // a server that others can reach
  playwright: '1.55.1', // unverified browser downloads
}

/** Compares versions part by part; a prerelease is below its release. */
function isBelow(version: string, floor: string): boolean {
  const [a = [], b = []] = [version, floor].map((each) => (each.split('-')[0] ?? '').split('.').map(Number))
  const at = [0, 1, 2].find((place) => a[place] !== b[place])
  return at === undefined ? version.includes('-') && !floor.includes('-') : (a[at] ?? 0) < (b[at] ?? 0)
}

describe('S1: versions', () => {
  it('S1: are at or above every floor, anywhere in the tree', () => {
    for (const [name, floor] of Object.entries(floors)) {
      const found = installed.filter(([place]) => nameOf(place) === name)
      expect(found, name).not.toEqual([])
      expect(
        found
          .filter(([, { version = '0' }]) => isBelow(version, floor))
          .map(([place, { version }]) => `${place} ${version}`),
      ).toEqual([])
    }
    const own = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>
      devDependencies: Record<string, string>
    }
    expect(
      Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(
        ([, version]) => !/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      ),
    ).toEqual([])
    report('S1', '', `${Object.keys(floors).length} floors held; every dependency pinned`)
  })

  it('S1: are compared by number', () => {
    expect([
      isBelow('16.3.2', '16.3.3'),
      isBelow('9.9.9', '16.0.0'),
      isBelow('16.10.0', '16.9.0'),
      isBelow('16.3.3', '16.3.3'),
      isBelow('19.0.0-rc.1', '19.0.0'),
    ]).toEqual([true, true, false, false, true])
  })
})

/** Returns the faults of a package in the lock file. */
function findFaults(
  place: string,
  { integrity, resolved, link, version, dev, devOptional, hasInstallScript }: Package,
  scripts: Record<string, boolean>,
): string[] {
  return [
    link ? 'is a link' : '',
    integrity && /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? '' : 'has no hash',
    resolved === undefined ? '' : `comes from ${resolved}`,
    version && /^\d+\.\d+\.\d+/.test(version) ? '' : `is ${version}`,
    // Packages that only tests need may have one.
    hasInstallScript && !dev && !devOptional && scripts[nameOf(place)] !== false ? 'runs a script' : '',
  ].filter(Boolean)
}

describe('S2: the lock file', () => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts: Record<string, boolean> }

  it('S2: has a hash for every package, no other sources, and no required install scripts', () => {
    expect(lockfileVersion).toBe(3)
    expect(installed.length).toBeGreaterThan(500)
    expect(
      installed
        .map(([place, each]) => [nameOf(place), ...findFaults(place, each, allowScripts)])
        .filter(([, ...faults]) => faults.length > 0),
    ).toEqual([])
    report('S2', '', `${installed.length} packages: each with its hash, none from elsewhere, 0 scripts needed`)
  })

  it('S2: is refused if it has one of these faults', () => {
    const good = { version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==` }
    expect(findFaults('node_modules/a', good, {})).toEqual([])
    const bad: Package[] = [
      { ...good, integrity: undefined },
      { ...good, integrity: 'sha1-x' },
      { ...good, resolved: 'https://evil.example/a.tgz' },
      { ...good, version: 'git+ssh://x' },
      { ...good, hasInstallScript: true },
      { ...good, link: true },
    ]
    for (const each of bad) expect(findFaults('node_modules/a', each, {})).toHaveLength(1)
  })
})

describe('S4: the authentication library', () => {
  beforeAll(() => {
    for (const [name, value] of Object.entries({
      DATABASE_URL: `file:${path.join(tmpdir(), 'never-opened.db')}`,
      AUTH_SECRET: randomBytes(32).toString('base64'),
      BASE_URL: 'http://localhost:3000',
      GITHUB_CLIENT_ID: 'a',
      GITHUB_CLIENT_SECRET: 'b',
    }))
      vi.stubEnv(name, value)
  })
  afterAll(() => void vi.unstubAllEnvs())

  it('S4: has the plugins that were decided on, and no others', async () => {
    const { getAuth } = await import('../lib/auth')
    expect(
      getAuth()
        .options.plugins.map(({ id }) => id)
        .sort(),
    ).toEqual([
      'anonymous',
      'confirm-password',
      'guard-accounts',
      'guard-codes',
      'passkey-sign-in',
      'password-sign-in',
      'two-factor',
    ])
    expect(Object.keys(getAuth().options.socialProviders ?? {})).toEqual(['github'])
    report(
      'S4',
      'plugins',
      'anonymous, confirm-password, guard-accounts, guard-codes, passkey-sign-in, password-sign-in, two-factor; GitHub',
    )
  })

  it('S4: exposes one of its own addresses', () => {
    const handlers = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        path.basename(file) === 'route.ts' && readFileSync(path.join('app', file), 'utf8').includes('.handler('),
    )
    expect(handlers).toEqual([path.join('api', 'auth', 'callback', '[provider]', 'route.ts')])
  })
})

interface Workflow {
  on: Record<string, unknown>
  permissions?: Record<string, string> | string
  jobs: Record<
    string,
    {
      permissions?: Record<string, string> | string
      uses?: string
      steps?: { uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> }[]
    }
  >
}

/** Returns the reasons why a pull request's content could do harm in a workflow. */
function findDangers(source: string): string[] {
  const { on, permissions, jobs } = parse(source) as Workflow
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on)
  const all = Object.values(jobs)
  const steps = all.flatMap((job) => job.steps ?? [])
  const mayWrite = (rights: typeof permissions) =>
    rights !== undefined &&
    (typeof rights === 'string' ? rights !== 'read-all' : Object.values(rights).includes('write'))
  const runsCode = (some: typeof steps) =>
    some.some(({ uses = '', run }) => run !== undefined || uses.startsWith('actions/checkout@'))
  // Only maintainers push: there, a writing job may run the workflow's commands, but no files of the repository.
  const isPushed = events.length > 0 && events.every((event) => event === 'push')
  const harmful = isPushed
    ? all.some(
        (job) =>
          mayWrite(job.permissions ?? permissions) &&
          (job.uses !== undefined || (job.steps ?? []).some(({ uses = '' }) => uses.startsWith('actions/checkout@'))),
      )
    : [permissions, ...all.map((job) => job.permissions)].some(mayWrite) &&
      (runsCode(steps) || all.some((job) => job.uses !== undefined))
  return [
    events.includes('pull_request_target') ? 'runs on pull_request_target' : '',
    permissions === undefined ? 'leaves its rights to the default' : '',
    harmful ? 'may write, and runs code' : '',
    ...steps
      .filter(({ uses }) => uses && !/@[0-9a-f]{40}$/.test(uses))
      .map(({ uses }) => `${uses} is not pinned by its hash`),
    /\bsecrets\s*[.[]/.test(source) ? 'is given secrets' : '',
    ...steps
      .filter(
        ({ uses = '', with: given }) =>
          uses.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false,
      )
      .map(() => 'leaves its token in the checkout'),
    ...steps
      .filter(({ run = '', with: given }) =>
        /\$\{\{\s*(github\.(event|head_ref)|inputs)\b/.test(run + String(given?.script ?? '')),
      )
      .map(() => 'puts what a pull request says into a command'),
  ].filter(Boolean)
}

describe('M10: the checks of pull requests', () => {
  const folder = '.github/workflows'
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file))

  it.each(files)('M10: run without permissions that a pull request’s code could use: %s', (file) => {
    expect(findDangers(readFileSync(path.join(folder, file), 'utf8'))).toEqual([])
    report('M10', '', `${files.length} workflows, 0 findings`)
  })

  it('M10: are refused if they have such permissions', () => {
    const hash = 'a'.repeat(40)
    const good = `on: { pull_request: {} }\npermissions: { contents: read }\njobs: { a: { steps: [{ uses: "actions/checkout@${hash}", with: { persist-credentials: false } }, { run: npm test }] } }`
    expect(findDangers(good)).toEqual([])
    const bad = [
      good.replace('pull_request', 'pull_request_target'),
      good.replace('permissions: { contents: read }\n', ''),
      good.replace('contents: read', 'contents: write'),
      good.replace('read }', 'read }\n').replace('permissions: { contents: read }', 'permissions: write-all'),
      good.replace(hash, 'v5'),
      good.replace('npm test', '"echo ${{ secrets.TOKEN }}"'),
      good.replace('npm test', '"echo ${{ github.event.pull_request.title }}"'),
      good.replace(', with: { persist-credentials: false }', ''),
    ]
    for (const each of bad) expect(findDangers(each), each).toHaveLength(1)
  })

  it('M10: let a maintainer’s push publish the result of another job, without a checkout', () => {
    const hash = 'b'.repeat(40)
    const release = `on: { push: { tags: ["v*"] } }\npermissions: { contents: read }\njobs: { make: { steps: [{ uses: "actions/checkout@${hash}", with: { persist-credentials: false } }, { run: npm test }] }, publish: { permissions: { contents: write }, steps: [{ uses: "actions/download-artifact@${hash}" }, { run: gh release create }] } }`
    expect(findDangers(release)).toEqual([])
    const bad = [
      release.replace('push: { tags: ["v*"] }', 'push: {}, pull_request: {}'),
      release.replace('permissions: { contents: read }', 'permissions: { contents: write }'),
      release.replace('make: {', 'make: { permissions: { packages: write },'),
      release.replace('publish: {', 'call: { permissions: { packages: write }, uses: ./a.yml }, publish: {'),
    ]
    for (const each of bad) expect(findDangers(each), each).toEqual(['may write, and runs code'])
  })
})
