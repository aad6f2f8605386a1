import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// The import directions in the README, each violated once by alias and once by relative path.
const refused = [
  ['components/shelf/x.tsx', `import { getViewer } from '@/app/viewer'`],
  ['components/shelf/x.tsx', `import { getViewer } from '../../app/viewer'`],
  ['components/ui/x.tsx', `import { submit } from '@/components/shelf/outbox'`],
  ['components/shelf/x.tsx', `import { TopicPage } from '@/components/content/topic-page'`],
  ['components/search/x.tsx', `import { TopicPage } from '@/components/content/topic-page'`],
  ['components/content/x.tsx', `import { Shell } from '@/components/layout/shell'`],
  ['app/x/page.tsx', `import { provePasskey } from '@/lib/account/prove-passkey'`],
  ['app/x/page.tsx', `import { linkGithub } from '@/lib/auth/github-links'`],
  ['lib/shelf/x.ts', `import { TopicPage } from '@/components/content/topic-page'`],
  ['lib/env2.ts', `import { ensureBuild } from '@/scripts/build'`],
  ['lib/content/x.ts', `import { readShelf } from '@/lib/shelf'`],
  ['lib/content/x.ts', `import { readShelf } from '../shelf'`],
  ['lib/content/x.ts', `import { getDatabase } from '../db'`],
  ['lib/shelf/x.ts', `import { getPortal } from '@/lib/content'`],
  ['lib/shelf/x.ts', `import { getPortal } from '../content'`],
  ['lib/editing/x.ts', `import { importPages } from '@lectern/import'`],
  ['server/x.ts', `import { importPages } from '../packages/import/src'`],
  ['packages/import/src/x.ts', `import { readShelf } from '@/lib/shelf'`],
  ['packages/import/src/read/x.ts', `import { getHost } from '@/lib/get-host'`],
  ['packages/import/src/x.ts', `import { getHost } from '../../../lib/get-host'`],
  ['packages/import/src/x.ts', `import { run } from '@/scripts/run'`],
  ['lib/shelf/x.ts', `import { writeJson } from '@/lib/transfer'`],
  ['lib/transfer/x.ts', `import { getPortal } from '../content'`],
  ['lib/transfer/x.ts', `import { getDatabase } from '../db'`],
  ['lib/content/x.ts', `import { search } from '../search'`],
  ['lib/search/x.ts', `import { readShelf } from '../shelf'`],
  ['components/search/x.tsx', `import { getSearchIndex } from '@/lib/search/search-index'`],
  ['components/transfer/x.tsx', `import { readHtml } from '@/lib/transfer/read-html'`],
  ['lib/transfer/x.ts', `import { useState } from 'react'`],
  ['lib/observing/x.ts', `import { getDatabase } from '../db'`],
  ['lib/responses/x.ts', `import { getDatabase } from '../db'`],
  ['lib/responses/x.ts', `import { getPortal } from '@/lib/content'`],
  ['lib/shelf/x.ts', `import { headers } from 'next/headers'`],
  ['lib/content/x.ts', `import { cache } from 'react'`],
  ['app/x/page.tsx', `import { loadPortal } from '@/lib/content/load'`],
  ['components/layout/x.tsx', `import { compileMDX } from 'next-mdx-remote/rsc'`],
  ['components/layout/x.tsx', `export const X = () => <a href="/shelf">Shelf</a>`],
  ['components/layout/x.tsx', `export const X = ({ slug }: { slug: string }) => <a href={\`/\${slug}\`}>Topic</a>`],
  ['components/layout/x.tsx', `void fetch('/api/session')`],
  [
    'lib/shelf/x.ts',
    `declare const db: { $transaction(run: () => Promise<void>): void }\ndb.$transaction(async () => {})`,
  ],
] as const

/**
 * Imports past the index of each folder of lib that has one: by alias, from its neighbours, and from files of lib
 * itself.
 */
const pastAnIndex = readdirSync('lib')
  .filter((folder) => existsSync(`lib/${folder}/index.ts`))
  .flatMap((folder): [string, string][] => [
    ['app/x/page.tsx', `import { x } from '@/lib/${folder}/some-file'`],
    ['app/x/page.tsx', `import { x } from '../../lib/${folder}/some-file'`],
    ['lib/x/y.ts', `import { x } from '../${folder}/some-file'`],
    ['lib/x.ts', `import { x } from './${folder}/some-file'`],
  ])

const allowed = [
  ['packages/import/src/read/x.ts', `import { getHost } from '@/lib/content'`],
  ['packages/import/src/x.test.ts', `import { countCases } from '@/scripts/testing/cases'`],
  ['scripts/content/x.ts', `import { importPages } from '@lectern/import'`],
  ['app/x/page.tsx', `import { getPortal } from '@/lib/content'`],
  ['components/shelf/x.tsx', `import type { Shelf } from '@/lib/shelf'`],
  ['lib/shelf/x.ts', `import { getDatabase } from '../db'`],
  ['lib/transfer/x.ts', `import type { Mark } from '../shelf'`],
  ['components/shelf/x.tsx', `import { countCodePoints } from '@/lib/shelf/mark'`],
  ['components/shelf/x.tsx', `import { parseMark } from '@/lib/responses/mark-response'`],
] as const

