import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import GithubSlugger from 'github-slugger'
import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { formatSuggestAddress } from '../lib/history'

// Checks the files for contributors: documents, issue forms, templates, and the set-up of their machine.

const read = (file: string) => readFileSync(file, 'utf8')

/** The Markdown files for people, without the content, which has its own check. */
const documents = [
  '.',
  '.github',
  '.github/PULL_REQUEST_TEMPLATE',
  'assurance',
  'bench',
  'content',
  'docs',
  'docs/decisions',
  'docs/monitoring',
  'packages/import',
]
  .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((file) => file.endsWith('.md'))

const parser = unified().use(remarkParse).use(remarkGfm).freeze()
const toTree = (text: string): Root => parser.parse(text)

/** Returns the anchors of a document's headings, as GitHub creates them. */
function listAnchors(text: string): string[] {
  const slugger = new GithubSlugger()
  const anchors: string[] = []
  visit(toTree(text), 'heading', (heading) => void anchors.push(slugger.slug(toString(heading))))
  return anchors
}

/** Returns the links of a document to missing files or headings of the repository. */
function findBrokenLinks(file: string, text: string): string[] {
  const links: string[] = []
  visit(toTree(text), ['link', 'image', 'definition'], (node) => void ('url' in node && links.push(String(node.url))))
  return links
    .filter((link) => !/^(https?|mailto):/.test(link))
    .filter((link) => {
      // Links to other pull request templates name them (`?template=`), since relative links would break there.
      const template = /^\?expand=1&template=(.+)$/.exec(link)?.[1]
      const [address = '', anchor] = link.replace(/^\.\.\/blob\/main\//, '/').split('#')
      const target = template
        ? `.github/PULL_REQUEST_TEMPLATE/${template}`
        : address === ''
          ? file
          : path.join(address.startsWith('/') ? '.' : path.dirname(file), decodeURI(address))
      if (!existsSync(target)) return true
      if (anchor === undefined) return false
      return statSync(target).isDirectory() || !listAnchors(target === file ? text : read(target)).includes(anchor)
    })
}

describe('documents', () => {
  it('are found', () =>
    expect(documents).toEqual(
      expect.arrayContaining([
        'README.md',
        'CONTRIBUTING.md',
        'CHANGELOG.md',
        'CODE_OF_CONDUCT.md',
        'docs/releasing.md',
        '.github/pull_request_template.md',
      ]),
    ))

  it.each(documents)('%s links only to existing files and headings', (file) =>
    expect(findBrokenLinks(file, read(file))).toEqual([]),
  )

  it.each([
    '[a](no-such-file.md)',
    '[a](README.md#no-such-heading)',
    '[a](#no-such-heading)',
    '![a](docs/pictures/none.png)',
    '[a][b]\n\n[b]: ../SECURITY.md',
    '[a](?expand=1&template=none.md)',
    '[a](docs#part)',
  ])('a broken link is found: %s', (text) => {
    expect(findBrokenLinks('CONTRIBUTING.md', `# A heading\n\n${text}`)).toHaveLength(1)
  })

  it('a link that leads somewhere is not broken', () => {
    for (const text of [
      '[a](#a-heading)',
      '[a](README.md)',
      '[a](docs/operating.md#restore-a-backup)',
      '[a](docs)',
      '[a](https://example.org/x.md)',
      '[a](../blob/main/README.md)',
      '`[a](none.md)`',
    ])
      expect(findBrokenLinks('CONTRIBUTING.md', `# A heading\n\n${text}`), text).toEqual([])
  })
})

interface Field {
  type: string
  id?: string
  attributes: { label?: string; value?: string; options?: (string | { label: string })[] }
}

describe('forms for issues', () => {
  const folder = '.github/ISSUE_TEMPLATE'
  const forms = readdirSync(folder).filter((file) => file !== 'config.yml')
  const readForm = (file: string) =>
    parse(read(path.join(folder, file))) as { name: string; description: string; body: Field[] }

  it('are four, and blank issues are disabled', () => {
    expect(forms.sort()).toEqual(['bug.yml', 'dead-link.yml', 'feature.yml', 'suggestion.yml'])
    expect(parse(read(`${folder}/config.yml`))).toMatchObject({ blank_issues_enabled: false })
  })

  it.each(forms)('%s is valid for GitHub', (file) => {
    const { name, description, body } = readForm(file)
    for (const text of [name, description]) expect(text).toMatch(/^\S.*\S$/)
    const ids = body.flatMap(({ id }) => id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { type, id, attributes } of body) {
      expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type)
      if (type === 'markdown') expect(attributes.value).toMatch(/\S/)
      else expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.stringMatching(/\S/)])
      if (type === 'dropdown' || type === 'checkboxes') {
        const options = (attributes.options ?? []).map((option) => (typeof option === 'string' ? option : option.label))
        expect(options.length).toBeGreaterThan(0)
        expect(new Set(options).size).toBe(options.length)
      }
    }
  })

  it('have the field that a search without results fills in', () => {
    const address = new URL(formatSuggestAddress({ url: 'https://example.org/lectern', folder: 'content' }, 'COBOL'))
    const { body } = readForm(address.searchParams.get('template') ?? '')
    expect(body.map(({ id }) => id)).toContain('subject')
    expect(address.searchParams.get('subject')).toBe('COBOL')
  })

  it('have the field that "Report a dead link" fills in', () => {
    expect(readForm('dead-link.yml').body.map(({ id }) => id)).toContain('page')
  })
})

