import { expect, it } from 'vitest'
import { importPage } from './testing'

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0"/></svg>'

it('a snippet of MkDocs is included with its indent: whole, some of its lines, or a section', async () => {
  const { body, notes, isLossy } = await importPage(
    {
      'mkdocs.yml': 'site_name: Looms',
      'docs/index.md': '# Looms\n\nWords.',
      'docs/warp/index.md':
        '# The warp\n\n!!! note\n\n    --8<-- "care.md"\n\n```py\n--8<-- "code.py:2:3"\n```\n\n--8<-- "code.py:knot"\n\n--8<--\ncare.md\n; off.md\n--8<--\n\n--8<-- "none.md"\n\n`;--8<-- "x"` is shown.',
      'includes/care.md': '---\ntitle: Care\n---\n\nMind the [edge](https://loom.example.org/edge).\n',
      'includes/code.py': 'one = 1\ntwo = 2\nthree = 3\n# --8<-- [start:knot]\nA knot.\n# --8<-- [end:knot]\n',
    },
    'warp/index.md',
  )
  expect(body).toContain('<Note>\n  Mind the [edge](https://loom.example.org/edge).\n</Note>')
  expect(body).toContain('```py\ntwo = 2\nthree = 3\n```\n\nA knot.\n\nMind the')
  expect(body).toContain('\\--8\\<-- "none.md"')
  expect(notes).toContain('The text of care.md, code.py is included.')
  expect(notes).toContain('none.md, which line 18 includes, was not found; the line is kept as text.')
  expect(isLossy).toBe(false)
})

it('the references and abbreviations that MkDocs appends to each page are known on each page', async () => {
  const { body } = await importPage(
    {
      'mkdocs.yml':
        'site_name: Looms\nmarkdown_extensions:\n  - pymdownx.snippets:\n      auto_append:\n        - includes/refs.md\n',
      'docs/index.md': '# Looms\n\nWords.',
      'docs/warp.md':
        '# Warp\n\nSee the [edge][loom.edge] and [weft](#loom.edge) in HTML.\n\n## Edge { id="loom.edge" }\n\nWords.',
      'includes/refs.md': '  [loom.edge]: https://loom.example.org/edge\n\n*[HTML]: Hyper Text\n',
    },
    'warp.md',
  )
  expect(body).toContain('See the [edge](https://loom.example.org/edge) and [weft](#edge) in HTML (Hyper Text).')
})

it('a partial of Docusaurus is included with its properties', async () => {
  const { body, notes, isLossy } = await importPage(
    {
      'docusaurus.config.js': 'export default {}',
      'docs/intro.md':
        "---\ntitle: Intro\n---\n\nimport Setup from './_setup.mdx'\nimport Shared from '@site/shared/_note.md'\n\nBefore.\n\n<Setup name=\"warp\" />\n\n1. One.\n\n   <Shared />\n",
      'docs/_setup.mdx': "import Shared from '@site/shared/_note.md'\n\nSet up the {props.name}.\n\n<Shared />",
      'docs/weft/index.md': '# Weft\n\nWords.',
      'shared/_note.md': '## Shared\n\n:::tip\nCount it.\n:::',
    },
    'intro.md',
  )
  expect(body).toContain('Set up the warp.\n\n## Shared\n\n<Note title="Tip">\n  Count it.\n</Note>\n\n1. One.')
  expect(body).not.toMatch(/import|props|<Shared/)
  expect(notes).toContain('The text of ./_setup.mdx, @site/shared/_note.md is included.')
  expect(isLossy).toBe(false)
})

it('a page of Jekyll is filled in with values of its fields and its site, with HTML, and without tags around raw code', async () => {
  const { body, notes, isLossy } = await importPage(
    {
      '_config.yml': 'title: Looms\nrepository: https://loom.example.org/code\n',
      '_data/yarn.yml': 'least: 2.7.0\n',
      '_includes/badge.html': '<span title="Since {{ include.version }}">{{ include.version }}</span>\n',
      '_includes/menu.html': '{% if a %}<b>{{ include.x }}</b>{% endif %}',
      'index.md': '# Looms\n\nWords.',
      'a/warp.md':
        '---\ntitle: Warp\nshop: https://shop.example.org/\n---\n\n{{ page.title }} of {{ site.data.yarn.least }} {%- include badge.html version="4.0" -%}: [#1]({{ site.repository }}/1), [yarn]({{ page.shop }}y), [lost]({{ page.none }}/y).\n\n{% include menu.html x="1" %}\n\n`{% raw %}{{ page.title }}{% endraw %}`\n\n```liquid\n{% raw %}\n{{ page.title }}\n{% endraw %}\n```\n',
    },
    'warp.md',
  )
  expect(body).toContain(
    'Warp of 2.7.0 4.0: [#1](https://loom.example.org/code/1), [yarn](https://shop.example.org/y), lost.',
  )
  expect(body).toContain('`{{ page.title }}`\n\n```html\n{{ page.title }}\n```')
  expect(notes).toContain('The tag "{% include %}" has no meaning here and is kept as text (in line 8).')
  expect(isLossy).toBe(false)
})

