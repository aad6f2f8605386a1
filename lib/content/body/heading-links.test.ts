import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Root } from 'mdast'
import { describe, expect, it } from 'vitest'
import { annotateHeadings } from './annotate'
import { pageAnchors } from './heading-links'
import { parseBody } from './markdown'

/** Returns the source files of a topic's page: the roots and everything that they import. */
function collectSources(): string[] {
  const found = new Set<string>()
  const add = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\(|import )'((?:@\/|\.)[^']+)'/g)) {
      const base = name.startsWith('@/') ? name.slice(2) : path.join(path.dirname(file), name)
      const source = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`].find(
        (each) => /\.tsx?$/.test(each) && existsSync(each),
      )
      if (source) add(source)
    }
  }
  const roots = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(\[slug\]\/)?(layout|page)\.tsx$/.test(file),
  )
  for (const file of roots) add(`app/${file}`)
  return [...found].filter((file) => /^(app|components)\//.test(file))
}

/** Returns all ids in a source file, as attributes, references or constants. */
function collectIds(source: string): string[] {
  const patterns = [
    /\b(?:id|htmlFor|contents|aria-labelledby|aria-describedby|aria-controls|popoverTarget|list)=\{?["'`]([\w:-]+)["'`]/g,
    /getElementById\(['"`]([\w:-]+)['"`]\)/g,
    /\bconst (?:place|inThisChapter) = ['"]([\w:-]+)['"]/g,
    /(?:href|querySelector\w*)[=(]\{?["'`]#([\w:-]+)["'`]/g,
  ]
  return patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, id = '']) => id))
}

const anchorsOf = (body: string) => annotateHeadings(parseBody(body).tree as Root).map(({ id }) => id)

describe('the anchor of a heading', () => {
  const ids = [...new Set(collectSources().flatMap((file) => collectIds(readFileSync(file, 'utf8'))))]

  it('is compared with the ids of a topic page', () => {
    expect(ids).toEqual(
      expect.arrayContaining(['main', 'contents', 'sidebar-contents', 'shortcut-switch', 'searchOptions', 'problems']),
    )
  })

  it.each(ids)('is never the id "%s" of the page around it', (id) => {
    expect(anchorsOf(`## ${id}\n\n## ${id.replaceAll('-', ' ')}`)).not.toContain(id)
  })

  it('may be any id that the page does not use', () => {
    expect(pageAnchors.filter((anchor) => !ids.includes(anchor))).toEqual(['footnote-label'])
  })

  it('is never that of a footnote or of a resource with an explicit id', () => {
    const body =
      '## User content fn a\n\n## User content fnref a\n\n## Resource talk\n\n## Resource limits\n\n- <Resource href="https://example.org/" id="talk">A talk</Resource>[^a]\n\n[^a]: Words.\n'
    expect(anchorsOf(body)).toEqual([
      'user-content-fn-a-1',
      'user-content-fnref-a-1',
      'resource-talk-1',
      'resource-limits',
    ])
  })
})
