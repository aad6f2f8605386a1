import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  formatListPlace,
  isLastingFile,
  isPublicPage,
  listFiles,
  listKeptPages,
  markAsKept,
  readTitle,
} from './kept-pages'

afterEach(() => vi.unstubAllEnvs())

const page = (headers: Record<string, string>, init: ResponseInit = {}) => new Response('', { headers, ...init })
const html = 'text/html; charset=utf-8'

describe('isPublicPage', () => {
  it('accepts a page that is the same for everyone', () => {
    expect(isPublicPage(page({ 'Content-Type': html, 'Cache-Control': 'public, max-age=0, must-revalidate' }))).toBe(
      true,
    )
  })

  it.each([
    ['belongs to one reader', page({ 'Content-Type': html, 'Cache-Control': 'private, no-store' })],
    ['has no Cache-Control', page({ 'Content-Type': html })],
    ['is an error', page({ 'Content-Type': html, 'Cache-Control': 'public, max-age=0' }, { status: 404 })],
    ['is not HTML', page({ 'Content-Type': 'text/plain', 'Cache-Control': 'public, max-age=0' })],
  ])('refuses a response that %s', (_, response) => {
    expect(isPublicPage(response)).toBe(false)
  })
})

it('isLastingFile accepts files that never change at their address, and not the service worker', () => {
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

it('listFiles returns each file in the HTML once', () => {
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

it('markAsKept adds the time of the copy to <html> only', () => {
  expect(markAsKept('<!DOCTYPE html><html lang="en"><body>&lt;html', 5)).toBe(
    '<!DOCTYPE html><html data-kept-at="5" lang="en"><body>&lt;html',
  )
})

it.each([
  ['<title>Prometheus · Lectern</title>', 'Prometheus'],
  ['<title>A · B · Lectern</title>', 'A · B'],
  ['<title>Lectern</title>', 'Lectern'],
  ['<p>none</p>', ''],
])('readTitle finds the title of %s: %j', (text, title) => {
  expect(readTitle(text)).toBe(title)
})

describe('the offline page', () => {
  const listPlace = formatListPlace('Available offline:')

  it('lists the available pages', () => {
    const kept = [
      { address: '/git', title: 'Git costs $&amp;' },
      { address: '/x', title: '' },
    ]
    expect(listKeptPages(`<main>${listPlace}</main>`, kept)).toBe(
      '<main><p>Available offline:</p><ul><li><a href="/git">Git costs $&amp;</a></li><li><a href="/x">/x</a></li></ul></main>',
    )
  })

  it('has no list if no page is available', () => {
    expect(listKeptPages(`<main>${listPlace}</main>`, [])).toBe(`<main>${listPlace}</main>`)
  })
})
