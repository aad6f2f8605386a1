import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { defaultSettings, type Settings } from '@/lib/content'
import { PortalLinks } from './portal-links'

const render = (given: Partial<Settings>, isPlain = true) =>
  renderToStaticMarkup(<PortalLinks settings={{ ...defaultSettings, ...given }} isPlain={isPlain} />)

it('the operator’s links are absent where there are none', () => {
  expect(render({})).toBe('')
  expect(render({ name: 'Woodworking' })).toBe('')
  expect(render({}, false).match(/<a /g)).toHaveLength(2)
})

it('the operator’s links are those of portal.yaml, and what the portal is made with on request', () => {
  const html = render({ footer: [{ label: 'Feed & more', address: '/feed.xml' }] })
  expect(html).toContain('<a href="/feed.xml">Feed &amp; more</a>')
  expect(html).not.toContain('Lectern')
  expect(render({ madeWith: true })).toMatch(/<p>Made with Lectern<\/p>/)
})
