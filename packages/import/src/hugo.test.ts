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

  it('lists the chapters if it has no words', async () => {
    const { body } = await importPage(
      { ...pages, 'hugo.toml': config, 'content/en/_index.md': '---\ntitle: On weaving\n---\n' },
      'en/_index.md',
    )
    expect(body).toBe('## Chapters\n\n- [All looms](/looms.html)')
  })

  it('keeps its own title, which names its address too', async () => {
    const { title, slug } = await importPage(
      { ...pages, 'hugo.toml': config, 'content/en/_index.md': '---\ntitle: On weaving\n---\nWords.\n' },
      'en/_index.md',
    )
    expect([title, slug]).toEqual(['On weaving', 'on-weaving'])
  })

  it('is found in the folder that the configuration names for its main language', async () => {
    const { title, report } = await importPage(
      {
        'hugo.toml': "title = 'Looms'\ndefaultContentLanguage = 'de'\n[languages.de]\ncontentDir = 'content/german'\n",
        'content/english/_index.md': '---\ntitle: Looms\n---\nWords.',
        'content/german/_index.md': '---\ntitle: Webstühle\n---\nWorte.',
      },
      'german/_index.md',
    )
    expect(title).toBe('Webstühle')
    expect(report.converted).toHaveLength(1)
  })
})

describe('a bundle of Hugo', () => {
  it('is one page, with its other Markdown files at the end and links to the site that it shows', async () => {
    const { body, report, notes } = await importPage(
      {
        'hugo.toml': config,
        'content/en/mills/_index.md': '---\ntitle: Mills\n---\n',
        'content/en/mills/plain.md': '---\ntitle: Plain\n---\nIt is flat.',
        'content/en/mills/felt/index.md':
          '---\ntitle: Felt\ndescription: A mill.\nsiteURL: https://felt.test/\nsiteSource: https://git.test/felt\n---\nWe felt.',
        'content/en/mills/felt/index.de.md': '---\ntitle: Filz\n---\nWir filzen.',
        'content/en/mills/felt/who-we-are.md': '---\ntitle: x\n---\nWe are [three][].\n\n[three]: https://three.test/',
        'content/en/mills/felt/more/parts.md': 'A wheel.',
      },
      'felt/index.md',
    )
    expect(body).toBe(
      'We felt.\n\nSee [the site](https://felt.test/) and [its source](https://git.test/felt).\n\n## Who we are\n\nWe are [three](https://three.test/).\n\n## Parts\n\nA wheel.',
    )
    expect(report.converted.map((page) => page.title)).toEqual(['Mills', 'Plain', 'Felt'])
    expect(report.notes.join()).toMatch(/\*\.de\.md \(1 page\), a translation into German/)
    expect(report.notes.join()).toContain('files that other pages include (2)')
    expect(notes).toContain('The text of ./who-we-are.md, ./more/parts.md is included.')
  })
})