/** Files a, b and c of one folder that import each other. */
const cycles = [
  [`import { b } from './b'`, `import { a } from '@/FOLDER/a'`],
  [`export * from './b'`, `import './a'`],
  [`import { b } from './b'`, `import { type A, a } from './a'`],
  [`import { b } from './b'`, `import { c } from './c'`, `import a from '@/FOLDER/a'`],
  [`import { a } from './a'`],
]
const withoutCycle = [
  [`import { b } from './b'`, `import type { A } from './a'`],
  [`import { b } from './b'`, `import { type A } from './a'`],
  [`export type { B } from './b'`, `import { a } from './a'`],
  [`import { b } from './b'\nimport { c } from './c'`, `import { c } from './c'`, `import fs from 'node:fs'`],
]

/** One violation each of rules about React, which come with the linter. */
const inComponents = [
  ['react-hooks(rules-of-hooks)', `if (text) useState(1)`],
  ['react(purity)', `text = <b>{Math.random()}</b>`],
  ['react(refs)', `text = useRef('').current`],
  ['react(set-state-in-effect)', `const [, set] = useState(0)\nuseEffect(() => set(1), [])`],
  ['react(jsx-key)', `const items = [text].map((each) => <b>{each}</b>)`],
  ['jsx-a11y(alt-text)', `const image = <img src={text} />`],
] as const

describe('the linter', () => {
  const root = path.resolve(import.meta.dirname, '..')
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-lint-'))
  /** The rules that each file violates. */
  const violations = new Map<string, string[]>()
  let written = 0

  /** Writes the files of a case, named by its number, for one run of the linter. Returns the first one's name. */
  const write = (...files: [name: (index: number) => string, code: string][]) => {
    written += 1
    return files.map(([name, code]) => {
      const file = name(written)
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), `${code.replace('FOLDER', path.dirname(file))}\n`)
      return file
    })[0]!
  }
  const cases = {
    imports: (list: readonly (readonly [string, string])[]) =>
      list.map(([file, code]) => {
        const written = write([(index) => file.replace(/(\.test)?\.tsx?$/, `-${index}$&`), code])
        return [file, code, written] as const
      }),
    folders: (list: string[][]) =>
      list.map((sources) => {
        const name = (file: number) => (index: number) => `lib/folder-${index}/${'abc'[file]}.ts`
        const written = write(...sources.map((code, file) => [name(file), code] as [ReturnType<typeof name>, string]))
        return [sources.join(' | '), written] as const
      }),
    components: (list: readonly (readonly [string, string])[]) =>
      list.map(([rule, code]) => {
        const hooks = `import { useEffect, useRef, useState, type ReactNode } from 'react'`
        const component = `export function Text({ text }: { text: ReactNode }) {\n${code}\nreturn text\n}`
        const written = write([(index) => `components/ui/text-${index}.tsx`, `${hooks}\n${component}`])
        return [rule, code, written] as const
      }),
  }
  afterAll(() => rmSync(folder, { recursive: true }))

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'tsconfig.json'), `{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }`)
    const linter = path.join(root, 'node_modules/oxlint/bin/oxlint')
    const args = [linter, '--config', path.join(root, '.oxlintrc.json'), '--format=json']
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_, stdout) => resolve(stdout))
    })
    const { diagnostics } = JSON.parse(said) as { diagnostics: { code: string; filename: string }[] }
    for (const { code, filename } of diagnostics) violations.set(filename, [...(violations.get(filename) ?? []), code])
  })

  /** Returns the violations of this repository's own rules. */
  const findOwn = (file: string) => violations.get(file)?.filter((each) => each.startsWith('lectern(')) ?? []

  it.each(cases.imports([...refused, ...pastAnIndex]))('refuses in %s: %s', (_file, _code, written) => {
    expect(findOwn(written)).toHaveLength(1)
  })

  it.each(cases.imports(allowed))('allows in %s: %s', (_file, _code, written) => {
    expect(findOwn(written)).toEqual([])
  })

  // In an import cycle, the result depends on which module is loaded first.
  it.each(cases.folders(cycles))('refuses an import cycle: %s', (_sources, written) => {
    expect(violations.get(written)).toContain('import(no-cycle)')
  })

  it.each(cases.folders(withoutCycle))('allows imports without a cycle: %s', (_sources, written) => {
    expect(violations.get(written) ?? []).not.toContain('import(no-cycle)')
  })

  it.each(cases.components(inComponents))('has the rule %s: %s', (rule, _code, written) => {
    expect(violations.get(written)).toContain(rule)
  })
})
