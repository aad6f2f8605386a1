import { expect, it } from 'vitest'
import { PathIndex } from './page-paths'
import { resolveLink } from './resolve-links'

const index = { targets: new Map(), names: new Map(), paths: new PathIndex<string>(), secure: new Set<string>() }
const page = { slug: 'warp', headings: [], anchors: {}, path: 'warp.md' }

it('a link of Docusaurus to a part of the site that is no page leads to the site', () => {
  const site = 'https://loom.example.org/'
  expect(resolveLink('pathname:///show', page, { ...index, site })).toEqual({ url: 'https://loom.example.org/show' })
})

it('a link to a name before the first heading leads to the top of its page', () => {
  const weft = {
    slug: 'weft',
    headings: [{ id: 'knots', text: 'Knots' }],
    anchors: { first: -1, next: 0 },
    path: 'weft.md',
  }
  const weaving = { ...index, targets: new Map([['weft', weft]]) }
  const read = (href: string) => resolveLink(href, page, weaving)
  expect(read('/weft.html#first')).toEqual({ url: '/weft.html' })
  expect(read('/weft.html#next')).toEqual({ url: '/weft.html#knots' })
})