describe('shortcodes of Hugo’s own documentation', () => {
  const site = {
    'hugo.toml': config,
    'data/docs.yaml':
      'config:\n  module:\n    hugoVersion:\n      min: ""\n      max: "1"\n  title: ""\n  build: {a: 1}\nchroma:\n  lexers:\n  - Name: C#\n    Aliases: [cs, "c#"]\n  - Name: Lox\n    Aliases: null\n',
    'data/page_filters.yaml': 'some:\n  - /looms/warp\n',
    'data/embedded_template_urls.toml': "base_url = 'https://code.example.org/t'\n'pagination' = 'p.html'\n",
    'layouts/_shortcodes/care.html': 'Mind the [edge](/looms/warp/).\n',
    'layouts/shortcodes/year.html': '{{ now.Year }}',
    'layouts/_shortcodes/moved.html':
      '{{ $text := `We moved,\n  see [the weft](/looms/weft/).` }}\n{{ partial "layouts/blocks/alert.html" (dict "text" $text) }}',
    'layouts/_shortcodes/knots.html':
      '{{- $all := slice\n  (dict "warp " "/looms/warp/#x")\n  (dict "weft" "/looms/weft/")\n}}\n{{ range $all }}{{ . }}{{ end }}',
    'content/en/configuration/module.md': '---\ntitle: Module\n---\nWords.',
    'content/en/_index.md': '---\ntitle: Looms\n---\n',
    'content/en/looms/_index.md': '---\ntitle: All looms\ndescription: Each of them.\n---\n',
    'content/en/looms/warp.md':
      '---\ntitle: Warp\nlinkTitle: The warp\ndescription: It is `long` | tall.\nparams:\n  reference: /looms/weft/\n---\nLong.',
    'content/en/looms/weft/_index.md': '---\ntitle: Weft[]\ndescription: It crosses.\n---\nIt crosses.',
    'content/en/looms/weft/yarn.md': '---\ntitle: Yarn\ndescription: Spun.\n---\nSpun.',
  }
  const fill = async (body: string) =>
    importPage({ ...site, 'content/en/page.md': `---\ntitle: Page\n---\n\n${body}\n` }, 'en/page.md')

  it.each([
    [
      'a list of pages',
      '{{% list-pages-in-section path=/looms titlePrefix=PAGE. %}}',
      '- [PAGE.The warp](/warp.html): It is `long` | tall.\n- [PAGE.Weft\\[\\]](/weft.html): It crosses.',
    ],
    [
      'a filtered list',
      '{{% list-pages-in-section path=/looms filter=some filterType=exclude %}}',
      '- [Weft\\[\\]](/weft.html): It crosses.',
    ],
    [
      'a table of pages',
      '{{% render-table-of-pages-in-section\n  path=/looms\n  filter=some\n  headingColumn1=Part\n%}}{class="!mt-0"}',
      '| Part | Description |\n| - | - |\n| [The warp](/warp.html) | It is `long` \\| tall. |',
    ],
    [
      'a reference',
      '{{% quick-reference section="looms" %}}',
      '## Weft\\[]\n\nIt crosses.\n\n- [Yarn](/yarn.html): Spun.',
    ],
    [
      'the default configuration',
      'It is:\n\n{{< code-toggle config=module.hugoVersion />}}',
      'It is:\n\n```yaml title="hugo.yaml"\nmodule:\n  hugoVersion:\n    min: ""\n    max: "1"\n```',
    ],
    [
      'the default configuration of a section in a definition',
      'A\n: B.\n\n  {{< code-toggle config=module.hugoVersion skipHeader=true />}}',
      '**A**\n\nB.\n\n```yaml title="hugo.yaml"\nmin: ""\nmax: "1"\n```',
    ],
    ['languages', '{{< chroma-lexers >}}', '| Language | Identifiers |\n| - | - |\n| C# | `cs`, `c#` |\n| Lox | |'],
    [
      'an address',
      'See [it](<{{% eturl pagination %}}>) and [that][].\n\n[that]: <{{% eturl pagination %}}>',
      'See [it](https://code.example.org/t/p.html) and [that](https://code.example.org/t/p.html).',
    ],
    ['a description', 'It is: {{% get-page-desc "/looms/weft" %}}', 'It is: It crosses.'],
    [
      'a text of its own',
      'Care. {{% care %}} And {{< year >}}.',
      'Care. Mind the [edge](/warp.html). And \\{\\{\\< year >}}.',
    ],
    ['keys', 'They are {{< root-configuration-keys >}}.', 'They are `build` and [`module`](/module.html).'],
    ['a notice of its own', '{{% moved %}}', '<Note>\n  We moved, see [the weft](/weft.html).\n</Note>'],
    ['a list of its own', '{{< knots >}}', '- [`warp`](/warp.html)\n- [`weft`](/weft.html)'],
  ])('are filled in: %s', async (_name, body, wanted) => {
    const found = await fill(body)
    expect(found.body).toBe(wanted)
    expect(found.isLossy).toBe(false)
  })

  it('are followed by the details of a term', async () => {
    const { body } = await importPage(site, 'warp.md')
    expect(body).toBe('Long.\n\nSee [details](/weft.html).')
  })
})

it('pages of one chapter that share a short title have the name of their section behind it', async () => {
  const page = (title: string) => `---\ntitle: ${title}\n---\nWords.`
  const { report, site } = await importPage(
    {
      'hugo.toml': config,
      'content/en/_index.md': page('Looms'),
      'content/en/methods/_index.md': page('Methods'),
      'content/en/methods/page/_index.md': '---\ntitle: Methods of pages\nlinkTitle: Page\n---\n',
      'content/en/methods/page/title.md': page('Title'),
      'content/en/methods/menu-entry/title.md': page('Title'),
      'content/en/methods/menu-entry/weight.md': page('Weight'),
      'content/en/other/weight.md': page('Weight'),
    },
    'page/title.md',
  )
  const titles = await Promise.all(
    report.converted.map(async ({ file }) => /sidebartitle: (.*)/.exec(await site.read(file))?.[1]),
  )
  expect(titles.sort()).toEqual(['Looms', 'Methods', 'Page', 'Title (Menu entry)', 'Title (Page)', 'Weight', 'Weight'])
})
