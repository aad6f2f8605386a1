import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { loadPortal } from '../lib/content/load'
import { reportUnreadable } from './report-unreadable'

const page = (slug: string, sortorder: string, body: string) =>
  [
    '---',
    `title: On ${slug}`,
    'category: page',
    `slug: ${slug}`,
    `sortorder: "${sortorder}"`,
    `toc: ${sortorder.endsWith('00')}`,
    `sidebartitle: ${slug}`,
    `meta: All of ${slug}.`,
    '---',
    '',
    body,
    '',
  ].join('\n')

async function report(pages: Record<string, string>): Promise<{ count: number; printed: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-unreadable-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [file, text] of Object.entries(pages)) writeFileSync(path.join(folder, file), text)
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => printed.mockRestore())
  return {
    count: reportUnreadable(await loadPortal(folder)),
    printed: printed.mock.calls.map(([line]) => String(line)),
  }
}

it('names each page that readers miss, whole or in its body, with the first reason', async () => {
  const { count, printed } = await report({
    'data.mdx': page('data', '0100', 'Words, and [a dead link](/nowhere.html).'),
    'long.mdx': page('long', '0101', '- a\n'.repeat(3000)),
    'open.mdx': page('open', '0102', 'An {open brace.'),
    'none.mdx': 'Only words.\n',
  })
  expect(count).toBe(3)
  expect(printed).toEqual([
    "3 pages can't be shown to readers:",
    '  long.mdx:1:1 size The page has 3,000 list items, and 2,500 is the most. Make several topics of it.',
    expect.stringMatching(/^ {2}none\.mdx:1:1 front-matter /),
    expect.stringMatching(/^ {2}open\.mdx:11:\d+ mdx-syntax /),
    '"npm run content -- check" names every problem. Fix them, and build again.',
  ])
})

it('says nothing of content whose pages can all be shown', async () => {
  expect(await report({ 'data.mdx': page('data', '0100', 'Words, and [a dead link](/nowhere.html).') })).toEqual({
    count: 0,
    printed: [],
  })
})
