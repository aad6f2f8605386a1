import { describe, expect, it } from 'vitest'
import { hashScripts } from './hash-inline'
import { letWait } from './what-can-wait'

const font = (name: string) =>
  `<link rel="preload" href="/_next/static/media/${name}.woff2" as="font" crossorigin="" type="font/woff2"/>`
const page = (script = 'a') =>
  `<head>${font('ui')}${font('prose')}<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/c.js"/><script src="/_next/static/chunks/${script}.js" async=""></script><script src="/old.js" noModule=""></script></head><body><script src="/_next/static/chunks/c.js" async=""></script></body>`

describe('what a page can wait for', () => {
  it('is no script that a browser would fetch, but those for browsers of old', () => {
    const made = letWait(page())
    expect(made).not.toContain('rel="preload"')
    expect([...made.matchAll(/<script src="([^"]+)"([^>]*)>/g)].map(([, address, rest]) => [address, rest])).toEqual([
      ['/_next/static/chunks/a.js', ' async="" type="text/waiting"'],
      ['/old.js', ' noModule=""'],
      ['/_next/static/chunks/c.js', ' async="" type="text/waiting"'],
    ])
  })

  it('begins with the fonts, all of them in one place', () => {
    expect(letWait(page())).toMatch(
      /^<head><script>[^<]*\["\/_next\/static\/media\/ui\.woff2","\/_next\/static\/media\/prose\.woff2"\][^<]*<\/script><script src=/,
    )
  })

  it('is started by scripts that are the same on every page', () => {
    expect(hashScripts(letWait(page('a')))).toEqual(hashScripts(letWait(page('b'))))
    expect(hashScripts(letWait(page()))).toHaveLength(2)
  })

  it.each([
    ['fonts', page().replaceAll('as="font"', 'as="track"')],
    ['scripts', page().replaceAll('async=""', 'defer=""')],
  ])('refuses a page that names its %s in another way', (_, html) => {
    expect(() => letWait(html)).toThrow('not known')
  })
})
