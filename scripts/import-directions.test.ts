import { existsSync, readdirSync } from 'node:fs'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

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

const architecture = /^(import\/no-restricted-paths|no-restricted-imports|no-restricted-syntax)$/

describe('the linter', () => {
  const eslint = new ESLint({ ruleFilter: ({ ruleId }) => architecture.test(ruleId) })
  async function lint(filePath: string, code: string) {
    const results = await eslint.lintText(`${code}\n`, { filePath })
    return results.flatMap(({ messages }) => messages)
  }

  it.each([...refused, ...pastAnIndex])(
    'refuses in %s: %s',
    async (file, code) => {
      expect(await lint(file, code)).toHaveLength(1)
    },
    180_000,
  )

  it.each(allowed)(
    'allows in %s: %s',
    async (file, code) => {
      expect(await lint(file, code)).toEqual([])
    },
    60_000,
  )
})
