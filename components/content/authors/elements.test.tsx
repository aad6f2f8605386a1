import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { loadPortal, type Topic } from '@/lib/content'
import { setLanguage } from '@/lib/messages'
import { TopicContent } from '../topic-content'

/** Renders a page's body for a signed-out viewer, from its source to HTML. */
async function render(source: string, pictures: Topic['pictures'] = {}): Promise<string> {
  const topic = { slug: 'a-page', source, links: [], pictures, resources: [] } as unknown as Topic
  return renderToStaticMarkup(await TopicContent({ topic, shelf: null, marks: null, linkStates: new Map() })).replace(
    /^<div class="prose">|<\/div>$/g,
    '',
  )
}

describe('<Note> and <Warning>', () => {
  it('say what they are in text and to screen readers, and contain Markdown', async () => {
    const html = await render('<Note>\n\nWords *and* marks.\n\n- one\n\n</Note>')
    expect(html).toMatch(
      /^<aside role="note" aria-label="Note" class="notice" data-kind="note"><p class="notice-title"><svg [^>]*aria-hidden="true"/,
    )
    expect(html).toContain('<span class="notice-word">Note</span>')
    expect(html).toContain('<p>Words <em>and</em> marks.</p>')
    expect(html).toMatch(/<li>one<\/li>\n<\/ul><\/aside>$/)
  })

  it('show a title after the word', async () => {
    const html = await render('<Warning title="no way back">\n\nWords.\n\n</Warning>')
    expect(html).toContain('aria-label="Warning: no way back" class="notice" data-kind="warning"')
    expect(html).toContain('<span class="notice-word">Warning:</span> no way back</span>')
  })

  it('contain a paragraph even on one line', async () => {
    expect(await render('<Note>Words `and` marks.</Note>')).toContain(
      '</p><p>Words <code>and</code> marks.</p></aside>',
    )
  })

  it('become plain text within a sentence, where a block can’t be', async () => {
    expect(await render('Before <Note>words</Note> after.')).toBe('<p>Before words after.</p>')
  })
})

describe('<Tabs>', () => {
  const tabs = '<Tabs>\n<Tab name="macOS">\n\nOne.\n\n</Tab>\n<Tab name="Windows">\n\nTwo.\n\n</Tab>\n</Tabs>'
  const [first, second] = [
    '<summary>macOS</summary><div class="tab"><p>One.</p></div></details>',
    '<summary>Windows</summary><div class="tab"><p>Two.</p></div></details>',
  ]

  it('become a group of disclosures, all in the HTML, the first one open', async () => {
    expect(await render(tabs)).toBe(
      `<div class="tabs"><details name="tabs-1" open="">${first}<details name="tabs-1">${second}</div>`,
    )
  })

  it('keep several groups on a page apart', async () => {
    const html = await render(`${tabs}\n\nWords.\n\n${tabs}`)
    expect(
      [...html.matchAll(/<details name="([^"]+)"( open)?/g)].map(([, name, open]) => [name, Boolean(open)]),
    ).toEqual([
      ['tabs-1', true],
      ['tabs-1', false],
      ['tabs-2', true],
      ['tabs-2', false],
    ])
  })

  it('can be written on one line each', async () => {
    expect(await render('<Tabs>\n<Tab name="macOS">One.</Tab>\n<Tab name="Windows">Two.</Tab>\n</Tabs>')).toBe(
      await render(tabs),
    )
    expect(await render('<Tabs><Tab name="macOS">One.</Tab> <Tab name="Windows">Two.</Tab></Tabs>')).toBe(
      await render(tabs),
    )
  })

  it('ignore a group or state that the author sets', async () => {
    expect(await render(tabs.replace('name="Windows"', 'name="Windows" group="mine" open="true" {...all}'))).toBe(
      await render(tabs),
    )
  })

  it('show only the content of a tab without a group', async () => {
    expect(await render('<Tab name="macOS">\n\nOne.\n\n</Tab>')).toBe('<p>One.</p>')
  })

  it('keep text between tabs', async () => {
    expect(await render(tabs.replace('</Tab>\n<Tab', '</Tab>\n\nBetween.\n\n<Tab'))).toContain(
      `${first}<p>Between.</p><details`,
    )
  })
})

