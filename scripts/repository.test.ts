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

// What people meet who want to take part: documents, forms, templates, and what sets up their machine.

const read = (file: string) => readFileSync(file, 'utf8')

/** The Markdown files for people; pages of the content have a check of their own. */
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
]
  .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((file) => file.endsWith('.md'))

const parser = unified().use(remarkParse).use(remarkGfm).freeze()
const toTree = (text: string): Root => parser.parse(text)

/** The anchors of a document's headings, as GitHub makes them. */
function listAnchors(text: string): string[] {
  const slugger = new GithubSlugger()
  const anchors: string[] = []
  visit(toTree(text), 'heading', (heading) => void anchors.push(slugger.slug(toString(heading))))
  return anchors
}

/** The links of a document that lead to no file of the repository, or to no heading of that. */
function findBrokenLinks(file: string, text: string): string[] {
  const links: string[] = []
  visit(toTree(text), ['link', 'image', 'definition'], (node) => void ('url' in node && links.push(String(node.url))))
  return links
    .filter((link) => !/^(https?|mailto):/.test(link))
    .filter((link) => {
      // On a pull request a template's own place is not known, and another template is asked for by name.
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

  it.each(documents)('%s links to files and headings that are there', (file) =>
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

  it('are four, and there is no empty one', () => {
    expect(forms.sort()).toEqual(['bug.yml', 'dead-link.yml', 'feature.yml', 'suggestion.yml'])
    expect(parse(read(`${folder}/config.yml`))).toMatchObject({ blank_issues_enabled: false })
  })

  it.each(forms)('%s is one that GitHub takes', (file) => {
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

  it('is one that package.json allows', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/^>=(\d+)/.exec(engines.node)?.[1]))
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

  it('are looked for wherever versions are pinned', () => {
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

  it('name packages that there are', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >
    const names = Object.keys({ ...dependencies, ...devDependencies })
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
