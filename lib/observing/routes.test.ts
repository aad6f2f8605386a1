import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { nameRoute } from './routes'

const addresses = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map((file) => `/${path.posix.dirname(file)}`.replace(/^\/\.$/, '/'))

describe('the list of routes', () => {
  it('is compared with the routes of the app folder', () =>
    expect(addresses).toEqual(expect.arrayContaining(['/', '/[slug]', '/api/sign-in', '/readyz'])))

  it.each(addresses)('contains %s', (address) => {
    expect(nameRoute(address.replace(/\[\w+\]/g, 'some-thing'))).toBe(address)
    expect(nameRoute(`${address.replace(/\[\w+\]/g, 'some-thing')}?token=secret`)).toBe(address)
  })

  it.each([
    ['/prometheus.md', '/[slug].md'],
    ['/prometheus.html', '/[slug].html'],
    ['/_next/static/chunks/a.js', '/_next/static/[file]'],
    ['/favicon.ico', '/[icon]'],
    ['/manifest.webmanifest', '/manifest.webmanifest'],
    ['', 'other'],
    [undefined, 'other'],
    ['*', 'other'],
    ['//evil.example/', 'other'],
    ['/%C3%28', 'other'],
    ['/a/b/c/d', 'other'],
    ['/wp-login.php', 'other'],
    ['/constructor', '/[slug]'],
    ['/api/auth/sign-in/email', 'other'],
  ])('names %s as %s', (url, route) => expect(nameRoute(url)).toBe(route))
})
