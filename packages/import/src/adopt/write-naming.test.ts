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

  it('is the first sentence of any paragraph in prose', () => {
    const body = '- [One](#one)\n\n> Read this at home.\n\nThen weave.'
    expect(describeBody(body, ['One'], true)).toBe('Read this at home.')
    expect(describeBody(body, ['One'])).toBe('One.')
  })
})
