import { describe, expect, it } from 'vitest'
import { draftBody } from '../normalise/draft-body'
import { insertIncludes } from './includes'
import type { PageContext } from './source-lines'
import { writeBody } from '../write/write-body'

const draft = (body: string, isMdx: boolean) =>
  draftBody(
    body,
    () => 'Weaving',
    isMdx,
    (page) => insertIncludes(page, 'page.mdx', () => null),
  )
const convert = (body: string, isMdx = false) => writeBody(draft(body, isMdx).tree).trim()
const convertIn = (context: PageContext, body: string) =>
  writeBody(
    draftBody(
      body,
      () => 'Weaving',
      false,
      () => {},
      context,
    ).tree,
  ).trim()

describe('dialects', () => {
  it.each<[string, string, string]>([
    ['an alert', '> [!WARNING]\n> Mind the *edge*.', '<Warning>\n  Mind the *edge*.\n</Warning>'],
    ['a quotation named in bold', '> **Notes**:\n>\n> - Mind *it*.', '<Note>\n  - Mind *it*.\n</Note>'],
    ['a quotation named in bold with its text', '> **Warning:** Mind *it*.', '<Warning>\n  Mind *it*.\n</Warning>'],
    ['a quotation with bold words', '> **Note** that *it* is.', '> **Note** that *it* is.'],
    ['a fence of colons', ':::tip Care\nWords.\n:::', '<Note title="Care">\n  Words.\n</Note>'],
    [
      'nested fences of colons',
      '::::note\n:::danger\nA.\n:::\nB.\n::::',
      '<Note>\n  <Warning title="Danger">\n    A.\n  </Warning>\n\n  B.\n</Note>',
    ],
    ['an indented notice', '!!! note\n\n    Words.\n\nAfter.', '<Note>\n  Words.\n</Note>\n\nAfter.'],
    [
      'indented tabs',
      '=== "A"\n\n    One.\n\n=== "B"\n\n    Two.',
      '<Tabs>\n  <Tab name="A">\n    One.\n  </Tab>\n\n  <Tab name="B">\n    Two.\n  </Tab>\n</Tabs>',
    ],
    ['slashes', '/// warning | Stop\nWords.\n///', '<Warning title="Stop">\n  Words.\n</Warning>'],
    ['highlighted code of Hugo', '{{< highlight go >}}\nx := 1\n{{< /highlight >}}', '```go\nx := 1\n```'],
    ['a shortcode shown in code', '```\n{{</* ref "x" */>}}\n```', '```\n{{< ref "x" >}}\n```'],
    [
      'shortcodes shown in code as they are written',
      '```text\n{{</* qr text="x" /*/>}} {{%/*/* foo */*/%}}\n{{</* figure\n  src="a"\n*/>}}\n```',
      '```text\n{{< qr text="x" />}} {{%/* foo */%}}\n{{< figure\n  src="a"\n>}}\n```',
    ],
    [
      'codes of Hugo to scan',
      '{{< qr text="https://loom.example.org" class="x" />}}\n\n{{< qr level="low" >}}\nBEGIN:VCARD\n{{< /qr >}}',
      'QR code: `https://loom.example.org`\n\n```\nBEGIN:VCARD\n```',
    ],
    ['highlighted code of Jekyll', '{% highlight ruby %}\nputs 1\n{% endhighlight %}', '```ruby\nputs 1\n```'],
    ['an attribute list', '![a](b.png){: width="1" }\n{: .center}', '![a](b.png)'],
    [
      'a fold',
      '<details><summary>Why `x`?</summary>\n\nSo.\n\n</details>',
      '<Checkpoint question="Why `x`?">\n  So.\n</Checkpoint>',
    ],
    [
      'a definition of several paragraphs',
      '`seal`\n\n:   One.\n\n    Two with [a link](#x).\n\nAfter.',
      '**`seal`**\n\nOne.\n\nTwo with [a link](#x).\n\nAfter.',
    ],
    [
      'definitions after empty lines',
      'Warp\n\n: One\nline.\n\n: Two.\n\nAfter.',
      '**Warp**\n\nOne line.\n\nTwo.\n\nAfter.',
    ],
    [
      'links in the title of a notice',
      '!!! tip "Spin [wool](#x), \\"now\\""\n    So.\n\n??? note "Plain"\n    So.',
      '<Note title="Tip">\n  **Spin [wool](#x), "now"**\n\n  So.\n</Note>\n\n<Note title="Plain">\n  So.\n</Note>',
    ],
    [
      'icons before a dash',
      '- :material-a: - `a`\n- :material-a: + :octicons-b-24:{ .x } – b\n- :material-check: - yes\n- :material-a: c - d\n- :material-a:{ title=\"Loom\" } – e',
      '- `a`\n- b\n- ✓ - yes\n- c - d\n- (Loom) – e',
    ],
    ['people', 'Ask :man_raising_hand: or :raising_hand_woman:, :woman_loom:.', 'Ask 🙋‍♂️ or 🙋‍♀️, :woman_loom:.'],
    ['definitions that begin with marks', 'Warp\n: *New.*\n: `weft` of it.', '**Warp**\n\n*New.*\n\n`weft` of it.'],
    ['a definition list of MDN', '- `seal`\n  - : One.\n    - Two.', '- `seal`\n  - One.\n    - Two.'],
    [
      'macros of MDN',
      'The {{domxref("Node.remove()")}} of {{HTMLElement("a")}} {{optional_inline}}, {{jsxref("Array/map", "map()")}}, {{Glossary("Tag", "tags")}}, {{cssxref(\'color\')}}.\n\n{{EmbedYouTube("x1")}}\n\n{{Compat}}',
      'The `Node.remove()` of `<a>` (optional), `map()`, tags, `color`.\n\nhttps://www.youtube.com/watch?v=x1',
    ],
    [
      'tabs of code',
      '{{< tabpane >}}\n{{< tab header="Shell" lang="sh" >}}\n# no heading\nx <y>\n{{< /tab >}}\n{{< tab header="Words" text=true >}}\n*One*\n{{< /tab >}}\n{{< /tabpane >}}',
      '<Tabs>\n  <Tab name="Shell">\n    ```sh\n    # no heading\n    x <y>\n    ```\n  </Tab>\n\n  <Tab name="Words">\n    *One*\n  </Tab>\n</Tabs>',
    ],
    [
      'shortcodes of links and layout',
      '{{% steps %}}\n\nA {{< glossary_tooltip text="pod" term_id="x" >}}, {{< button relref="/a" >}}Go{{< /button >}}.\n\n{{% /steps %}}\n\n{{< cards >}}\n  {{< card link="/b" title="B" subtitle="Of it" >}}\n{{< /cards >}}',
      'A pod, [Go](/a).\n\n[B](/b): Of it',
    ],
    [
      'configurations of Hugo, with their language and file',
      '{{< code-toggle file=hugo >}}\n[params]\na = 1\n{{< /code-toggle >}}\n\n{{< code-toggle >}}\na: 1\n{{</ code-toggle >}}\n\n{{< code file=layouts/a.html copy=true >}}\n{{ .Title }}\n{{< /code >}}\n\n{{< code-toggle config=a />}}\n\nB.',
      '```toml title="hugo.toml"\n[params]\na = 1\n```\n\n```yaml\na: 1\n```\n\n```html title="layouts/a.html"\n{{ .Title }}\n```\n\nB.',
    ],
    [
      'the versions that shortcodes name',
      'A. {{< new-in 0.1.0 />}}\n\n{{< deprecated-in v0.2.0 >}}\nUse *b*.\n{{< /deprecated-in >}}',
      'A. *New in v0.1.0*\n\n<Warning title="Deprecated in v0.2.0">\n  Use *b*.\n</Warning>',
    ],
    [
      'shortcodes written over several lines, and what is embedded',
      '{{< img\n  src="a.png"\n  alt="A loom"\n>}}\n\n{{< x user="loom" id="12" >}}\n\n{{< instagram b1 >}}',
      '![A loom](a.png)\n\nhttps://x.com/loom/status/12\n\nhttps://www.instagram.com/p/b1/',
    ],
    ['drawings', '{{< mermaid >}}\ngraph LR\n{{< /mermaid >}}', '```text\ngraph LR\n```'],
    [
      'marked text',
      '==Marked== and ^^inserted^^, `#!py range()`; a == b.',
      '**Marked** and inserted, `range()`; a == b.',
    ],
    ['code with backticks and a language', 'The ``#!js `a` `` of it.', 'The `` `a` `` of it.'],
    [
      'badges and settings of Material for MkDocs',
      'See [`on`][config.on], not `<!-- md:flag a -->`.\n\n#### <!-- md:setting config.on -->\n\n<!-- md:version 8.5.0 --> ·\n<!-- md:default `true` --> ·\n<!-- md:flag multiple -->\n\n<!-- md:version 9.0 -->\n<!-- md:plugin [tags](t) – built-in -->\n<!-- md:sponsors -->\n\n### <!-- md:version --> – Version',
      'See [`on`](#config.on), not `<!-- md:flag a -->`.\n\n## `on`\n\nVersion 8.5.0 · Default: `true` · Multiple instances\n\nVersion 9.0 · Plugin: [tags](t) – built-in · Sponsors only\n\n## Version',
    ],
    [
      'a reference before a footnote',
      '[Loom][^1] here.\n\n[loom]: /a\n[^1]: Old.',
      '[Loom](/a)[^1] here.\n\n[^1]: Old.',
    ],
    [
      'a notice in a definition',
      '`note`{ #a.b }, `seealso`\n\n:   !!! note\n\n        Words.\n\n        More.\n\nAfter.',
      '`note`, `seealso`\n\n<Note>\n  Words.\n\n  More.\n</Note>\n\nAfter.',
    ],
    ['classes of a notice', '{: .note .warning }\nMind it.', '<Warning>\n  Mind it.\n</Warning>'],
    [
      'names of emoji',
      'It :rocket: works :tada::+1:, `:tada:`, a:key:b, :odd: and <b>:x:</b>.',
      'It 🚀 works 🎉👍, `:tada:`, a:key:b, :odd: and **❌**.',
    ],
    ['a language of code that only Hugo knows', '```go-html-template\n{{ .A }}\n```', '```html\n{{ .A }}\n```'],
    [
      'languages of code that read like one of the portal, or none',
      '```jsonc {title="a.json"}\n{}\n```\n\n```tree\na/\n```\n\n``` { .zsh .copy }\nls\n```\n\n    :::brainheck\n    +\n\n``` title="B"\nb\n```',
      '```json title="a.json"\n{}\n```\n\n```text\na/\n```\n\n```bash\nls\n```\n\n```text\n+\n```\n\n```text title="B"\nb\n```',
    ],
    ['marks around blocks', '{==\n\nWarp.\n\n==}', 'Warp.'],
    ['raised text', '10<sup>3</sup>, 1<sup>st</sup>, H<sub>2</sub>O', '10³, 1st, H₂O'],
    ['raised text of PyMdown', 'H~2~O, x^2^ and x^n+1^; ~/a and ~/b.', 'H₂O, x² and xⁿ⁺¹; \\~/a and \\~/b.'],
    [
      'Critic Markup',
      'A {++new++} and {--old--} {~~warp~>weft~~}, {==marked==}{>>why?<<}.',
      'A new and ~~old~~ ~~warp~~ weft, **marked**.',
    ],
    [
      'formulas',
      'Since $a_i * b_i \\le 2^{n}$ and \\(x_1\\), it costs $5 and not $10.\n\n$$\na_1 * b_1\n$$\n\n$$x_2$$',
      'Since `a_i * b_i \\le 2^{n}` and `x_1`, it costs $5 and not $10.\n\n```text\na_1 * b_1\n```\n\n`x_2`',
    ],
    [
      'conditions of Jekyll',
      '{% assign x = 1 %}\n{% if x %}\nOne.\n{% else %}\nTwo {% if y %}or three{% endif %}.\n{% endif %}',
      'One.\n\nTwo or three.',
    ],
    [
      'loops of Jekyll',
      'A:\n{% for post in site.posts %}\n- [{{ post.title }}]({{ post.url }})\n{% endfor %}\nB.',
      'A:\n\n```text\n{% for post in site.posts %}\n- [{{ post.title }}]({{ post.url }})\n{% endfor %}\n```\n\nB.',
    ],
    [
      'a loop in a list of HTML',
      'A:\n\n<ul>\n{% for a in b %}\n<li>{{ a }}</li>\n{% endfor %}\n</ul>\n\nB.',
      'A:\n\n```text\n<ul>\n{% for a in b %}\n<li>{{ a }}</li>\n{% endfor %}\n</ul>\n```\n\nB.',
    ],
    [
      'extensions of kramdown',
      '{::options toc_levels="2" /}\nA {::comment}no{:/comment}b `{::comment}`.\n\n{::comment}\nhidden\n{:/comment}\n\n{::nomarkdown}\n<p>C.</p>\n{:/nomarkdown}\n\nD.',
      'A b `{::comment}`.\n\nC.\n\nD.',
    ],
    [
      'code in a sentence of Hugo',
      'Call {{< hl-inline go >}}x := 1{{< /hl-inline >}} or {{< hl go >}}{{ .X }}{{< /hl >}} now.',
      'Call `x := 1` or `{{ .X }}` now.',
    ],
    [
      'a notice of Jekyll',
      '{% include tip.html content="Mind the *edge*." %}',
      '<Note title="Tip">\n  Mind the *edge*.\n</Note>',
    ],
    [
      'elements of a site’s own that lead somewhere',
      '<scrim-inline url="https://loom.example.org/1" scrimtitle="The [first]"></scrim-inline>\n\n- A:\n\n    <my-player src="https://loom.example.org/2" /> `<my-player src="https://x.example" />`\n\n<lite-youtube videoid="x1">Weave</lite-youtube> as <your-name> or <my-box kind="a"></my-box>.',
      '[The \\[first\\]](https://loom.example.org/1)\n\n- A:\n\n  https://loom.example.org/2 `<my-player src="https://x.example" />`\n\n[Weave](https://www.youtube.com/watch?v=x1) as \\<your-name> or \\<my-box kind="a">\\</my-box>.',
    ],
    [
      'pictures for light and dark pages',
      '![A](a.svg#only-light){ width="9" }\n![B](b.svg#only-dark)\n\n![C](c.svg#gh-dark-mode-only)\n\n[![D](d.svg#only-dark)](/d)[![E](e.svg#only-light)](/e)',
      '![A](a.svg#only-light)\n\n![C](c.svg#gh-dark-mode-only)\n\n[![E](e.svg#only-light)](/e)',
    ],
    [
      'abbreviations, which are written out at their first use',
      '## The HTML\n\n`HTML` of [CSS](/CSS), not XHTML: <b title="HTML">HTML</b> and\nHTML, W3C (World Wide Web Consortium) and R&D or C++.\n\n```\nHyper Text *Markup* Language\n```\n\n*[HTML]: Hyper Text *Markup* Language\n*[CSS]: Cascading Styles\n*[W3C]: World Wide Web Consortium\n*[R&D]: Research\n*[C++]: A language\n  *[XML]: Unused',
      '## The HTML\n\n`HTML` of [CSS (Cascading Styles)](/CSS), not XHTML: **HTML (Hyper Text *Markup* Language)** and HTML, W3C (World Wide Web Consortium) and R\\&D (Research) or C++ (A language).\n\n```\nHyper Text *Markup* Language\n```',
    ],
    [
      'icons that mean something',
      '- :material-check-all: Yes\n- :octicons-x-24:{ .red } no\n- :material-abacus: Counted :material-star:{ .a title="Since May" }.\n\nOn :simple-x:{ .b }, :fontawesome-brands-medium: or :fontawesome-brands-chrome: Chrome; ~~`old`~~{ #old }.',
      '- ✓ Yes\n- ✗ no\n- Counted (Since May).\n\nOn X, Medium or Chrome; ~~`old`~~.',
    ],
    [
      'tasks that hold no tutorial',
      '- [x] One\n  - [ ] Two\n- [ ] [Three](/c)\n\n* [x] [Four](https://d.example.org)',
      '- ☑ One\n  - ☐ Two\n- ☐ [Three](/c)\n\n* [x] [Four](https://d.example.org)',
    ],
    ['keys', 'Press ++ctrl+c++ or <kbd>Esc</kbd>.', 'Press <Kbd>Ctrl+C</Kbd> or <Kbd>Esc</Kbd>.'],
  ])('rewrite %s', (_name, body, wanted) => {
    expect(convert(body)).toBe(wanted)
  })

  it('keep what code shows of Liquid where another generator than Jekyll is known', () => {
    const shown =
      'Use `{% comment %}x{% endcomment %}`, `{{ site.url }}` and `{% raw %}`.\n\n```\n{% raw %}{{ a }}{% endraw %}\n```'
    expect(convertIn({ generator: 'mkdocs' }, `{% comment %}No \`x\`{% endcomment %}${shown}`)).toBe(shown)
    expect(convertIn({ generator: 'jekyll' }, '{% raw %}`{{ a }}`{% endraw %} `{{ site.url }}b`')).toBe('`{{ a }}` `b`')
  })

  it('join a reference with its label after a space or a line break only where a site may write them so', () => {
    const body = 'The [warp\nbeam]\n[beam], the [reed] [beam] and [loom] [beam].\n\n[loom]: /a\n[beam]: /b'
    const under = (context: PageContext) => convertIn(context, body)
    expect(under({ generator: 'mkdocs' })).toBe('The [warp beam](/b), the [reed](/b) and [loom](/a) [beam](/b).')
    const apart = under({})
    for (const word of ['reed', '[beam](/b)']) expect(apart).toContain(word)
    expect(apart).not.toContain('[reed](/b)')
  })

  it('leave out a first heading that is the title, unless it decides what the links of a list are', () => {
    const under = (title: string) =>
      writeBody(draftBody(`# ${title}\n\n- [a](https://a.example/)\n\n## B\n\nC.`, () => title).tree).trim()
    expect(under('3. Weaving')).toBe('- [a](https://a.example/)\n\n## B\n\nC.')
    expect(under('Weaving tools')).toBe('## Weaving tools\n\n- [a](https://a.example/)\n\n### B\n\nC.')
  })

  it('rewrite components of MDX, and leave out imports and comments', () => {
    const body =
      'import { Tabs } from \'x\'\n\n{/* no */}\n\n<Tabs>\n  <TabItem label="A">\n    One.\n  </TabItem>\n</Tabs>\n\n<Aside type="caution">Two.</Aside>'
    expect(convert(body, true)).toBe(
      '<Tabs>\n  <Tab name="A">\n    One.\n  </Tab>\n</Tabs>\n\n<Warning title="Caution">\n  Two.\n</Warning>',
    )
  })

  it('read the names of terms, and of words, as anchors of their section', () => {
    const { anchors, tree } = draftBody(
      '## Options\n\n`minify`\n: Less.\n\n`a.name`{ #name }, b\n\n:   One.\n\n<a name="more"></a>\n\n## More\n\nWords <span id="here">here</span>.\n\n## Last\n',
      () => 'Weaving',
    )
    expect(anchors).toEqual({ minify: 0, name: 0, more: 1, here: 1 })
    expect(writeBody(tree)).not.toContain('id=')
  })

  it('read the id of what has words as an anchor of its section, and of what has none as one of what follows', () => {
    const { anchors } = draftBody(
      '<p id="first">Words.</p>\n\n<div id="next"></div>\n\n## Warp <a id="end"></a>\n\n## Weft\n\n<details id="why">\n<summary>Why?</summary>\n\nThus.\n\n</details>\n\n<figure id="loom"><img src="a.png" alt=""></figure>\n\n<a id="last"></a>\n\n## Knots\n\n<a id="tail"></a>\n',
      () => 'Weaving',
    )
    expect(anchors).toEqual({ first: -1, next: 0, end: 0, why: 1, loom: 1, last: 2, tail: 2 })
  })

  it('keep comments in code, and leave out those around it', () => {
    const body =
      'Use `if (x) {/* do */}` {/* not `this` */}and `{/*`.\n\n{/* Nor `this`\nnor this */}\n\nLast ``a`{/* b */}``.'
    expect(convert(body, true)).toBe('Use `if (x) {/* do */}` and `{/*`.\n\nLast ``a`{/* b */}``.')
  })

  it('keep a list tight that has lists inside, and one with paragraphs loose', () => {
    const tight = '- a\n  - b\n  - c\n- d\n  1. e\n  2. f'
    expect(convert(tight)).toBe(tight)
    const loose = '- a\n\n  - b\n  - c\n\n- d'
    expect(convert(loose)).toBe(loose)
  })

  it('read the id of a heading that a comment of MDX names', () => {
    const { anchors, tree } = draftBody('## Use `it` {/* #use */}\n\n[On](#use) {/* #no */}', () => 'Weaving', true)
    expect(anchors).toEqual({ use: 0 })
    expect(writeBody(tree).trim()).toBe('## Use `it`\n\n[On](#use)')
  })

  it('name tabs of MDX as their group lists them', () => {
    const body =
      '<Tabs\n  values={[\n    { label: \'With wool\', value: \'a\' },\n  ]}>\n<TabItem value="a">\n\nOne.\n\n</TabItem>\n<TabItem value="b">\n\nTwo.\n\n</TabItem>\n</Tabs>'
    const names = [...convert(body, true).matchAll(/name="([^"]*)"/g)].map(([, name]) => name)
    expect(names).toEqual(['With wool', 'b'])
  })

  it('name tabs of MDX as their group lists them, also the default one', () => {
    const body =
      '<Tabs values={[{ label: "With wool", value: "a" }]}>\n<TabItem value="a" default>One.</TabItem>\n<TabItem value="b" attributes={{ x: 1 }} default>Two.</TabItem>\n</Tabs>'
    const names = [...convert(body, true).matchAll(/name="([^"]*)"/g)].map(([, name]) => name)
    expect(names).toEqual(['With wool', 'b'])
  })

  it('leave out components of MDX that have no words, and name them once', () => {
    const { notes, tree } = draft(
      'Looms:\n\n<Looms />\n\n<Show>\n\nThe <Logo /> end.\n\n<Looms all />\n\n</Show>',
      true,
    )
    expect(writeBody(tree).trim()).toBe('Looms:\n\nThe end.')
    expect(notes).toEqual([
      'The component <Looms> has no meaning here and is left out (2 times, first in line 3).',
      'The tag <Show>, not what is in it, has no meaning here and is left out (in line 5).',
      'The component <Logo> has no meaning here and is left out (in line 7).',
    ])
  })

  it('keep the addresses of components of MDX', () => {
    const body =
      '<Button to="/a">The *warp*</Button> or <Go icon={<X />} href="/b">weft</Go>.\n\n<Voice\n  name="Ada"\n  cite="https://ada.example.org"\n>\n  It holds.\n</Voice>\n\n<Teaser href="/c" title="Reed" description="All of it." />\n\n<Big href="/d">\n\nWords.\n\n</Big>'
    const { notes, tree } = draft(body, true)
    expect(writeBody(tree).trim()).toBe(
      '[The *warp*](/a) or [weft](/b).\n\n**[Ada](https://ada.example.org)**\n\nIt holds.\n\n[Reed](/c): All of it.\n\nWords.',
    )
    expect(notes).toContain('The address /d of <Big> has no meaning here and is left out (in line 12).')
  })

  it('show a drawing that MDX imports as a component', () => {
    const body = 'import Loom from \'@site/static/loom.svg\'\n\n<Loom className="wide" alt="A loom" />'
    expect(convert(body, true)).toBe('![A loom](@site/static/loom.svg)')
  })

  it('leave out expressions of MDX that compute what is shown, and name them', () => {
    const body =
      'One.\n\n{[1, 2].map((each) => (\n  <b key={each}>\n    {each}\n  </b>\n))}\n\nTwo {isOn && <b>on</b>}three, `{x.map(y)}` and {name}.\n\n<button onClick={() => go()}>Go</button>'
    const { notes, tree } = draft(body, true)
    expect(writeBody(tree).trim()).toBe('One.\n\nTwo three, `{x.map(y)}` and \\{name}.\n\nGo')
    expect(notes).toContain(
      'The expression "{[1, 2].map((each) => ( <b key={each}> {…" has no meaning here and is left out (in line 3).',
    )
  })

  it('read tags of MDX whose attributes hold tags, functions and comments', () => {
    const body =
      '<Part\n  // Only some\n  icon={<X />}\n  of={all.filter((each) => each.level === 2)}\n  render={() => (\n    <b>x</b>\n  )}\n  title="Warp"\n>\nWords.\n</Part>\n\n<Part label={<b>Weft</b>} />\n\n<Translate id="a" description="For translators">Words *of it*</Translate>'
    const { notes, tree } = draft(body, true)
    expect(writeBody(tree).trim()).toBe('**Warp**\n\nWords.\n\nWords *of it*')
    expect(notes).toContain(
      'The attribute "label", which is an expression, has no meaning here and is left out (in line 13).',
    )
  })

  it('write the data that components of MDX show as a list', () => {
    const body =
      "<Films\n\ttitle=\"To watch\"\n\tlabels={{ a: 'No' }}\n\tfilms={[\n\t\t{\n\t\t\t// The first\n\t\t\thref: 'https://loom.example.org/1',\n\t\t\ttitle: \"Ada's [loom]\",\n\t\t\tdescription:\n\t\t\t\t'All: of it > that.',\n\t\t},\n\t\t{ label: 'Parts', items: [{ label: 'Warp', link: '/warp/' }] },\n\t]}\n/>\n\n<Sum of={[1, 2]} />\n\n<Made from={[make()]} />"
    const { notes, tree } = draft(body, true)
    expect(writeBody(tree).trim()).toBe(
      "**To watch**\n\n- [Ada's \\[loom\\]](https://loom.example.org/1): All: of it > that.\n- Parts\n  - [Warp](/warp/)",
    )
    expect(notes).toEqual([
      'The component <Sum> has no meaning here and is left out (in line 16).',
      'The component <Made> has no meaning here and is left out (in line 18).',
    ])
  })

  it('read a tag of MDX of a hundred lines', () => {
    const rows = Array.from({ length: 100 }, (_, at) => `    a${at}: 1,`).join('\n')
    expect(convert(`<Chart of={{\n${rows}\n  }}\n  title="Yarn"\n>\nWords.\n</Chart>`, true)).toBe('**Yarn**\n\nWords.')
  })

  it('read tags of MDX that are indented like code in a list', () => {
    const body =
      '1.  One\n\n         <Tabs>\n\n    <TabItem label="A">\n\n    ```sh\n    a\n    ```\n\n           </TabItem>\n\n      </Tabs>\n\n2.  Two'
    expect(convert(body, true)).toBe(
      '1. One\n\n   <Tabs>\n     <Tab name="A">\n       ```sh\n       a\n       ```\n     </Tab>\n   </Tabs>\n\n2. Two',
    )
  })

  it('link the videos that components of MDX embed', () => {
    const body = '<LiteYouTubeEmbed\n  id="x1"\n  title="On looms"\n/>\n\n<YouTube id="https://youtu.be/x2" />'
    expect(convert(body, true)).toBe('[On looms](https://www.youtube.com/watch?v=x1)\n\nhttps://youtu.be/x2')
  })

  it('read what is indented in a component of MDX, which has no indented code', () => {
    const body =
      '1. One:\n\n    <details>\n        <summary>How *it* is</summary>\n\n        First\n        words.\n\n    ```js\n    a()\n    ```\n\n        ```js\n        b()\n\n        c()\n        ```\n\n    - Two\n\n      Part of it.\n\n    </details>'
    expect(convert(body, true)).toBe(
      '1. One:\n\n   <Checkpoint question="How it is">\n     First words.\n\n     ```js\n     a()\n     ```\n\n     ```js\n     b()\n\n     c()\n     ```\n\n     - Two\n\n       Part of it.\n   </Checkpoint>',
    )
  })

  it('join a formula that goes on in the next line', () => {
    expect(convert('Since $f(x)=\n\\int_a^{x} f$ is; it costs $5 and\nnot $10.')).toBe(
      'Since `f(x)= \\int_a^{x} f` is; it costs $5 and not $10.',
    )
  })

  it('keep a line of MDX that begins with the word import', () => {
    const body =
      "import type { A } from 'a'\nimport B, { C } from 'b'\nimport {\n  D,\n} from 'd'\n\nThey use\nimport maps, or\nimport yarn."
    expect(convert(body, true)).toBe('They use import maps, or import yarn.')
  })

  it('leave out what a page of MDX puts into the head of its document', () => {
    const { notes, tree } = draft('<head>\n  <title>Looms</title>\n</head>\n\nWords.', true)
    expect(writeBody(tree).trim()).toBe('Words.')
    expect(notes).toEqual(['The element <head> has no meaning here and is left out (in line 1).'])
  })

  it('drop the expressions that break lines and keep spaces in MDX', () => {
    expect(convert("<b>One</b>\n{` `}two{' '}\nthree\n\n<pre>\n  <b>a</b> 1{'\\n'}\n  b 2{'\\n'}\n</pre>", true)).toBe(
      '**One** two three\n\n```\n  a 1\n  b 2\n```',
    )
  })

  it('drop comments in code that only highlight lines', () => {
    const code =
      '```js\n// highlight-next-line\na()\n  {/* highlight-start */}\nb() // [!code focus]\n```\n\n````md\n<!-- highlight-end -->\n```js\n// highlight-next-line\n```\n````'
    expect(convert(code)).toBe('```js\na()\nb()\n```\n\n````md\n```js\n// highlight-next-line\n```\n````')
  })

  it('write a fence of colons with a word of its own as a note if it has a title, else as its contents', () => {
    const { notes, tree } = draft('::::note\n:::wool Soft\nA.\n:::\n:::row\nB.\n:::\nC.\n::::\n\n:::open\nD.', false)
    expect(writeBody(tree).trim()).toBe(
      '<Note>\n  <Note title="Soft">\n    A.\n  </Note>\n\n  B.\n\n  C.\n</Note>\n\n:::open D.',
    )
    expect(notes).toEqual([
      'The mark ":::row", not what is in it, has no meaning here and is left out (in line 5).',
      '":::open" has no meaning here and is kept as text (in line 11).',
    ])
  })

  it('read Markdown within tags of MDX that hold blocks', () => {
    expect(convert('<div style={{ width: 1 }}>\n| A |\n|---|\n| [b](#b) |\n</div>', true)).toBe(
      '| A |\n| - |\n| [b](#b) |',
    )
  })

  it('read Markdown in a block of MDX that is written in one line', () => {
    expect(convert('<div><p>One *two* [b](#b).</p></div>', true)).toBe('One *two* [b](#b).')
    expect(convert('<div>*One*</div><div>Two</div>', true)).toBe('\\*One\\*\n\nTwo')
  })

  it('read tags after a code span that shows how code is included', () => {
    expect(convert('The `<script>` of a page.\n\n<Only>\n\nWords.\n\n</Only>', true)).toBe(
      'The `<script>` of a page.\n\nWords.',
    )
  })

  it('close tags of MDX that a slash closes', () => {
    expect(convert('<iframe src="https://x.example" />\n\n<span id="a" />Words *on*.<br />More.', true)).toBe(
      'Words *on*.\\\nMore.',
    )
  })

  it('read the summary of a fold of MDX, or its title', () => {
    const body =
      '<Details>\n<summary>Other `ways`</summary>\n\nOne.\n\n</Details>\n\n<Accordion title="More">\nTwo.\n</Accordion>'
    expect(convert(body, true)).toBe(
      '<Checkpoint question="Other `ways`">\n  One.\n</Checkpoint>\n\n<Checkpoint question="More">\n  Two.\n</Checkpoint>',
    )
  })

  it('keep a sentence together around components of MDX, and the address of one that only links', () => {
    expect(convert('<Highlight color="red">Warp</Highlight> and <Mark>weft</Mark>.', true)).toBe('Warp and weft.')
    expect(convert('<MediaCard\n  href="https://loom.example.org"\n  title="A loom"\n/>', true)).toBe(
      '[A loom](https://loom.example.org)',
    )
  })

  it('write Starlight’s component for code as a fence, also if it names its text', () => {
    const body =
      'export const ends = `let b = 2\\`;`\n\nA:\n\n<Code\n  lang="js"\n  code={`let a = 1\n\n    indented()`}\n  title="a.js"\n/>\n\n<Code code={ends} lang="ts" mark={[1]} />\n\n```mdx\n<Code code={`x`} />\n```'
    expect(convert(body, true)).toBe(
      'A:\n\n```js title="a.js"\nlet a = 1\n\n    indented()\n```\n\n```ts\nlet b = 2`;\n```\n\n```mdx\n<Code code={`x`} />\n```',
    )
  })

  it('show the first picture of a pair for light and dark', () => {
    const body =
      "<ThemedImage\n  alt=\"A loom\"\n  sources={{\n    light: useBaseUrl('/a.svg'),\n    dark: useBaseUrl('/b.svg'),\n  }}\n/>"
    expect(convert(body, true)).toBe('![A loom](/a.svg)')
  })

  it('list what is unknown once, with count and line, and keep it', () => {
    const { notes, tree } = draftBody('A.\n\n{{< odd >}}\n\n{{< odd >}}', () => 'Weaving')
    expect(notes).toContain('The shortcode "odd" has no meaning here and is kept as text (2 times, first in line 3).')
    expect(writeBody(tree)).toContain('odd')
  })

  it('name what is left out once, with count and line', () => {
    const { notes } = draftBody('{{Compat}}\n\n{{Compat}}\n\n{{% odd %}}', () => 'Weaving')
    expect(notes).toEqual([
      'The shortcode "odd" has no meaning here and is kept as text (in line 5).',
      'The macro "{{Compat}}" has no meaning here and is left out (2 times, first in line 1).',
    ])
  })

  it('name formulas, conditions and loops once, with their number and first line', () => {
    const { notes } = draftBody(
      'A $x^2$ and $y_1$.\n\n{% if a %}\nB.\n{% endif %}\n\n{% for b in c %}\n- {{ b }}\n{% endfor %}\n\n{>>why<<}C.',
      () => 'Weaving',
    )
    expect(notes).toEqual([
      'A formula has no meaning here and is kept as text (2 times, first in line 1).',
      'A loop ("{% for %}") has no meaning here and is kept as text (in line 7).',
      'The condition "{% if %}", not its text, has no meaning here and is left out (in line 3).',
      'A comment ("{>> … <<}") has no meaning here and is left out (in line 11).',
    ])
  })

  it('read Markdown behind a summary as each generator does, and report what stays text', () => {
    const body = '<details>\n<summary>Why?</summary>\n*One* [two](https://a.example/).\n\n*Three*\n</details>'
    const { tree, notes, explained } = draftBody(body, () => 'Weaving')
    expect(writeBody(tree)).toBe(
      '<Checkpoint question="Why?">\n  \\*One\\* \\[two]\\(https\\://a.example/).\n\n  *Three*\n</Checkpoint>\n',
    )
    expect(notes).toEqual([
      'Markdown within HTML is kept as text, as generators show it (links: 1): “*One* [two](https://a.example/).”. Put an empty line before it to convert it.',
    ])
    expect(explained.links).toBe(1)
    expect(convert(body, true)).toBe(
      '<Checkpoint question="Why?">\n  *One* [two](https://a.example/).\n\n  *Three*\n</Checkpoint>',
    )
  })

  it('count pictures that a reference alone names', () => {
    const { parts } = draftBody('[![A]{ width=9 }](/a) and ![B] and ![C].\n\n[A]: a.png\n[B]: b.png', () => 'Weaving')
    expect([parts.links, parts.pictures]).toEqual([1, 2])
  })

  it('describe a page by its first sentence, not by badges', () => {
    const { firstSentence } = draftBody(
      'Version 9.5.0 · Default: `a`\n\n[A](/a) | [B](/b)\n\nIt weaves cloth. Always.',
      () => 'Weaving',
    )
    expect(firstSentence).toBe('It weaves cloth.')
  })

  it('count references that are named in code', () => {
    expect(draftBody('See [`a.b`][], [`c`][d] and [it](e).\n\n[`a.b`]: /a\n[d]: /d', () => 'Weaving').parts.links).toBe(
      3,
    )
  })

  it('count the pictures for dark pages that are left out', () => {
    const { notes, explained, parts } = draftBody('![A](a.svg#only-light)\n![B](b.svg#only-dark)', () => 'Weaving')
    expect(notes).toEqual(['1 picture for dark pages left out: the twin for light ones is shown.'])
    expect([parts.pictures, explained.pictures]).toEqual([2, 1])
  })

  it('name the languages of code that the portal can’t highlight, once each', () => {
    const { notes } = draftBody(
      '```tree\na/\n```\n\n```go\n```\n\n```tree\nb/\n```\n\n```mermaid\nA\n```',
      () => 'Weaving',
    )
    expect(notes).toEqual(['Code in tree, mermaid is shown without colours.'])
  })

  it('leave code as it is', () => {
    const body = '```\n:::tip\n!!! note\n{% x %}\n{% for x in y %}\n<Tabs>\n$a_1$ {++b++}\n```'
    expect(convert(body, true)).toBe(body)
  })
})
