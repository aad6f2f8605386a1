import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { hostilePages } from '../checks/hostile-pages'
import { loadPortal, readPage, writeMarkdown, type Topic } from '..'

const base = 'https://learn.example.org'

function write(source: string | null): string {
  return writeMarkdown({ title: 'Logs: what *happened*', meta: 'One sentence.', slug: 'logs', source } as Topic, base)
}

describe('a topic as Markdown', () => {
  it('begins with its title and meta sentence, without front matter', async () => {
    const { frontMatter, source } = readPage(
      'devops/prometheus.mdx',
      await readFile('e2e/fixtures/content/devops/prometheus.mdx'),
    )
    const topic = { ...frontMatter, source } as Topic
    const text = writeMarkdown(topic, base)
    expect(text.startsWith(`# ${topic.title}\n\n${topic.meta}\n\n`)).toBe(true)
    expect(text).not.toContain('sortorder')
    expect(text).toContain('[Prometheus-Basics](https://github.com/yolossn/Prometheus-Basics)')
    // As the author wrote it.
    expect(text).toContain('JOBS.labels(outcome="failed").inc()')
  })

  it('has no task boxes, like its page', () => {
    expect(write('- [ ] a\n- [x] b')).toMatch(/\n- a\n- b\n$/)
  })

  it('has code marked "run" as it would be without the mark', () => {
    const code = (info: string) => write('```python' + info + '\nprint(1)\n```')
    expect(code(' run')).toBe(code(''))
    expect(code(' title="my app.py" run')).toBe(code(' title="my app.py"'))
    expect(code(' run title="app.py"')).toBe(code(' title="app.py"'))
    expect(code('')).toContain('\n```python\nprint(1)\n```\n')
  })

  it('has absolute addresses, without ".html" for topics', () => {
    expect(
      write(
        '[a](/monitoring.html#x), [b](/devops), [c](#here), [d](https://example.org/x.html), [e]\n\n![f](/figures/f.svg)\n\n[e]: /data.html',
      ),
    ).toBe(
      '# Logs: what \\*happened\\*\n\nOne sentence.\n\n' +
        '[a](https://learn.example.org/monitoring#x), [b](https://learn.example.org/devops), [c](https://learn.example.org/logs#here), [d](https://example.org/x.html), [e]\n\n' +
        '![f](https://learn.example.org/figures/f.svg)\n\n[e]: https://learn.example.org/data\n',
    )
  })

  it('has Markdown for the authors’ elements', async () => {
    const [topic] = (await loadPortal('docs/elements')).topics.values()
    const text = writeMarkdown(topic!, base)
    expect(text).toContain('> **Warning: There is no way back**\n>\n> `git reset --hard`')
    expect(text).toContain('**Windows:**\n\n```console\n> py -m venv .venv')
    expect(text).toContain('Press `Ctrl+Shift+P`, then `Esc`.')
    expect(text).not.toMatch(/<\/?(Note|Warning|Tabs|Tab|Kbd|Checkpoint|Resource|Mention)/)
    expect(
      write(
        '- See <Resource href="https://example.org/talk">this *talk*</Resource>.\n\n<Mention href="https://example.org/">the project</Mention>',
      ),
    ).toContain('- See [this *talk*](https://example.org/talk).\n\n[the project](https://example.org/)')
  })

  it('writes a checkpoint as its question in bold and its answer', () => {
    expect(write('<Checkpoint question="What does `git add` do?">\n\nIt *chooses*.\n\n</Checkpoint>')).toContain(
      '\n**What does git add do?**\n\nIt *chooses*.\n',
    )
  })

  it('keeps the titles of tutorials in all notations', () => {
    expect(
      write(
        '- On [state](https://example.org/a "State: a memory")\n- See <Resource href="https://example.org/b" title="The &quot;b&quot; talk">this</Resource>\n- And [more][m]\n\n[m]: https://example.org/c "More of it"',
      ),
    ).toContain(
      '- On [state](https://example.org/a "State: a memory")\n- See [this](https://example.org/b "The \\"b\\" talk")\n- And [more][m]\n\n[m]: https://example.org/c "More of it"',
    )
  })

  it('keeps only the words of a withheld link', () => {
    const source =
      '- [Good](https://example.org/good), [*bad*](https://bad.example/), [bad too][b], <Resource href="https://bad.example/">bad as well</Resource>.\n\n[b]: https://bad.example/'
    const text = writeMarkdown(
      { title: 'Logs', meta: 'One.', slug: 'logs', source } as Topic,
      base,
      (address) => address === 'https://bad.example/',
    )
    const note = '(link disabled: this site may have changed hands)'
    expect(text).toBe(
      `# Logs\n\nOne.\n\n- [Good](https://example.org/good), *bad* ${note}, bad too ${note}, bad as well ${note}.\n`,
    )
  })

  it('says that the page has an error if the body can’t be read', () => {
    expect(write(null)).toContain('has an error')
    expect(write('a <b')).toContain('has an error')
  })

  it('has no forbidden elements, and keeps only the words of an unsafe address', () => {
    expect(
      write('Before <script>alert(1)</script>after.\n\n[a](javascript:alert(1)) and ![p](https://evil.example/x.png)'),
    ).toBe('# Logs: what \\*happened\\*\n\nOne sentence.\n\nBefore after.\n\na and p\n')
  })

  it.each(hostilePages.filter(([, rule]) => rule === 'element' || rule === 'javascript'))(
    'has no trace of %s',
    (_what, _rule, body) => {
      const written = write(body)
      expect(written.replace(/\\</g, '')).not.toMatch(/<\s*(script|iframe|object|svg|style|form|input|base|meta|link)/i)
      expect(written).not.toMatch(/\]\(\s*javascript:/i)
    },
  )
})