it('parts of Hugo are included from the folder of the language, and are no pages; links to its glossary are kept', async () => {
  const { body, isLossy, report } = await importPage(
    {
      'hugo.toml': 'title = "Looms"\n[params]\nleast = "0.1"\n',
      'content/en/_index.md': '---\ntitle: Looms\n---\n',
      'content/en/a/warp.md':
        '---\ntitle: Warp\nparams:\n  most: v2\n---\nBefore the [`wefts`](g) of {{% param "least" %}} or {{< param most >}}.\n\n{{% include "/_common/care.md" %}}\n',
      'content/en/quick-reference/glossary/weft.md': '---\ntitle: weft\n---\nIt crosses.',
      'content/en/_common/care.md':
        '---\n_comment: Keep this.\n---\n\n## Care\n\nMind the [edge][].\n\n[edge]: /a/warp/',
    },
    'warp.md',
  )
  expect(body).toBe('Before the [`wefts`](/weft.html) of 0.1 or v2.\n\n## Care\n\nMind the [edge](/warp.html).')
  expect(isLossy).toBe(false)
  expect(report.converted.map(({ source }) => source.split('/').at(-1))).not.toContain('care.md')
})

it('a term of Hugo is its definition, and a part without a slash is found from the folder of the language', async () => {
  const { body, isLossy } = await importPage(
    {
      'hugo.toml': 'title = "Looms"\n',
      'content/en/_index.md': '---\ntitle: Looms\n---\n',
      'content/en/a/warp.md':
        '---\ntitle: Warp\n---\n{{% glossary-term "Weft yarn" %}}\n\n{{% include "_common/a/care.md" %}}\n',
      'content/en/quick-reference/glossary/weft-yarn.md': '---\ntitle: weft yarn\n---\nA _weft yarn_ crosses.',
      'content/en/_common/a/care.md': 'Mind the edge.',
    },
    'warp.md',
  )
  expect(body).toBe('A *weft yarn* crosses.\n\nMind the edge.')
  expect(isLossy).toBe(false)
})

it('blocks of Docusaurus that are code only elsewhere are part of the page', async () => {
  const { body, isLossy } = await importPage(
    {
      'docusaurus.config.js': 'export default {}',
      'docs/intro.md':
        '# Intro\n\n```mdx-code-block\nimport Part from \'./_part.mdx\';\n\n<Tabs>\n<TabItem value="a" label="A">\n```\n\n```sh\nweave\n```\n\n```mdx-code-block\n</TabItem>\n</Tabs>\n```\n\n````md\n```mdx-code-block\n<Shown />\n```\n````\n\n<Part />\n',
      'docs/_part.mdx': '```mdx-code-block\n<Wide>\n```\n\n| a |\n|---|\n| b |\n\n```mdx-code-block\n</Wide>\n```',
    },
    'intro.md',
  )
  expect(body).toBe(
    '<Tabs>\n  <Tab name="A">\n    ```sh\n    weave\n    ```\n  </Tab>\n</Tabs>\n\n````md\n```mdx-code-block\n<Shown />\n```\n````\n\n| a |\n| - |\n| b |',
  )
  expect(isLossy).toBe(false)
})

it('includes of Jekyll and mdBook are included, never one outside the site or one that includes itself', async () => {
  const { body, notes } = await importPage(
    {
      '_config.yml': 'title: Looms',
      'index.md': '# Looms\n\nWords.',
      'a/warp.md':
        '# Warp\n\n- Here.\n\n{% include care.md part="warp" %}\n\n{{#include ../code.rs:knot}}\n\n{% include_relative ../../../secret.md %}\n\n{% include round.md %}',
      '_includes/care.md': 'Care for the {{ include.part }}.',
      '_includes/round.md': 'Round.\n\n{% include round.md %}',
      'code.rs': 'x\n// ANCHOR: knot\nA knot.\n// ANCHOR_END: knot\ny',
      '../secret.md': 'Secret.',
    },
    'warp.md',
  )
  expect(body).toContain('- Here.\n\nCare for the warp.\n\nA knot.')
  expect(body).toContain('Round.')
  expect(body).not.toContain('Secret')
  expect(notes).toContain('../../../secret.md, which line 9 includes, was not found; the line is kept as text.')
  expect(notes).toContain('round.md, which line 11 includes, includes itself; the line is kept as text.')
})

