import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCases } from '@/scripts/testing/cases'
import { isError, readPage } from '@/lib/content'
import { draftBody } from './normalise/draft-body'
import { finishPage } from './write/finish-page'
import { withoutSpace } from './tree/markdown'
import { ConversionError } from './conversion-error'
import { compileAsPortal, topic } from './testing'

const word = fc.constantFrom(
  'warp',
  'weft',
  'loom',
  'wool',
  'Ä',
  '“silk”',
  'a_b',
  '*',
  '**',
  '<',
  '>',
  '{',
  '}',
  '&',
  '|',
  '`',
  '~',
  '[',
  ']',
  '#',
  '!',
  '\\',
  '_',
  ':',
  'www.example.org',
  'import',
  'export',
  '1.',
  '-',
  '+',
  '=',
  '<yarn>',
  '&amp;',
  '&lt;',
  '$',
  '^',
  'http://x.example.org/a-b',
  'a@example.org',
  '\u200b',
  '{% x %}',
  '\t',
  '()',
)
const words = fc.array(word, { minLength: 1, maxLength: 7 }).map((all) => all.join(' '))
const tight = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(''))
const address = fc.constantFrom(
  'https://loom.example.org/a-b',
  'https://github.com/x/y',
  '/gone.html',
  '#here',
  'http://n.example.org/?a=1&b={2}',
  'mailto:a@example.org',
  'javascript:x',
  '//c.example.org/(d)',
  '',
)
const inline = fc.oneof(
  words,
  tight,
  fc.tuple(words, address).map(([text, url]) => `[${text}](${url})`),
  fc.tuple(tight, address).map(([text, url]) => `<a href="${url}" style="x: y">${text}</a>`),
  fc.tuple(tight, address).map(([text, url]) => `<a href='${url}'target=_blank">${text}`),
  words.map((text) => `<b>${text}</b>`),
  words.map((text) => `<em> ${text}`),
  words.map((text) => `**${text}**`),
  tight.map((text) => `*${text}*`),
  tight.map((text) => `\`${text}\``),
  fc.constantFrom(
    '<img src="x.png" alt="y">',
    '<br>',
    '</p>',
    '<!-- c -->',
    '<span class="x">',
    'the <script> tag',
    '[^1]',
    '<https://loom.example.org/z>',
    '<kbd>x</kbd>',
    '<sup>2</sup>',
    '<code>a<b></code>',
    '<?x ?>',
    '![a](b.png)',
    '<svg><path d="x"/></svg>',
    '<input value=1>',
    '<q>x</q>',
  ),
)
const line = fc.array(inline, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
const block = fc.oneof(
  line,
  fc.tuple(fc.integer({ min: 1, max: 6 }), line).map(([depth, text]) => `${'#'.repeat(depth)} ${text}`),
  line.map((text) => `###${text}`),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((all) => all.map((text) => `* ${text}`).join('\n')),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((text, at) => `${' '.repeat(at * 4)}* ${text}`).join('\n\n')),
  line.map((text) => `1. ${text}\n\n        code {x}\n`),
  words.map((text) => `    ${text}`),
  words.map((text) => `\`\`\`{.python a="b"}\n${text}\n\`\`\``),
  line.map((text) => `> ${text}`),
  line.map((text) => `<div class="well">${text}</div>`),
  line.map((text) => `<table><tr><td>${text}</td><td><ul><li>${text}</li></ul></td></tr></table>`),
  tight.map((text) => `<table>\n\n    <tr><td>${text}</td></tr>\n\n</table>`),
  fc.tuple(words, words).map(([a, b]) => `A | B\n--- | ---\n${a} | ${b}`),
  line.map((text) => `<p>${text}\n<h4>${text}</h4>`),
  words.map((text) => `<pre>${text}</pre>`),
  words.map((text) => `Term\n:   ${text}`),
  words.map((text) => `[^1]: ${text}`),
  fc.constantFrom(
    '[TOC]',
    '---',
    '<hr>',
    '<iframe src="x"></iframe>',
    '<script>a < b</script>',
    '<!-- x -->',
    '<form><input></form>',
    '</div>',
    '<ul><li>x<li>y</ul>',
    '<dl><dt>a<dd>b</dl>',
    '<details><summary>s</summary>t</details>',
    '{% x %}',
    'export x',
    '<center>x',
    '<video src="x"></video>',
  ),
)

const runs = countCases(40, 150)

describe('any mix of Markdown and HTML', () => {
  it(`is converted to a page without problems that compiles (${runs} cases)`, { timeout: 120_000 }, async () => {
    let refused = 0
    const seen = { runs: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 7 }), async (blocks) => {
        seen.runs++
        const source = blocks.join('\n\n')
        let text: string
        try {
          const draft = draftBody(source, 'Weaving')
          const links = Object.fromEntries(
            draft.links.map((url) => [url, /^(https:\/\/|mailto)/.test(url) ? url : null]),
          )
          text = finishPage(
            draft,
            topic('weaving', '0603', '').trimEnd() + '\n',
            { links, pictures: {} },
            'weaving.mdx',
          ).text
        } catch (error) {
          if (!(error instanceof ConversionError)) throw error
          if (process.env.SHOW) console.log(error.message, JSON.stringify(source))
          refused++
          return
        }
        const page = readPage('weaving.mdx', Buffer.from(text))
        expect(page.problems.filter(isError)).toEqual([])
        await compileAsPortal(page.source ?? '')
        expect(withoutSpace(text)).not.toBe('')
      }),
      // Fixed seed, so that only changes make it fail; RUNS=2000 tries new mixes.
      { numRuns: runs, ...(process.env.RUNS ? {} : { seed: 20_261_123 }) },
    )
    // Refusing is right if HTML hides words, but must be rare.
    expect(refused / seen.runs).toBeLessThan(0.01)
  })
})
