import { describe, expect, it } from 'vitest'
import { importPage } from './testing'

const config = "title = 'Looms'\ndefaultContentLanguage = 'en'\n[languages.en]\nlanguageName = 'English'\n"

describe('a page of Hugo about a function', () => {
  const pageOf = (fields: string) =>
    importPage(
      {
        'hugo.toml': config,
        'content/en/_index.md': '---\ntitle: Looms\n---\n',
        'content/en/warp.md': `---\ntitle: Warp\ndescription: Spans the warp.\n${fields}\n---\n\nIt spans.\n\n\`\`\`sh\nwarp\n\`\`\`\n`,
      },
      'warp.md',
    )

  it('begins with its signatures, what it returns and its other names, as its theme shows them', async () => {
    const { body, isLossy, notes } = await pageOf(
      "params:\n  functions_and_methods:\n    aliases: [span, wind]\n    returnType: '[]any'\n    signatures: ['warp LOOM, N', 'warp LOOM [`END`]']\naliases: [/old/warp]",
    )
    expect(body).toBe(
      '```text\nwarp LOOM, N\nwarp LOOM [`END`]\n```\n\nReturns: `[]any` · Aliases: `span`, `wind`\n\nIt spans.\n\n```sh\nwarp\n```',
    )
    expect(isLossy).toBe(false)
    expect(notes).not.toContain('code blocks')
  })

  it.each([
    [
      'action:\n  signatures: [warp LOOM]\n  returnType: string',
      '```text\nwarp LOOM\n```\n\nReturns: `string`\n\nIt spans.',
    ],
    ['signature: ["warp LOOM"]\naliases: [/old/warp]', '```text\nwarp LOOM\n```\n\nIt spans.'],
    ['params:\n  functions_and_methods:\n    signatures: []\n    returnType: string', 'It spans.'],
  ])('is read with the fields %j', async (fields, start) => {
    expect((await pageOf(fields)).body.startsWith(start)).toBe(true)
  })
})

describe('the home page of Hugo', () => {
  const pages = {
    'content/en/looms/_index.md': '---\ntitle: All looms\n---\n',
    'content/en/looms/warp.md': '---\ntitle: Warp\n---\nSee [home](/) and [looms](/looms/).',
    'content/de/_index.md': '---\ntitle: Webstühle\n---\n',
  }

  it('is named as the site, and translations are not imported', async () => {
    const { title, slug, sortorder, report, site, body } = await importPage(
      { ...pages, 'hugo.toml': config, 'content/en/_index.md': '---\ndescription: All of it.\n---\nWords.\n' },
      'en/_index.md',
    )
    expect([title, slug, sortorder, body]).toEqual(['Looms', 'looms', '0700', 'Words.'])
    expect(report.converted.map((page) => page.slug)).toEqual(['looms', 'all-looms', 'warp'])
    expect(report.notes.map((note) => note.replaceAll(site.from, ''))).toEqual([
      'Not imported: /content/ (1 Markdown file), which is outside the site’s pages in content/en/. Name it to import it too.',
    ])
    expect(await site.read('all-looms/warp.mdx')).toContain('See [home](/looms.html) and [looms](/all-looms.html).')
  })

  it('keeps its own title, which names its address too', async () => {
    const { title, slug } = await importPage(
      { ...pages, 'hugo.toml': config, 'content/en/_index.md': '---\ntitle: On weaving\n---\nWords.\n' },
      'en/_index.md',
    )
    expect([title, slug]).toEqual(['On weaving', 'on-weaving'])
  })

  it('is found in the folder that the configuration names for its main language', async () => {
    const { title } = await importPage(
      {
        'hugo.toml': "title = 'Looms'\ndefaultContentLanguage = 'de'\n[languages.de]\ncontentDir = 'content/german'\n",
        'content/english/_index.md': '---\ntitle: Looms\n---\nWords.',
        'content/german/_index.md': '---\ntitle: Webstühle\n---\nWorte.',
      },
      'german/_index.md',
    )
    expect(title).toBe('Webstühle')
  })
})