it('addresses in a partial of Docusaurus are relative to the partial', async () => {
  const { body, isLossy, report } = await importPage(
    {
      'docusaurus.config.js': 'export default {}',
      'docs/weft.md': '# Weft of the page\n\nWords.',
      'docs/first/intro.md':
        "# Intro\n\nimport Setup from '../parts/_setup.mdx'\n\n<Setup />\n\nSee [the other](./weft.md).\n",
      'docs/first/weft.md': '# Weft here\n\nWords.',
      'docs/parts/weft.md': '# Weft there\n\n## Ends\n\nWords.',
      'docs/parts/warp.md': '# Warp there\n\nWords.',
      'docs/parts/loom.svg': picture,
      'docs/parts/img/two looms.svg': picture.replace('M0', 'M1'),
      'docs/parts/img/third.svg': picture.replace('M0', 'M2'),
      'docs/parts/_setup.mdx':
        "import third from './img/third.svg'\nimport Inner from './deep/_inner.mdx'\n\nThe [weft](./weft.md#ends), the [warp][w] and `[code](./weft.md)`, with [a site](https://loom.example.org/a).\n\n![A loom](loom.svg)\n\n![Two looms](./img/two%20looms.svg)\n\n<img src={third} alt=\"The third\" />\n\n<Inner />\n\n[w]: ./warp.md",
      'docs/parts/deep/_inner.mdx': 'Back to the [warp](../warp.md).',
    },
    'intro.md',
  )
  const slugOf = (source: string) => report.converted.find((each) => each.source.endsWith(source))!.slug
  expect(body).toContain(
    `The [weft](/${slugOf('parts/weft.md')}.html#ends), the [warp](/${slugOf('parts/warp.md')}.html) and \`[code](./weft.md)\`, with`,
  )
  expect(body).toContain('![A loom](/figures/loom.svg)')
  expect(body).toContain('![Two looms](/figures/two-looms.svg)')
  expect(body).toContain('![The third](/figures/third.svg)')
  expect(body).toContain(`Back to the [warp](/${slugOf('parts/warp.md')}.html).`)
  expect(body).toContain(`See [the other](/${slugOf('first/weft.md')}.html).`)
  expect(isLossy).toBe(false)
})

it('addresses in a snippet of MkDocs are those of its page, or of the snippet if they lead nowhere from the page', async () => {
  const { body, report } = await importPage(
    {
      'mkdocs.yml': 'site_name: Looms',
      'docs/index.md': '# Looms\n\nWords.',
      'docs/loom/warp/index.md': '# The warp\n\n--8<-- "care.md"\n\n```md\n--8<-- "care.md"\n```',
      'docs/loom/warp/ends.md': '# Ends\n\nWords.',
      'docs/weft/index.md': '# The weft\n\nWords.',
      'docs/snippets/care.md':
        'Mind the [ends](ends.md), the [weft](../weft/index.md) and <img src="loom.svg" alt="a loom">.',
      'docs/snippets/ends.md': '# Ends there\n\nWords.',
      'docs/snippets/loom.svg': picture,
    },
    'warp/index.md',
  )
  const slugOf = (source: string) => report.converted.find((each) => each.source.endsWith(source))!.slug
  expect(body).toContain(
    `Mind the [ends](/${slugOf('warp/ends.md')}.html), the [weft](/${slugOf('weft/index.md')}.html) and ![a loom](/figures/loom.svg).`,
  )
  expect(body).toContain('```md\nMind the [ends](ends.md), the [weft](../weft/index.md) and <img src="loom.svg"')
})

it('code that an MDX page imports is shown, and what is not found or computed is named', async () => {
  const { body, notes, isLossy } = await importPage(
    {
      'docusaurus.config.js': 'export default {}',
      'docs/intro.md':
        "---\ntitle: Intro\n---\n\nimport warp from './warp.ts?raw'\nimport CodeBlock from '@theme/CodeBlock'\nimport Weft from '!!raw-loader!@site/src/weft'\nimport gone from '~/gone.ts?raw'\nimport Part from './_part.mdx'\n\nexport const name = 'warp.ts'\n\n<Code code={warp} lang=\"ts\" title={name} mark={[1, 2]} />\n\n<CodeBlock className=\"language-jsx\">{Weft}</CodeBlock>\n\n1. One:\n\n   <CodeBlock\n     language=\"js\"\n     title=\"loom.js\">\n     {require('!!raw-loader!@site/src/weft')\n       .default.split('\\n')\n       .join('\\n')}\n   </CodeBlock>\n\n<Code code={gone} />\n\n<CodeBlock language=\"json\">{JSON.stringify(toc, null, 2)}</CodeBlock>\n\n<CodeBlock language=\"md\">{`\n- [a](b.md)\n`}</CodeBlock>\n\n<Part />\n",
      'docs/warp.ts': 'const a = `${1}`\n\nexport default a\n',
      'docs/weft/index.md': '# Weft\n\nWords.',
      'docs/_part.mdx': 'import own from \'./own.py?raw\'\n\n<Code lang="py" code={own} />',
      'docs/own.py': '# [a](b)\n',
      'src/weft.jsx': '<b>Weft</b>\n',
    },
    'intro.md',
  )
  expect(body).toBe(
    '```ts title="warp.ts"\nconst a = `${1}`\n\nexport default a\n```\n\n```jsx\n<b>Weft</b>\n```\n\n1. One:\n\n   ```js title="loom.js"\n   <b>Weft</b>\n   ```\n\n```md\n- [a](b.md)\n```\n\n```py\n# [a](b)\n```',
  )
  expect(notes).toContain('The text of ./warp.ts, @site/src/weft, ./_part.mdx, ./own.py is included.')
  expect(notes).toContain('The file ~/gone.ts, which line 27 shows as code, was not found and is left out.')
  expect(notes).toContain('The code of <CodeBlock> in line 29 is computed and left out.')
  expect(isLossy).toBe(false)
})
