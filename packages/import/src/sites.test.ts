import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { countCases } from '@/scripts/testing/cases'
import { bodyParser, isError, loadPortal } from '@/lib/content'
import { generateSites } from './generate-sites'
import { bodyOf, makeSite } from './testing'

const pages = countCases(4, 24)

describe('importing a whole site', () => {
  it.each(generateSites(pages))(
    `converts every page of $name, with its title, and the check is green (${pages * 4} cases)`,
    { timeout: 120_000 },
    async ({ files, titles }) => {
      const from = await makeSite(files, {})
      onTestFinished(from.done)
      const before = process.cpuUsage()
      const report = await from.import({ site: 'https://weave.example.org/docs/' })
      const { user, system } = process.cpuUsage(before)
      if (process.env.SHOW)
        console.log(
          ((user + system) / 1e6).toFixed(1),
          's of CPU',
          JSON.stringify(
            [
              ...new Set(
                report.converted.flatMap(({ notes }) => notes.map((note) => note.replace(/\d+|"[^"]*"/g, '#'))),
              ),
            ],
            null,
            1,
          ),
        )
      expect(report.refused).toEqual([])
      expect(report.existing).toEqual([])
      expect(report.converted).toHaveLength(Object.keys(titles).length)
      const wrong = report.converted.filter(({ source, title }) => titles[source.slice(from.from.length + 1)] !== title)
      expect(wrong.map(({ source, title }) => [source, title])).toEqual([])
      expect(report.converted.filter(({ isLossy }) => isLossy).map(({ source, notes }) => [source, notes])).toEqual([])
      const { problems, chapters } = await loadPortal(from.folder, from.publicFolder)
      expect(problems.filter(isError)).toEqual([])
      expect(chapters).toHaveLength(4)
      expect(chapters.every(({ topics }) => topics.length === pages)).toBe(true)
      if (process.env.SHOW)
        console.log(await from.read(report.converted[1]!.file), bodyOf(await from.read(report.converted[0]!.file)))
    },
  )

  it('parses each converted page once', async () => {
    const { files, titles } = generateSites(1).find(({ name }) => name === 'mkdocs')!
    const from = await makeSite(files, {})
    onTestFinished(from.done)
    const parse = vi.spyOn(bodyParser, 'parse')
    onTestFinished(() => parse.mockRestore())
    const report = await from.import()
    expect(report.converted).toHaveLength(Object.keys(titles).length)
    expect(parse).toHaveBeenCalledTimes(report.converted.length)
  })

  it('names the files that it does not take for pages', async () => {
    const from = await makeSite(
      {
        'docusaurus.config.js': 'export default {}\n',
        'README.md': '# About\n',
        'docs/one.md': '# One\n\nWords.\n',
        'docs/_part.mdx': 'Words.\n',
        'versioned_docs/1.0/one.md': '# One\n',
        'versioned_docs/2.0/one.md': '# One\n',
        'node_modules/x/README.md': '# X\n',
      },
      {},
    )
    onTestFinished(from.done)
    const { notes } = await from.import()
    expect(notes.map((note) => note.replaceAll(from.from, 'site'))).toEqual([
      'Not imported: files that other pages include (1), such as site/docs/_part.mdx.',
      'Not imported: site/README.md, which is outside the site’s pages in docs/. Name it to import it too.',
      'Not imported: site/versioned_docs/ (2 Markdown files), which is outside the site’s pages in docs/. Name it to import it too.',
    ])
  })
})
