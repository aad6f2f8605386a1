import { visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { collectAddresses } from '../checks/collect-addresses'
import { parseBody } from './markdown'

function parse(body: string) {
  const { tree } = parseBody(body)
  if (!tree) throw new Error('This body should be readable.')
  return tree
}

describe('the position of a bare address', () => {
  it.each([
    ['in quotes', 'Words.\n\nSee "www.python.org/x" here.', 'www.python.org/x', '3:6'],
    ['in brackets', '(words)[https://example.org/a]', 'https://example.org/a', '1:9'],
    ['behind another', 'An\n"www.a.example/x" and "www.a.example/x".', 'www.a.example/x', '2:24'],
    ['behind code and a link', '`x` and [a](https://a.example/) "www.python.org/x"', 'www.python.org/x', '1:34'],
    ['written with an entity', '"www.python.org/x?a=1&amp;b=2"', 'www.python.org/x?a=1&amp;b=2', '1:2'],
    ['in a quoted list item', '> - words\n>   "www.python.org/x"', 'www.python.org/x', '2:6'],
    ['in a cell', '| a | b |\n| - | - |\n| x | "www.python.org/x" |', 'www.python.org/x', '3:8'],
    ['after a line of Windows', 'Words\r\n"www.python.org/x"', 'www.python.org/x', '2:2'],
    ['of mail', 'Write to "ada@example.org" now.', 'ada@example.org', '1:11'],
  ])('%s is its position in the source', (_what, body, written, place) => {
    const links: string[] = []
    visit(parse(body), 'link', ({ position }) => {
      links.push(
        `${position?.start.line}:${position?.start.column} ${body.slice(position?.start.offset, position?.end.offset)}`,
      )
    })
    expect(links.at(-1)).toBe(`${place} ${written}`)
  })

  it('is known for each node', () => {
    visit(parse('a "www.python.org/x" *b "www.a.example/"* (c)[https://example.org/a] d'), (node) => {
      expect(node.position).toBeDefined()
    })
  })

  it('is reported by the check', () => {
    expect(collectAddresses(parse('Words.\n\n- See "www.python.org/x".')).findings).toMatchObject([
      { line: 3, column: 8, rule: 'insecure' },
    ])
  })
})

it('the positions of many bare addresses are found in linear time', () => {
  const used = countCpu()
  const body = '"www.a.example" '.repeat(4000)
  const places: number[] = []
  visit(parse(body), 'link', ({ position }) => {
    places.push(position?.start.column ?? 0)
  })
  expect(places.slice(-1)).toEqual([16 * 3999 + 2])
  expect(used()).toBeLessThan(2000)
})
