import { describe, expect, it } from 'vitest'
import { slugFor, toSlug } from './make-slug'

describe('a slug', () => {
  it.each([
    ['Łódź, Über ß & naïve Ærø', 'lodz-uber-ss-naive-aero'],
    ['Œuvre, Þing, Đà, Straße', 'oeuvre-thing-da-strasse'],
    ['Smørrebrød', 'smorrebrod'],
    ['C++, C# and F#', 'cpp-csharp-and-fsharp'],
    ["Don’t feel you aren't smart", 'dont-feel-you-arent-smart'],
  ])('of %s keeps every Latin letter', (name, slug) => {
    expect(toSlug(name)).toBe(slug)
    expect(slugFor(name)).toBe(slug)
  })

  it('of a German title spells umlauts', () => {
    expect(toSlug('Schärfen', 'de')).toBe('schaerfen')
  })
})
