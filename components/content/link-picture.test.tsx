import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { keepDrawable, LinkPicture } from './link-picture'

describe('keepDrawable', () => {
  it('keeps characters that the font has, and drops others, for which a font would be fetched', () => {
    expect(keepDrawable('Café “notes” – 5 €, naïve…')).toBe('Café “notes” – 5 €, naïve…')
    expect(keepDrawable('日本 Tests 🚀 → done')).toBe('Tests done')
  })
})

it('LinkPicture shows the portal’s name and colour', () => {
  const draw = (accent?: string) =>
    renderToStaticMarkup(
      <LinkPicture
        name="Woodworking"
        accent={accent}
        overline="1"
        title="Dovetails"
        ids={['a', 'b']}
        count="2 tutorials"
      />,
    )
  expect(draw('#8a3b12')).toMatch(/>Woodworking<.*>2 tutorials</)
  expect(draw('#8a3b12')).toContain('#8a3b12')
  expect(draw('#8a3b12')).not.toContain('#0b5a61')
  expect(draw()).toContain('#0b5a61')
})
