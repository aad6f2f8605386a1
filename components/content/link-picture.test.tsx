import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { keepDrawable, LinkPicture } from './link-picture'

describe('the words on a picture', () => {
  it('hold what the font can draw, and nothing that would be fetched for it', () => {
    expect(keepDrawable('Café “notes” – 5 €, naïve…')).toBe('Café “notes” – 5 €, naïve…')
    expect(keepDrawable('日本 Tests 🚀 → done')).toBe('Tests done')
  })
})

it('a picture has the portal’s name and its colour', () => {
  const draw = (accent?: string) =>
    renderToStaticMarkup(
      <LinkPicture
        name="Woodworking"
        accent={accent}
        place="1"
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