describe('<Checkpoint>', () => {
  const html =
    '<details class="checkpoint"><summary data-show="Answer" data-close="Close"><span>What does <code>git add</code> do?</span></summary><div><p>It <em>chooses</em>.</p></div></details>'

  it('becomes a closed disclosure with code in question and answer', async () => {
    expect(await render('<Checkpoint question="What does `git add` do?">\n\nIt *chooses*.\n\n</Checkpoint>')).toBe(html)
  })

  it('can be written on one line and ignores a state that the author sets', async () => {
    expect(await render('<Checkpoint question="What does `git add` do?" open="true">It *chooses*.</Checkpoint>')).toBe(
      html,
    )
  })

  it('escapes HTML in its question', async () => {
    expect(await render('<Checkpoint question="Is <b> & \'c\' bold?">No.</Checkpoint>')).toContain(
      '<summary data-show="Answer" data-close="Close"><span>Is &lt;b&gt; &amp; &#x27;c&#x27; bold?</span></summary>',
    )
  })
})

describe('<Kbd>', () => {
  it.each([
    ['Esc', '<kbd class="key">Esc</kbd>'],
    ['Ctrl+K', '<kbd class="keys"><kbd class="key">Ctrl</kbd>+<kbd class="key">K</kbd></kbd>'],
    [
      'Ctrl + Shift + P',
      '<kbd class="keys"><kbd class="key">Ctrl</kbd>+<kbd class="key">Shift</kbd>+<kbd class="key">P</kbd></kbd>',
    ],
    ['Ctrl++', '<kbd class="keys"><kbd class="key">Ctrl</kbd>+<kbd class="key">+</kbd></kbd>'],
    ['+', '<kbd class="key">+</kbd>'],
  ])('shows the keys of %s', async (keys, html) => {
    expect(await render(`Press <Kbd>${keys}</Kbd> now.`)).toBe(`<p>Press ${html} now.</p>`)
  })

  it('gets a paragraph if it is alone on a line', async () => {
    expect(await render('<Kbd>Esc</Kbd>')).toBe('<p><kbd class="key">Esc</kbd></p>')
  })
})

