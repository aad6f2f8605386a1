import { isError, loadPortal } from '@/lib/content'
import { expect, it } from 'vitest'
import { importPage } from './testing'

const versions = [...Array(32).keys()].map((number) => `3.${32 - number}`)
const changes = (version: string) =>
  Array.from(
    { length: 36 },
    (_, at) =>
      `- Mend the \`shed\` in ${at} steps ([#${version}.${at}]({{ site.repository }}/issues/${at}))${at ? '' : '[^a]'}`,
  ).join('\n')
const history = `---
title: History
permalink: /docs/history/
---

All of it, see [first](#v3-1) and [last](#v3-32).

${versions.map((version) => `## ${version} / 2017\n{: #v${version.replace('.', '-')}}\n\n${changes(version)}\n\nSee [looms][l].\n\n\`\`\`\n## No heading\n\`\`\`\n`).join('\n')}
[l]: /docs/loom/
[^a]: By hand.
`

it(
  'a page that is too long for the portal is split before its headings, and loses nothing',
  { timeout: 120_000 },
  async () => {
    const files = {
      '_config.yml': 'name: Looms\nrepository: https://loom.example.org\n',
      '_docs/history.md': history,
      '_docs/loom.md':
        '---\ntitle: Loom\npermalink: /docs/loom/\n---\nSee [the first](/docs/history/#v3-1) and [the last](/docs/history/#v3-32).',
      '_docs/zebra.md': '# Zebra\n\nWords.',
    }
    const { report, site, notes } = await importPage(files, 'history.md')
    expect(report.refused).toEqual([])
    expect(report.converted.map(({ slug }) => slug)).toEqual(['history', 'history-2', 'loom', 'zebra'])
    const parts = report.converted.filter(({ source }) => source.endsWith('history.md'))
    expect(parts.map(({ title }) => title)).toEqual(['History', 'History, part 2 of 2'])
    expect(notes).toContain('It is too long for one page, and is split into 2 at its headings.')
    expect(parts.flatMap(({ differences }) => differences)).toEqual([])
    const texts = await Promise.all(parts.map(({ file }) => site.read(file)))
    for (const version of versions)
      for (let at = 0; at < 36; at++)
        expect(
          texts.filter((text) => text.includes(`#${version}.${at}]`) || text.includes(`#${version}.${at}<`)).length,
          `${version}.${at}`,
        ).toBe(1)
    expect(texts.every((text) => text.includes('[looms](/loom.html)') && text.includes('[^a]: By hand.'))).toBe(true)
    expect(texts[0]).toContain('see [first](/history-2.html#31--2017) and [last](#332--2017)')
    expect(texts[0]).toContain('Continued in [History, part 2 of 2](/history-2.html).')
    expect(texts[1]).toMatch(/meta: From “3\.16 \/ 2017” to “3\.1 \/ 2017”\./)
    expect(await site.read('docs/loom.mdx')).toContain(
      '[the first](/history-2.html#31--2017) and [the last](/history.html#332--2017)',
    )
    const { problems } = await loadPortal(site.folder, site.publicFolder)
    expect(problems.filter(isError)).toEqual([])
  },
)

it('a page that is too long and has no headings is not converted, and the reason says why', async () => {
  const body = `# Long\n\n${'- A *b* [c](/d).\n'.repeat(2600)}`
  await expect(importPage({ 'docs/long.md': body, 'docs/a.md': '# A\n\nWords.' }, 'long.md')).rejects.toThrow(
    'The page has 2,600 list items; the maximum is 2,500. Split it into several topics.',
  )
})

it('a page with too many list items is split before it is parsed', { timeout: 60_000 }, async () => {
  const body = `# Long\n\n${['A', 'B', 'C'].map((name) => `## ${name}\n\n${'- a\n'.repeat(870)}`).join('\n')}`
  const { report } = await importPage({ 'docs/long.md': body, 'docs/a.md': '# A\n\nWords.' }, 'long.md')
  expect(report.converted.map(({ slug }) => slug)).toEqual(['a', 'long', 'long-2'])
})
