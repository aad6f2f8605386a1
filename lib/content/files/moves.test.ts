import { describe, expect, it } from 'vitest'
import { deriveResourceId } from '../address'
import { countCpu } from '../../../scripts/testing/cpu'
import { getFormerIds, getFormerSlugs, type Portal } from '../portal'
import { followDeclarations, readDeclarations } from './moves'

const [a, b, c] = ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'] as const
const id = deriveResourceId

function follow(source: string, { listed = [] as string[], topics = [] as string[] } = {}) {
  const { declarations, problems } = readDeclarations(source)
  const ids = new Set(listed.map(id))
  const followed = followDeclarations(
    declarations,
    (each) => ids.has(each),
    (slug) => topics.includes(slug),
  )
  return {
    moves: followed.moves,
    problems: [...problems, ...followed.problems].map(({ line, message }) => `${line}: ${message}`),
  }
}

describe('moved.yaml', () => {
  it('maps former addresses and slugs to the current ones, through chains', () => {
    const source = `addresses:\n  - from: ${a}\n    to: ${b}\n  - from: ${b}\n    to: ${c}\npages:\n  - from: old\n    to: new\n`
    const { moves, problems } = follow(source, { listed: [c], topics: ['new'] })
    expect(problems).toEqual([])
    expect(Object.fromEntries(moves.resources)).toEqual({ [id(a)]: id(c), [id(b)]: id(c) })
    expect(Object.fromEntries(moves.topics)).toEqual({ old: 'new' })
  })

  it('declares withdrawals, also at the end of a chain', () => {
    const { moves, problems } = follow(
      `addresses:\n  - from: ${a}\n    to: ${b}\n  - from: ${b}\n    withdrawn: The author took it down.\n`,
    )
    expect(problems).toEqual([])
    expect(Object.fromEntries(moves.resources)).toEqual({ [id(a)]: id(b) })
    expect([...moves.withdrawn]).toEqual([id(b)])
    expect(follow(`pages:\n  - from: one\n    to: two\n  - from: two\n    withdrawn: old\n`).moves.topics.size).toBe(0)
  })

  it('knows an address in all its spellings', () => {
    const { moves } = follow(`addresses:\n  - from: http://www.example.org/a/?utm_source=x\n    to: ${b}\n`, {
      listed: [b],
    })
    expect(moves.resources.get(id(a))).toBe(id(b))
  })

  it('may be empty or contain only comments', () => {
    for (const source of ['', '# nothing yet\n', 'addresses:\npages:\n']) expect(follow(source).problems).toEqual([])
  })

  it.each([
    ['a cycle', `pages:\n  - from: one\n    to: two\n  - from: two\n    to: one\n`, 2, 'form a cycle'],
    ['a step to itself', `pages:\n  - from: one\n    to: one\n`, 2, 'form a cycle'],
    ['a target that is not there', `pages:\n  - from: one\n    to: two\n`, 2, 'No page has the slug "two"'],
    ['an address that no page lists', `addresses:\n  - from: ${a}\n    to: ${b}\n`, 2, 'No page lists'],
    ['an unknown list', `sites: []\n`, 1, 'Unknown list "sites"'],
    ['an entry without an end', `pages:\n  - from: one\n`, 2, 'Each entry is'],
    ['an entry with two ends', `pages:\n  - from: one\n    to: two\n    withdrawn: gone\n`, 2, 'Each entry is'],
    ['an unknown field', `pages:\n  - from: one\n    too: two\n`, 2, 'Each entry is'],
    ['an entry that is a word', `pages:\n  - one\n`, 2, 'Each entry is'],
    ['a list that is a word', `pages: one\n`, 1, '"pages" must be a list'],
    ['a file that is a list', `- one\n`, 1, 'two lists'],
    ['an address of another kind', `addresses:\n  - from: ftp://x\n    withdrawn: old\n`, 2, 'must begin with http'],
    [
      'the same twice',
      `pages:\n  - from: one\n    withdrawn: a\n  - from: one\n    withdrawn: b\n`,
      4,
      'declared twice',
    ],
    ['broken YAML', `pages:\n  - from: "one\n`, 3, 'quote'],
  ])('refuses %s at its line', (_, source, line, words) => {
    const { problems } = follow(source)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]).toContain(words)
    expect(problems[0]).toMatch(new RegExp(`^${line}: `))
  })

  it.each([
    ['an open quote', '  - from: "one\n    to: x\n'],
    ['a colon in the reason', '  - from: one\n    withdrawn: gone: for good\n'],
    ['an unknown field', '  - from: one\n    too: x\n'],
    ['a tab', '  - from: one\n\tto: x\n'],
    ['an entry without an end', '  - from: one\n'],
  ])('keeps the other entries if one has %s', (_, slip) => {
    const { moves, problems } = follow(
      `pages:\n  - from: a\n    to: b\n${slip}  - from: c\n    to: b # now\naddresses:\n  - from: ${a}\n    withdrawn: Gone.\n`,
      { topics: ['b'] },
    )
    expect(Object.fromEntries(moves.topics)).toEqual({ a: 'b', c: 'b' })
    expect(moves.withdrawn.size).toBe(1)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) expect(problem).toMatch(/^[45]: |^6: /)
  })

  it.each([
    'pages:\n- from: one\n  to: two\n',
    'pages:\r\n  - from: one\r\n    to: two\r\n',
    'pages: [{ from: one, to: two }]\n',
    '"pages":\n  - { from: one, to: two }\n',
    'pages: # ours\n  # first\n\n  - to: two\n    # why\n    from: "one"\n',
    'pages:\n  -\n    from: one\n    to: two\n',
    'pages:\n  - from: one\n    to: >-\n      two\n',
  ])('accepts YAML in any notation: %j', (source) => {
    const { moves, problems } = follow(source, { topics: ['two'] })
    expect(problems).toEqual([])
    expect(Object.fromEntries(moves.topics)).toEqual({ one: 'two' })
  })

  it('reads and follows 8,000 entries in linear time, in one chain or independent', () => {
    const chain = Array.from({ length: 8000 }, (_, step) => `  - from: s${step}\n    to: s${step + 1}\n`).join('')
    const beside = Array.from(
      { length: 8000 },
      (_, each) => `  - from: https://example.org/${each}\n    to: ${b}\n`,
    ).join('')
    const cpu = countCpu()
    const { moves, problems } = follow(`pages:\n${chain}addresses:\n${beside}`, { topics: ['s8000'], listed: [b] })
    expect(problems).toEqual([])
    expect([moves.topics.size, moves.topics.get('s0'), moves.resources.size]).toEqual([8000, 's8000', 8000])
    // Deriving ids from addresses takes most of the time.
    expect(cpu()).toBeLessThan(6000)
  })

  it('reads 4,000 moves once for the former names of 24,000 resources and 2,000 topics', () => {
    let steps = 0
    class CountedMap extends Map<string, string> {
      override *[Symbol.iterator]() {
        for (const entry of this.entries()) {
          steps++
          yield entry
        }
        return undefined
      }
    }
    const list = (name: string) =>
      Array.from({ length: 4000 }, (_, each) => [`old-${name}-${each}`, `${name}-${each % 2000}`] as const)
    const portal = {
      moves: { resources: new CountedMap(list('id')), topics: new CountedMap(list('slug')) },
    } as unknown as Portal
    for (let each = 0; each < 24_000; each++) getFormerIds(portal, `id-${each}`)
    for (let each = 0; each < 2000; each++) getFormerSlugs(portal, `slug-${each}`)
    expect(getFormerIds(portal, 'id-1')).toEqual(['old-id-1', 'old-id-2001'])
    expect(getFormerSlugs(portal, 'slug-1')).toEqual(['old-slug-1', 'old-slug-2001'])
    expect(getFormerSlugs(portal, 'old-slug-1')).toEqual([])
    expect(steps).toBe(8000)
  })

  it('refuses a move of an address or slug that is still in use', () => {
    expect(follow(`addresses:\n  - from: ${a}\n    to: ${b}\n`, { listed: [a, b] }).problems).toEqual([
      expect.stringContaining('still in use'),
    ])
  })
})