describe('code blocks', () => {
  const pre = '<pre tabindex="0" role="group" aria-label="Code">'

  it('name the kind of each token by a letter, without colours', async () => {
    expect(await render('```python\ndef run(job):  # later\n    return "a" * 2\n```')).toBe(
      `<div class="code" data-language="Python">${pre}<code>` +
        '<span class="k">def</span> <span class="f">run</span>(job):  <span class="c"># later</span>\n' +
        '    <span class="k">return</span> <span class="s">"a"</span> * <span class="n">2</span></code></pre></div>',
    )
  })

  it('tell prompts and output from typed commands', async () => {
    expect(await render('```console\n$ cat a\none\ntwo\n```')).toBe(
      '<div class="code" data-language="Shell Session"><pre tabindex="0" role="group" aria-label="Code" data-commands=""><code><span class="p">$</span> cat a\n<span class="c">one\ntwo</span></code></pre></div>',
    )
  })

  it('look the same if they are marked with "run"', async () => {
    expect(await render('```python run\nx\n```')).toBe(await render('```python\nx\n```'))
    expect(await render('```python run title="app.py"\nx\n```')).toBe(await render('```python title="app.py"\nx\n```'))
  })

  it('show a title above them', async () => {
    expect(await render('```python title="app.py"\nx\n```')).toBe(
      '<figure class="code"><figcaption>app.py</figcaption><pre tabindex="0" role="group" aria-label="Code of app.py"><code>x</code></pre></figure>',
    )
  })

  it.each(['', 'klingon', '__proto__', 'constructor'])(
    'are plain text in an unknown language: %j',
    async (language) => {
      expect(await render(`\`\`\`${language}\nif <b> & {x}:\n\`\`\``)).toBe(
        `<div class="code" data-language="Code">${pre}<code>if &lt;b> &amp; {x}:</code></pre></div>`,
      )
    },
  )

  it.each([
    'py',
    'bash',
    'sh',
    'shell',
    'js',
    'ts',
    'tsx',
    'json',
    'yaml',
    'toml',
    'ini',
    'sql',
    'html',
    'css',
    'dockerfile',
    'nginx',
    'diff',
    'markdown',
    'http',
  ])('are highlighted in %s without losing a character', async (language) => {
    const code = sources[language] ?? 'if true; then echo "a $b" # why\nfi'
    const html = await render(`\`\`\`${language}\n${code}\n\`\`\``)
    expect(html).toMatch(/<span class="[ksncfd]">/)
    expect(
      html
        .replace(/<[^>]+>/g, '')
        .replaceAll('&quot;', '"')
        .replaceAll('&#x27;', "'")
        .replaceAll(/&(lt|#x3C);/g, '<')
        .replaceAll('&gt;', '>')
        .replaceAll(/&(amp|#x26);/g, '&'),
    ).toBe(code)
  })

  const sources: Record<string, string> = {
    py: 'class A:\n\n    x = 1\n',
    js: 'const a = "b"\n\nexport { a }',
    ts: 'interface A { b: string }',
    tsx: 'const a = <b c="d">{1}</b>',
    json: '{ "a": [1, true, "b"] }',
    yaml: 'a:\n  - b: "c" # d',
    toml: '[a]\nb = "c"',
    ini: '[a]\nb = c\n; d',
    sql: "SELECT a FROM b WHERE c = 'd'; -- e",
    html: '<p class="a">b</p>',
    css: 'a { color: #fff }',
    dockerfile: 'FROM a AS b\nRUN c',
    nginx: 'server {\n    listen 80;\n}',
    diff: '--- a\n+++ b\n@@ -1 +1 @@\n-c\n+d',
    markdown: '# A\n\n`b` and [c](d)',
    http: 'GET /a HTTP/1.1\nHost: b',
  }
})

describe('a picture alone in its paragraph', () => {
  it('becomes a figure with its title as the caption', async () => {
    const pictures = { '/figures/a.svg': { width: 640, height: 300 } }
    expect(await render('![A server asks](/figures/a.svg "How it works.")', pictures)).toBe(
      '<figure><a href="/figures/a.svg" class="enlarge" aria-label="Enlarge the figure"><img src="/figures/a.svg" alt="A server asks" width="640" height="300" loading="lazy" decoding="async"></a><figcaption>How it works.</figcaption></figure>',
    )
  })

  it('uses its narrow drawing in a narrow window', async () => {
    const narrow = { href: '/figures/a.narrow.svg', width: 350, height: 500 }
    const picture = '![A server asks](/figures/a.svg)'
    expect(await render(picture, { '/figures/a.svg': { width: 640, height: 300 } })).not.toContain('<picture>')
    // The same text is compiled again for the added drawing.
    expect(await render(picture, { '/figures/a.svg': { width: 640, height: 300, narrow } })).toBe(
      '<figure><a href="/figures/a.svg" class="enlarge" aria-label="Enlarge the figure"><picture><source media="(max-width: 40rem)" srcset="/figures/a.narrow.svg" width="350" height="500"><img src="/figures/a.svg" alt="A server asks" width="640" height="300" loading="lazy" decoding="async"></picture></a></figure>',
    )
  })
})

describe('footnotes', () => {
  it('are listed under a heading, each with a labelled link back to its reference', async () => {
    const html = await render('One.[^a] Two.[^a]\n\n[^a]: Its ground.')
    expect(html).toContain(
      '<sup><a href="#user-content-fn-a" id="user-content-fnref-a" data-footnote-ref aria-describedby="footnote-label">1</a></sup>',
    )
    expect(html).toContain('<h2 id="footnote-label">Footnotes</h2>')
    expect(html).toMatch(
      /<li id="user-content-fn-a">\s*<p>Its ground. .*aria-label="Back to reference 1".*aria-label="Back to reference 1-2"/,
    )
  })

  it('are named in the portal’s language, also after it has changed', async () => {
    const source = 'One.[^a]\n\n[^a]: Its ground.\n\n<Note title="both">\n\nWords.\n\n</Note>'
    expect(await render(source)).toContain('>Footnotes</h2>')
    setLanguage('de')
    const html = await render(source).finally(() => setLanguage('en'))
    expect(html).toContain('>Fußnoten</h2>')
    expect(html).toContain('aria-label="Zurück zur Textstelle 1"')
    expect(html).toContain('aria-label="Hinweis: both"')
  })
})

describe('the page of all elements', () => {
  it('has no problems and shows each element', async () => {
    const { topics, problems } = await loadPortal('docs/elements')
    expect(problems).toEqual([])
    const page = topics.get('elements')
    if (!page) throw new Error('docs/elements has no topic "elements".')
    const html = renderToStaticMarkup(
      await TopicContent({ topic: page, shelf: null, marks: null, linkStates: new Map() }),
    )
    for (const shown of [
      'data-kind="note"',
      'data-kind="warning"',
      'class="checkpoint"',
      '<details',
      '<kbd',
      '<figcaption',
      '<table',
      'class="resource-link"',
      'app.py',
    ])
      expect(html, shown).toContain(shown)
  })
})