describe('the version of Node', () => {
  const version = read('.nvmrc').trim()

  it('is the same in .nvmrc, the image and the dev container', () => {
    const bases = ['Dockerfile', '.devcontainer/Dockerfile'].flatMap((file) =>
      [...read(file).matchAll(/^FROM node:(\d+)/gm)].map(([, base]) => base),
    )
    expect(bases.length).toBeGreaterThan(1)
    expect([...new Set(bases)]).toEqual([version])
  })

  it('is a version that package.json allows', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/^>=(\d+)/.exec(engines.node)?.[1]))
  })
})

describe('packages', () => {
  const dependenciesOf = (file: string) =>
    (JSON.parse(read(file)) as { dependencies: Record<string, string> }).dependencies
  const own = dependenciesOf('package.json')
  const importer = dependenciesOf('packages/import/package.json')

  it('leave nothing among the dependencies of the portal that it does not import itself', () => {
    const sources = ['app', 'components', 'lib', 'server', 'scripts', 'instrumentation.ts', 'next.config.ts']
      .flatMap((entry) =>
        statSync(entry).isDirectory()
          ? readdirSync(entry, { recursive: true, encoding: 'utf8' }).map((name) => path.join(entry, name))
          : [entry],
      )
      .filter((file) => /\.tsx?$/.test(file))
      .map(read)
      .join('\n')
    const shared = Object.keys(importer).filter((name) => Object.hasOwn(own, name))
    expect(shared.length).toBeGreaterThan(3)
    expect(shared.filter((name) => !sources.includes(`from '${name}`))).toEqual([])
  })

  it('use the same version of what the portal uses too', () => {
    const other = Object.entries(importer).filter(([name, version]) => (own[name] ?? version) !== version)
    expect(other).toEqual([])
  })

  it('are no part of the image', () => {
    const [, , image = ''] = read('Dockerfile').split(/^FROM /m)
    expect(image.match(/^COPY .*$/gm)).toEqual([
      'COPY --from=build /usr/local/bin/node /usr/local/bin/node',
      'COPY --from=build /image ./',
    ])
    expect(read('scripts/assemble-image.ts')).not.toContain("'packages")
  })
})

describe('the dev container', () => {
  const container = JSON.parse(read('.devcontainer/devcontainer.json')) as {
    build: { dockerfile: string }
    postCreateCommand: string
    forwardPorts: number[]
  }

  it('installs with npm, forwards the portal’s port, and has a browser for the tests', () => {
    expect(container).toMatchObject({ postCreateCommand: 'npm install', forwardPorts: [3000] })
    const dockerfile = read(path.join('.devcontainer', container.build.dockerfile))
    expect(dockerfile).toMatch(/apt-get install .*\bchromium\b/)
    expect(dockerfile).toContain('CHROMIUM_PATH=/usr/bin/chromium')
  })
})

describe('updates of dependencies', () => {
  interface Update {
    'package-ecosystem': string
    directory?: string
    directories?: string[]
    groups?: Record<string, { patterns: string[] }>
    ignore?: { 'dependency-name': string }[]
  }
  const { updates } = parse(read('.github/dependabot.yml')) as { updates: Update[] }

  it('are checked wherever versions are pinned', () => {
    const covered = updates.flatMap((update) =>
      [update.directory ?? [], update.directories ?? []]
        .flat()
        .map((folder) => `${update['package-ecosystem']} ${folder}`),
    )
    expect(covered.sort()).toEqual([
      'docker /',
      'docker /.devcontainer',
      'docker-compose /',
      'github-actions /',
      'npm /',
    ])
  })

  it('name existing packages', () => {
    const names = ['package.json', 'packages/import/package.json'].flatMap((file) => {
      const { dependencies, devDependencies } = JSON.parse(read(file)) as Record<string, Record<string, string>>
      return Object.keys({ ...dependencies, ...devDependencies })
    })
    const npm = updates.find((update) => update['package-ecosystem'] === 'npm')
    const patterns = [
      ...Object.values(npm?.groups ?? {}).flatMap((group) => group.patterns),
      ...(npm?.ignore ?? []).map((each) => each['dependency-name']),
    ]
    const matches = (pattern: string) =>
      names.some((name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern))
    expect(patterns.filter((pattern) => !matches(pattern))).toEqual([])
    expect(patterns).toContain('prisma')
  })
})
