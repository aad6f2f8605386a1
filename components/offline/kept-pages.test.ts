import { afterEach, describe, expect, it, vi } from 'vitest'
import { isLastingFile, isPublicPage, listFiles, listKeptPages, listPlace, markAsKept, readTitle } from './kept-pages'

afterEach(() => vi.unstubAllEnvs())

const page = (headers: Record<string, string>, init: ResponseInit = {}) => new Response('', { headers, ...init })
const html = 'text/html; charset=utf-8'

describe('a page is kept', () => {
  it('if it is the same for everyone', () => {
    expect(isPublicPage(page({ 'Content-Type': html, 'Cache-Control': 'public, max-age=0, must-revalidate' }))).toBe(
      true,
    )
  })

  it.each([
    ['it is one reader’s', page({ 'Content-Type': html, 'Cache-Control': 'private, no-store' })],
    ['it does not say whose it is', page({ 'Content-Type': html })],
    ['it is an error', page({ 'Content-Type': html, 'Cache-Control': 'public, max-age=0' }, { status: 404 })],
    ['it is no page', page({ 'Content-Type': 'text/plain', 'Cache-Control': 'public, max-age=0' })],
  ])('but not if %s', (_, response) => {
    expect(isPublicPage(response)).toBe(false)
  })
})

it('files that never change under their address are kept, and the service worker is not', () => {
  const answers = [
    '/_next/static/chunks/a.js',
    '/_page/abc/prometheus.js',
    '/_page/service-worker.js',
    '/prometheus',
    '/icon.svg',
  ]
  expect(answers.map((each) => isLastingFile(new URL(each, 'http://localhost')))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

it('the files of a page are those that its HTML names, each once', () => {
  const text = `<script src="/_next/static/a.js"></script><script data-page="/_page/v/x.js"></script>
    <link href='/_next/static/b.css?dpl=1&amp;x=2'><script>start("/_next/static/a.js")</script><a href="/_nextdoor">`
  expect(listFiles(text)).toEqual(['/_next/static/a.js', '/_page/v/x.js', '/_next/static/b.css?dpl=1&x=2'])
})

it('below a path, the files of a page are those of its portal alone', () => {
  vi.stubEnv('BASE_URL', 'https://example.org/learn')
  const text = `"/learn/_next/static/a.js" "/learn/_page/v/x.js" "/_next/static/a.js" "/other/_page/v/x.js"`
  expect(listFiles(text)).toEqual(['/learn/_next/static/a.js', '/learn/_page/v/x.js'])
  const paths = ['/learn/_page/v/x.js', '/learn/_page/service-worker.js', '/_page/v/x.js', '/learn/x']
  expect(paths.map((each) => isLastingFile(new URL(each, 'https://example.org')))).toEqual([true, false, false, false])
})

it('a kept page says since when, once', () => {
  expect(markAsKept('<!DOCTYPE html><html lang="en"><body>&lt;html', 5)).toBe(
    '<!DOCTYPE html><html data-kept-at="5" lang="en"><body>&lt;html',
  )
})

it.each([
  ['<title>Prometheus · Lectern</title>', 'Prometheus'],
  ['<title>A · B · Lectern</title>', 'A · B'],
  ['<title>Lectern</title>', 'Lectern'],
  ['<p>none</p>', ''],
])('the title of %s is %j', (text, title) => {
  expect(readTitle(text)).toBe(title)
})

describe('the page for what is not kept', () => {
  it('lists what is', () => {
    const kept = [
      { address: '/git', title: 'Git costs $&amp;' },
      { address: '/x', title: '' },
    ]
    expect(listKeptPages(`<main>${listPlace}</main>`, kept)).toBe(
      '<main><p>These are:</p><ul><li><a href="/git">Git costs $&amp;</a></li><li><a href="/x">/x</a></li></ul></main>',
    )
  })

  it('is as it was where nothing is', () => {
    expect(listKeptPages(`<main>${listPlace}</main>`, [])).toBe(`<main>${listPlace}</main>`)
  })
})
