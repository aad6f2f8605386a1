import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportReport } from './import-pages'
import { bodyOf, compileAsPortal, makeSite, pelican, problemsOf, type Site } from './testing'

/** The expected body: its whole text, or parts it must contain or, after "!", must not. */
type Wanted = string | (string | RegExp)[]

const table: [name: string, body: string, wanted: Wanted][] = [
  ['a sentence', 'Cloth is warp and weft.', 'Cloth is warp and weft.'],
  [
    'an unclosed img',
    'Before.\n\n<img src="/img/none.png" width="100%" alt="A loom">\n\nBehind.',
    'Before.\n\nBehind.',
  ],
  [
    'a picture in a link, in HTML',
    '<a href="https://loom.example.org/" style="border: none;"><img src="/img/none.jpg" class="shot"></a>\n\nWords.',
    'Words.',
  ],
  ['braces in text', 'Write {{ name }} or {x}.', ['Write \\{\\{ name }} or \\{x}.']],
  [
    'lazy quotes',
    'See <a href="https://loom.example.org/a-b"target=_blank">the loom</a> now.',
    'See [the loom](https://loom.example.org/a-b) now.',
  ],
  [
    'titles of links',
    '- <a href="https://loom.example.org/a" title="Looms,\n  from the start">a loom</a>\n- <a href="https://loom.example.org/b" title="b  loom">b loom</a>\n- [c](https://loom.example.org/c "https://loom.example.org/c")\n- [d](https://loom.example.org/d "The d loom")',
    '- [a loom](https://loom.example.org/a "Looms, from the start")\n- [b loom](https://loom.example.org/b)\n- [c](https://loom.example.org/c)\n- [d](https://loom.example.org/d "The d loom")',
  ],
  [
    'links in code',
    '| type |\n| --- |\n| <code>[Loom](https://loom.example.org/a) \\| <a href="https://loom.example.org/b">Warp</a>[]</code> |\n\n<code><a href="https://loom.example.org/c">Weft</a></code>',
    '| type |\n| - |\n| [`Loom`](https://loom.example.org/a) `\\|` [`Warp`](https://loom.example.org/b)`[]` |\n\n[`Weft`](https://loom.example.org/c)',
  ],
  [
    'embedded pages',
    'Watch:\n\n<iframe src="//www.youtube-nocookie.com/embed/a_1?rel=0" title="A  loom"></iframe>\n\n- Here:\n\n  <iframe src="https://loom.example.org/embed/2"></iframe>',
    'Watch:\n\n[A loom](https://www.youtube.com/watch?v=a_1)\n\n- Here:\n\n  https://loom.example.org/embed/2',
  ],
  [
    'boxes of notices in a list',
    '1. One:\n\n   <div class="lesson-note lesson-note--tip" markdown="1">\n     Mind [it](https://loom.example.org/).\n   </div>\n\n2. Two\n   <div class="lesson-note" markdown="1">\n   Mind *this*.\n\n   - A\n   </div>\n3. Three',
    '1. One:\n\n   <Note title="Tip">\n     Mind [it](https://loom.example.org/).\n   </Note>\n\n2. Two\n\n   <Note>\n     Mind *this*.\n\n     - A\n   </Note>\n\n3. Three',
  ],
  [
    'boxes with the classes of notices',
    '<div class="lesson-note lesson-note--tip" markdown="1">\n\n#### Care\n\nMind *it*.\n\n</div>\n\n<div class="note warning"><p>Stop.</p></div>\n\n<div class="alert alert-info">Read.</div>\n\n<div class="lesson-content__panel">Plain.</div>',
    '<Note>\n  ## Care\n\n  Mind *it*.\n</Note>\n\n<Warning>\n  Stop.\n</Warning>\n\n<Note title="Info">\n  Read.\n</Note>\n\nPlain.',
  ],
  ['style in a string', '<p style="color: red">Red <span style=\'x: y\'>thread</span></p>', 'Red thread'],
  ['a bare www', 'Visit www.example.org today.', ['www.example.org', 'today.']],
  ['an angle bracket in text', 'If a < b and c<d then <3.', ['a \\< b and c\\<d then \\<3.']],
  ['an autolink', 'See <https://loom.example.org/x> there.', 'See https://loom.example.org/x there.'],
  [
    'headings from the third level',
    '### One\n\nA.\n\n##### Two\n\nB.\n\n### Three\n\nC.',
    '## One\n\nA.\n\n### Two\n\nB.\n\n## Three\n\nC.',
  ],
  ['comments', 'A.\n\n<!-- not\nshown -->\n\nB <!-- nor this --> C.', 'A.\n\nB C.'],
  ['br', 'One<br>two<br/>three', 'One\\\ntwo\\\nthree'],
  [
    'a div with classes',
    '<div class="well see-also">See <a href="https://loom.example.org/guide">the guide</a> first.</div>\n\nText.',
    'See [the guide](https://loom.example.org/guide) first.\n\nText.',
  ],
  [
    'Markdown in a div',
    '<div class="well" markdown="1">\n**Bold** [x](https://loom.example.org/)\n</div>',
    '**Bold** [x](https://loom.example.org/)',
  ],
  ['an HTML heading', '<h3 id="knots">Knots</h3>\n\nText.', '## Knots\n\nText.'],
  [
    'an iframe',
    'A.\n\n<iframe width="560" src="https://video.example.org/embed/1" allowfullscreen></iframe>\n\nB.',
    'A.\n\nhttps://video.example.org/embed/1\n\nB.',
  ],
  [
    'a script',
    'A.\n\n<script async src="//ads.example.org/x.js"></script>\n<script>\nif (a < b) { x() }\n</script>\n\nB.',
    'A.\n\nB.',
  ],
  ['em, strong, code, sup', '<em>a</em> <strong>b</strong> <code>c{d}</code> e<sup>2</sup>', '*a* **b** `c{d}` e²'],
  [
    'entities',
    'Warp &amp; weft &mdash; &copy; 2020 &lt;tag&gt; &#123;x&#125;',
    ['Warp & weft — © 2020 \\<tag>', '\\{x}'],
  ],
  [
    'a table in HTML',
    '<table class="t">\n<thead><tr><th>Yarn</th><th>Use</th></tr></thead>\n<tbody>\n<tr><td>Wool</td><td>Warm<br>soft</td></tr>\n</tbody></table>',
    ['| Yarn | Use |', '| Wool | Warm soft |'],
  ],
  [
    'a table in HTML with empty lines and indents',
    '<table>\n\n    <tr><td>Wool</td>\n\n        <td>Warm</td></tr>\n\n</table>\n\nText.',
    ['| Wool | Warm |', 'Text.', '!```'],
  ],
  ['a table in Markdown', 'Yarn | Use\n--- | ---\nWool | a \\| b\n', ['| Yarn | Use |', 'a \\| b']],
  [
    'code by four spaces',
    'Do:\n\n    if (a < b) {\n      weave()\n    }\n\nDone.',
    'Do:\n\n```\nif (a < b) {\n  weave()\n}\n```\n\nDone.',
  ],
  ['code by four spaces in a list item', '* First:\n\n        x = {1}\n\n* Second.', ['```', 'x = {1}', '- Second.']],
  ['code whose first line names its language', '    :::python\n    x = {}\n', '```python\nx = {}\n```'],
  [
    'a fence with attributes',
    '```{.python hl_lines="1"}\nx = {}\n```\n\n~~~~ bash title="a b"\nls\n~~~~',
    '```python\nx = {}\n```\n\n```bash title="a b"\nls\n```',
  ],
  [
    'a fence that names a file',
    '```js filename="a.js" switcher\na\n```\n\n```py title=\'b.py\' linenums="1"\nb\n```\n\n```ts title=""\nc\n```',
    '```js title="a.js"\na\n```\n\n```py title="b.py"\nb\n```\n\n```ts\nc\n```',
  ],
  ['code with a fence in it', '    ```\n    a\n    ```', '````\n```\na\n```\n````'],
  ['pre', '<pre><code class="language-js">a &lt; b\n\n{c}</code></pre>', '```js\na < b\n\n{c}\n```'],
  [
    'a reference link',
    'See [the guide][g] and [g].\n\n[g]: https://loom.example.org/guide "Guide"',
    'See [the guide](https://loom.example.org/guide "Guide") and [g](https://loom.example.org/guide "Guide").',
  ],
  ['a footnote', 'A claim.[^1]\n\n[^1]: Its ground.', 'A claim.[^1]\n\n[^1]: Its ground.'],
  [
    'a definition list',
    'Warp\n:   The threads that are held.\n\nWeft\n:   The thread that goes [through](https://loom.example.org/).',
    '**Warp**\n\nThe threads that are held.\n\n**Weft**\n\nThe thread that goes [through](https://loom.example.org/).',
  ],
  ['a definition list in HTML', '<dl><dt>Warp</dt><dd>Held.</dd></dl>', ['Warp', 'Held.']],
  ['[TOC]', '[TOC]\n\n## One\n\nText.', '## One\n\nText.'],
  [
    'template tags',
    '{% include_code loom.py %}\n\nUse {% block x %} and {{ y }}.',
    ['\\{% include_code loom.py %}', '\\{% block x %} and \\{\\{ y }}.'],
  ],
  ['smart quotes', '“Warp” and ‘weft’ — 1990–2000…', '“Warp” and ‘weft’ — 1990–2000…'],
  ['characters of no width', 'War\u200bp\ufeff and we\u2060ft &#8203;and so\u00adft.', 'Warp and weft and soft.'],
  [
    'a heading without a space',
    '##Knots\nText under it.\n\nThread #1 and #hashtag.',
    '## Knots\n\nText under it.\n\nThread #1 and #hashtag.',
  ],
  [
    'lists with wrong indents',
    '* One\n * Two\n   * Three\n    continued\n* Four',
    ['One', 'Two', 'Three', 'continued', 'Four'],
  ],
  ['nested lists', '1. One\n    * Two\n        * Three\n2. Four', '1. One\n   - Two\n     - Three\n2. Four'],
  ['emphasis across lines', 'This is *very\nlong* and **quite\nheavy**.', 'This is *very long* and **quite heavy**.'],
  ['white space inside marks', '<b> bold </b>text <em>it </em>goes', '**bold** text *it* goes'],
  ['nested and neighbouring marks', '<b>a<b>b</b></b><b>c</b> <i><i>d</i></i>', '**abc** *d*'],
  ['marks within words', 'un<b>believ</b>able and snake_case_name', ['snake']],
  [
    'unclosed marks',
    'One <b>bold.\n\nTwo is <a href="https://loom.example.org/">plain.\n\nThree.',
    'One **bold.**\n\nTwo is [plain.](https://loom.example.org/)\n\nThree.',
  ],
  [
    'names in angle brackets',
    'Type git push <remote> <your-branch> now, or a <script> tag and <T>.',
    ['\\<remote> \\<your-branch> now, or a \\<script> tag and \\<T>.'],
  ],
  ['an unclosed table', '<table><tr><td>Wool\n\nText behind.', ['Wool', 'Text behind.']],
  [
    'import at the start of a line',
    'import os is how it begins.\n\nexport PATH is another.',
    ['mport os is how it begins.', 'xport PATH is another.'],
  ],
  ['an emoji of several', 'Weavers 👩‍💻 here.', 'Weavers 👩‍💻 here.'],
  [
    'a caption and a figure',
    '<figure><img src="none.png" alt="x"><figcaption>The loom</figcaption></figure>\n\n<table><caption>Yarns</caption><tr><th>A</th></tr></table>',
    ['The loom', 'Yarns', '| A |'],
  ],
  [
    'a form',
    '<form action="https://mail.example.org/"><label>Your address</label><input type="email" placeholder="x"><button>Join</button></form>\n\nText.',
    ['Your address', 'Join', 'Text.', '!placeholder'],
  ],
  ['task lists', '- [x] done\n- [ ] open', '- ☑ done\n- ☐ open'],
  ['links that run programs', '[x](javascript:alert(1)) and <a href="data:text/html,x">y</a>', 'x and y'],
  ['an address without a scheme', '[x](//loom.example.org/a)', '[x](https://loom.example.org/a)'],
  ['an address that is no longer secret', '[x](http://github.com/loom)', '[x](https://github.com/loom)'],
  ['a quotation', '> One\n> two\n\n<blockquote>Three</blockquote>', '> One two\n\n> Three'],
  ['rules and blank elements', 'A.\n\n* * *\n\n<p></p><b></b>\n\nB.', 'A.\n\n---\n\nB.'],
  [
    'PHP and declarations in text',
    'Begin with <?php echo 1 ?> and <!DOCTYPE html>.',
    ['\\<?php echo 1 ?>', '\\<!DOCTYPE html>'],
  ],
  [
    'the title again',
    '# Weaving\n\nText.\n\n## More\n\n- [x](https://loom.example.org/x)',
    'Text.\n\n## More\n\n- [x](https://loom.example.org/x)',
  ],
  [
    'an address listed twice',
    '- [x](https://loom.example.org/x)\n- [again](https://loom.example.org/x#b), and [Hank](https://hank.example.org/)',
    [
      '- [x](https://loom.example.org/x)',
      '<Mention href="https://loom.example.org/x#b">again</Mention>',
      '<Mention href="https://hank.example.org/">Hank</Mention>',
    ],
  ],
  [
    'a bare address in a list',
    '- <https://loom.example.org/a_b> is bare\n- https://loom.example.org/{c}',
    '- https://loom.example.org/a_b is bare\n- https\\://loom.example.org/\\{c}',
  ],
  [
    'an anchor in the line above a heading',
    '<span id=weft />\n## The [weft](https://loom.example.org/) ##\n\nSee [above](#weft).',
    '## The [weft](https://loom.example.org/)\n\nSee [above](#the-weft).',
  ],
  [
    'a picture in the line above its text',
    '<img src="/none.png" width="100%" alt="A loom">\nIt *weaves* [cloth](https://loom.example.org/).\n\n<br>\n* [one](https://loom.example.org/one)',
    'It *weaves* [cloth](https://loom.example.org/).\n\n- [one](https://loom.example.org/one)',
  ],
  [
    'Markdown in the line below a block of HTML',
    '<div class="well">Warp.</div>\nThen *weft* and [more](https://loom.example.org/).\n\n<hr>\n- one\n\n<p align="center">Mid\n</p>\n**Hem**',
    'Warp.\n\nThen *weft* and [more](https://loom.example.org/).\n\n---\n\n- one\n\nMid\n\n**Hem**',
  ],
  [
    'HTML over several lines that ends where it ends',
    '<em>\nlong *words*\n</em>\n\n<div>\n<p>One</p>\n<p>Two</p>\n</div>',
    '*long words*\n\nOne\n\nTwo',
  ],
  [
    'pre over empty lines in a div',
    '<div class="highlight"><pre>\nx = {1}\n\ny = *a* [b](c)\n</pre></div>\n\n*Text*.',
    '```\nx = {1}\n\ny = *a* [b](c)\n```\n\n*Text*.',
  ],
  [
    'pre over empty lines in a table and a list',
    '<table><tr><td><pre>1\n\n2</pre></td><td><pre>a\n\n*b*</pre></td></tr></table>\n\n- one\n\n  <div><pre>\n  x\n\n  y\n  </pre></div>\n- two',
    ['| 1 2 | a \\*b\\* |', '  x\n\n  y', '- two'],
  ],
  [
    'a script and a comment over empty lines in a div',
    'A.\n\n<div id="map"></div>\n<script>\nvar x = {}\n\nvar y = 1 < 2\n</script>\n\n<div>\n<!-- one\n\n*two* -->\nB.\n</div>',
    'A.\n\nB.',
  ],
  [
    'words for browsers that show no video',
    'See <video src="a.mp4">no video</video> and <script>go("x")</script> <iframe src="b">no frames</iframe>here, between <style> and </style>.',
    'See and here, between \\<style> and \\</style>.',
  ],
  ['a choice in a sentence', 'Take <select><option>warp</option></select> now.', ['warp', 'Take', 'now.']],
  [
    'ends without a beginning',
    '<img src="/none.png" alt="x"></a>\n\nOne</p> **two**</strong> three.\n\n</div>\n*Four*',
    'One\n\n**two** three.\n\n*Four*',
  ],
  [
    'tags that are none',
    '<p id="x"</p>\n\nThe `/topic</` and <code3>x</code3>.',
    ['The `/topic</` and \\<code3>x\\</code3>.'],
  ],
  [
    'a list behind a picture in an item',
    '* Made [one](https://loom.example.org/one)\n<img src="/none.png" alt="x" />\n* Two:\n    * [three](https://loom.example.org/three)',
    '- Made [one](https://loom.example.org/one)\n- Two:\n  - [three](https://loom.example.org/three)',
  ],
  ['headings and items without words', '## One\n\n## \n```bash\n```\n\n- a\n- \n', '## One\n\n```bash\n```\n\n- a'],
  [
    'formulas',
    '$$\n\\frac{a}{b} < x_{n}\n$$\n\nand $\\{h^{(1)}\\}$',
    ['```text\n\\frac{a}{b} < x_{n}\n```', 'and `\\{h^{(1)}\\}`'],
  ],
  [
    'sites that only the author can reach',
    'Open [localhost:8000](http://localhost:8000) or [it](localhost:5000/4/).\n\n- http://localhost:3000/a-b',
    ['Open localhost:8000 or it.'],
  ],
  ['tabs in code', 'So:\n\t\n    CREATE (\n\t   ID INT,\n\t);\n\nEnd.', ['```\nCREATE (', 'ID INT,', 'End.']],
]

