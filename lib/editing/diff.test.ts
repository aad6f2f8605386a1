import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadPortal } from '../content'
import { diffContent, formatDiff } from './diff'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-diff-'))
  mkdirSync(path.join(folder, 'devops'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function writePage(slug: string, body: string, title = `On ${slug}`): void {
  const sortorder = slug === 'devops' ? '0600' : '0601'
  writeFileSync(
    path.join(folder, 'devops', `${slug}.mdx`),
    `---\ntitle: ${JSON.stringify(title)}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${slug === 'devops'}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`,
  )
}

async function compare(before: string, after: string) {
  writePage('devops', before)
  const former = await loadPortal(folder)
  writePage('devops', after)
  return diffContent(former, await loadPortal(folder))
}

describe('content that vanished without a move', () => {
  it('gets a proposed address if title and host agree', async () => {
    const diff = await compare(
      '- [The guide](https://example.org/old)\n- [Other](https://example.org/other)',
      '- [The  Guide](https://www.example.org/new/guide)\n- [Other](https://example.net/other)',
    )
    expect(diff.vanished.map(({ name, proposal }) => [name, proposal])).toEqual([
      ['https://example.org/old', 'https://www.example.org/new/guide'],
      ['https://example.org/other', undefined],
    ])
    expect(diff.vanished[0]?.cure).toContain('move "https://example.org/old" "https://www.example.org/new/guide"')
    expect(formatDiff(diff)).toContain('perhaps it is now `https://www.example.org/new/guide`')
  })

  it('gets no proposal if several candidates match', async () => {
    const diff = await compare(
      '- [Docs](https://example.org/1)\n- [Docs](https://example.org/2)',
      '- [Docs](https://example.org/3)\n- [x](https://example.org/4)',
    )
    expect(diff.vanished.map(({ proposal }) => proposal)).toEqual([undefined, undefined])
  })

  it('names the place that still links it without counting', async () => {
    const diff = await compare(
      '- [The guide](https://example.org/guide)',
      'See [the guide](http://www.example.org/guide/).',
    )
    expect(diff.vanished).toMatchObject([
      {
        still: 'still linked in devops/devops.mdx:11:5, but no longer counts (not in a list item or table row)',
        cure: expect.stringContaining('<Resource href="https://example.org/guide">') as string,
      },
    ])
    expect(formatDiff(diff)).toContain('no longer counts')
    expect(formatDiff(diff)).not.toContain('```yaml')
  })

  it('names the place that lists it under another id', async () => {
    const diff = await compare(
      '- <Resource href="https://example.org/guide" id="guide">The guide</Resource>',
      '- [The guide](https://example.org/guide)',
    )
    expect(diff.vanished).toMatchObject([
      {
        still: expect.stringMatching(
          /^still listed in devops\/devops\.mdx:11:3, but its id was "guide" and is now "[0-9a-f]{16}"$/,
        ) as string,
        cure: 'Give it its former id: <Resource href="https://example.org/guide" id="guide">.',
      },
    ])
  })

  it('can be withdrawn by its address even if it had an author’s id', async () => {
    writeFileSync(
      path.join(folder, 'moved.yaml'),
      'addresses:\n  - from: https://example.org/guide\n    withdrawn: Gone.\n',
    )
    const diff = await compare('- <Resource href="https://example.org/guide" id="guide">The guide</Resource>', 'Words.')
    expect(diff.vanished).toEqual([])
    expect(diff.resources.withdrawn.map(({ id }) => id)).toEqual(['guide'])
  })

  it('comes with valid lines for moved.yaml, and commands', async () => {
    writePage('gone', '- [x](https://example.org/x)')
    const before = await loadPortal(folder)
    rmSync(path.join(folder, 'devops/gone.mdx'))
    const text = formatDiff(diffContent(before, await loadPortal(folder)))
    const [, yaml = ''] = /```yaml\n([\s\S]*?)\n```/.exec(text) ?? []
    expect(parse(yaml)).toEqual({
      addresses: [{ from: 'https://example.org/x', to: 'https://the-new-address' }],
      pages: [{ from: 'gone', to: 'the-new-slug' }],
    })
    expect(text).toContain('\nnpm run content -- move https://example.org/x "<new address>"\n')
    expect(text.replace(/```[\s\S]*?```/g, '')).not.toContain('<')
  })
})

it('formatDiff escapes titles and addresses', async () => {
  const title = 'Ask @octocat <img src=x> `x` | #12 [y](https://example.net)'
  const written = 'Ask @octocat \\<img src=x> \\`x\\` | #12'
  writePage('added', `- [${written}](https://example.org/a`.concat(')'), title)
  const after = await loadPortal(folder)
  rmSync(path.join(folder, 'devops/added.mdx'))
  const before = await loadPortal(folder)
  for (const text of [formatDiff(diffContent(before, after)), formatDiff(diffContent(after, before))]) {
    expect(text).toContain('octocat')
    expect(text.replace(/```[\s\S]*?```/g, '')).not.toMatch(/@\w|(?<!\\)<|(?<!\\)`x|#12|\]\(https:\/\/example\.net/)
  }
})
