import { describe, expect, it } from 'vitest'
import { writeSlugPatterns } from './slug-patterns'

describe('the patterns of slugs', () => {
  it('are one for a few', () => {
    expect(writeSlugPatterns(['django', 'prometheus'])).toEqual(['/:slug(django|prometheus)'])
    expect(writeSlugPatterns([])).toEqual([])
  })

  it('are several for thousands, none longer than Next takes, and every slug is in one of them', () => {
    const slugs = Array.from({ length: 5000 }, (_, index) => `a-topic-of-some-length-${index}`)
    const patterns = writeSlugPatterns(slugs)
    expect(Math.max(...patterns.map(({ length }) => length))).toBeLessThan(4096)
    expect(patterns.flatMap((pattern) => pattern.slice('/:slug('.length, -1).split('|'))).toEqual(slugs)
  })
})
