import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { defaultSettings, type Settings } from '@/lib/content'
import { PortalLinks } from './portal-links'

const render = (given: Partial<Settings>, isPlain = true) =>
  renderToStaticMarkup(<PortalLinks settings={{ ...defaultSettings, ...given }} isPlain={isPlain} />)

it('PortalLinks shows no links of an operator who set none', () => {
  expect(render({})).toBe('')
  expect(render({ name: 'Woodworking' })).toBe('')
  expect(render({}, false).match(/<a /g)).toHaveLength(3)
})

it('PortalLinks shows the links of portal.yaml, and “Made with Lectern” if asked for', () => {
  const html = render({ footer: [{ label: 'Feed & more', address: '/feed.xml' }] })
  expect(html).toContain('<a href="/feed.xml">Feed &amp; more</a>')
  expect(html).not.toContain('Lectern')
  expect(render({ madeWith: true })).toMatch(/<p>Made with Lectern<\/p>/)
})
