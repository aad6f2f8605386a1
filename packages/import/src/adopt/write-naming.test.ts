import type { RootContent } from 'mdast'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../tree/markdown'
import { describeTopic } from './write-naming'

const describeBody = (body: string, names: string[], isProse = false) =>
  describeTopic(parseMarkdown(body).children as RootContent[], 'Looms', names, 'Weaving', isProse)

describe('the description of an adopted topic', () => {
  it('is the first sentence of its first paragraph', () => {
    expect(describeBody('A loom holds the warp. It is heavy.\n\n- One', ['One'])).toBe('A loom holds the warp.')
  })

  it('is else the titles of its entries, as one sentence', () => {
    expect(describeBody('- One', ['why weave?', 'The loom:', 'c', 'd', 'e'])).toBe(
      'Why weave, The loom, c, d and 1 more.',
    )
  })

  it('has each title once, the parts of a topic as one, names as they are written and no long title', () => {
    const long = 'All of the looms that were ever built in the north, and most of those in the south'
    expect(describeBody('- One', ['npm', 'Videos', 'Videos', 'Knots, part 1', 'Knots, part 2', long])).toBe(
      'npm, Videos, Knots and 1 more.',
    )
    expect(describeBody('- One', [long])).toBe(`${long}.`)
  })

  it('is no sentence in prose that is all a link, as a sponsor’s is', () => {
    const body = '[**Looms for your shop, today.**](https://example.org/shop)\n\nA loom [holds](#warp) the warp.'
    expect(describeBody(body, ['One'], true)).toBe('A loom holds the warp.')
  })

  it('is the first sentence of any paragraph in prose', () => {
    const body = '- [One](#one)\n\n> Read this at home.\n\nThen weave.'
    expect(describeBody(body, ['One'], true)).toBe('Read this at home.')
    expect(describeBody(body, ['One'])).toBe('One.')
  })
})
