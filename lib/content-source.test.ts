import { expect, it, vi } from 'vitest'
import { findContentFolder, parseContentSource } from './content-source'

const plain = { branch: null, folder: '', credentials: null }

it.each([
  ['https://example.org/me/pages.git', { ...plain, url: 'https://example.org/me/pages.git' }],
  ['https://example.org/me/pages.git#main', { ...plain, url: 'https://example.org/me/pages.git', branch: 'main' }],
  [
    'https://example.org/p#a/b:content/de/',
    { ...plain, url: 'https://example.org/p', branch: 'a/b', folder: 'content/de' },
  ],
  ['https://example.org/p#:content', { ...plain, url: 'https://example.org/p', folder: 'content' }],
  [
    'https://me:p%40ss@example.org:8443/p.git#main',
    { ...plain, url: 'https://example.org:8443/p.git', branch: 'main', credentials: { user: 'me', password: 'p@ss' } },
  ],
  [
    'https://token@example.org/p',
    { ...plain, url: 'https://example.org/p', credentials: { user: 'token', password: '' } },
  ],
  ['git@example.org:me/pages.git#main', { ...plain, url: 'git@example.org:me/pages.git', branch: 'main' }],
  ['ssh://git@example.org:2222/me/pages.git', { ...plain, url: 'ssh://git@example.org:2222/me/pages.git' }],
  ['/srv/git/pages.git', { ...plain, url: '/srv/git/pages.git' }],
  ['file:///srv/git/pages.git', { ...plain, url: 'file:///srv/git/pages.git' }],
])('CONTENT_GIT=%s names a repository', (text, source) => expect(parseContentSource(text)).toEqual(source))

it.each([
  '',
  'pages',
  '--upload-pack=touch /tmp/x',
  'ext::sh -c true',
  'ftp://example.org/x',
  'git@example.org:-x',
  'https://',
  'https://example.org/p q',
  'https://example.org/p#-f',
  'https://example.org/p#a..b',
  'https://example.org/p#a b',
  'https://example.org/p#main:../x',
  'https://example.org/p#main:.git',
  'https://example.org/p#main:a//b',
  'https://me:%@example.org/p',
])('CONTENT_GIT=%j is refused', (text) => expect(parseContentSource(text)).toBeNull())

it('the content folder is what is pulled, else CONTENT_DIR, and never the folder of the software', () => {
  vi.stubEnv('DATA_DIR', '/srv/data')
  vi.stubEnv('CONTENT_DIR', '/srv/pages')
  expect(findContentFolder()).toBe('/srv/pages')
  vi.stubEnv('CONTENT_GIT', 'https://example.org/p')
  expect(findContentFolder()).toBe('/srv/data/content-git/current')
  vi.stubEnv('CONTENT_GIT', '')
  vi.stubEnv('CONTENT_DIR', '')
  expect(findContentFolder()).toBe(`${process.cwd()}/content`)
  vi.unstubAllEnvs()
})
