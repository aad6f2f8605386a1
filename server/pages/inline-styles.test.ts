import { describe, expect, it } from 'vitest'
import { inlineStyles } from './inline-styles'

const page = '<head><link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/></head>'

describe('putting style sheets into a page', () => {
  it('puts them where they were named, and leaves the link switched off', () => {
    expect(inlineStyles(page, (address) => `/*${address}*/p{color:$&}`)).toBe(
      '<head><style>/*/_next/static/chunks/a.css*/p{color:$&}</style><link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next" disabled=""/></head>',
    )
  })

  it('names files from the root, and leaves what a sheet holds itself', () => {
    expect(inlineStyles(page, () => 'a{src:url(../media/f.woff2)}b{mask:url("data:image/svg+xml,%3Csvg")}')).toContain(
      'a{src:url(/_next/static/media/f.woff2)}b{mask:url("data:image/svg+xml,%3Csvg")}',
    )
  })

  it.each([
    ['a page without any', '<head></head>', 'p{}'],
    ['a sheet that would end its element', page, 'p{}</style>'],
  ])('refuses %s', (_, html, sheet) => {
    expect(() => inlineStyles(html, () => sheet)).toThrow()
  })
})
