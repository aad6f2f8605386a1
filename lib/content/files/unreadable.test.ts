import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadPortal } from '../load'
import { findUnreadable, formatProblem } from '../portal'

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

async function find(pages: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-unreadable-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [file, text] of Object.entries(pages)) writeFileSync(path.join(folder, file), text)
  return findUnreadable(await loadPortal(folder)).map(formatProblem)
}

it('findUnreadable returns each page that is missing or lacks its body, with the first reason', async () => {
  const found = await find({
    'data.mdx': page('data', '0100', 'Words, and [a dead link](/nowhere.html).'),
    'long.mdx': page('long', '0101', '- a\n'.repeat(3000)),
    'open.mdx': page('open', '0102', 'An {open brace.'),
    'none.mdx': 'Only words.\n',
  })
  expect(found).toEqual([
    'long.mdx:1:1 size The page has 3,000 list items; the maximum is 2,500. Split it into several topics.',
    expect.stringMatching(/^none\.mdx:1:1 front-matter /),
    expect.stringMatching(/^open\.mdx:11:\d+ mdx-syntax /),
  ])
})

it('findUnreadable returns nothing if all pages can be shown', async () => {
  expect(await find({ 'data.mdx': page('data', '0100', 'Words, and [a dead link](/nowhere.html).') })).toEqual([])
})
