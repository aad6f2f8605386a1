import { describe, expect, it } from 'vitest'
import { keepDrawable } from './link-picture'

describe('the words on a picture', () => {
  it('hold what the font can draw, and nothing that would be fetched for it', () => {
    expect(keepDrawable('Café “notes” – 5 €, naïve…')).toBe('Café “notes” – 5 €, naïve…')
    expect(keepDrawable('日本 Tests 🚀 → done')).toBe('Tests done')
  })
})
