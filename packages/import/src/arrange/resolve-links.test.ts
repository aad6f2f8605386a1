import { expect, it } from 'vitest'
import { PathIndex } from './page-paths'
import { resolveLink } from './resolve-links'

const index = { targets: new Map(), names: new Map(), paths: new PathIndex<string>(), secure: new Set<string>() }
const page = { slug: 'warp', headings: [], anchors: {}, path: 'warp.md' }

it('a link of Docusaurus to a part of the site that is no page leads to the site', () => {
  const site = 'https://loom.example.org/'
  expect(resolveLink('pathname:///show', page, { ...index, site })).toEqual({ url: 'https://loom.example.org/show' })
})