describe('converting a body', () => {
  let site: Site
  let report: ImportReport
  let problems: string[]

  // One site for all cases: loading the content for each takes longer than all the rest.
  beforeAll(async () => {
    const pages = table.map(([, body], index) => [
      `weaving-${index}.md`,
      pelican(body, { slug: `weaving-${index}`, sortorder: `06${String(index + 3).padStart(2, '0')}` }),
    ])
    site = await makeSite(Object.fromEntries(pages) as Record<string, string>)
    report = await site.import()
    problems = await problemsOf(site)
  })
  afterAll(() => site.done())

  it('converts every body of the table', () => {
    expect(report.refused).toEqual([])
    expect(report.converted).toHaveLength(table.length)
    expect(problems).toEqual([])
  })

  it.each(table.map(([name, , wanted], index) => ({ name, wanted, index })))(
    'converts $name',
    async ({ wanted, index }) => {
      const file = `devops/weaving-${index}.mdx`
      const text = bodyOf(await site.read(file))
      if (typeof wanted === 'string') expect(text).toBe(wanted)
      else
        for (const part of wanted)
          if (typeof part === 'string' && part.startsWith('!')) expect(text).not.toContain(part.slice(1))
          else if (typeof part === 'string') expect(text).toContain(part)
          else expect(text).toMatch(part)
      expect(problems.filter((each) => each.startsWith(`${file} `))).toEqual([])
      await compileAsPortal(text)
    },
  )
})
