import { describe, expect, it } from 'vitest'
import { deriveResourceId } from './address'
import { followDeclarations, readDeclarations } from './moves'

const [a, b, c] = ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'] as const
const id = deriveResourceId

function follow(source: string, { listed = [] as string[], topics = [] as string[] } = {}) {
  const { declarations, problems } = readDeclarations(source)
  const ids = new Set(listed.map(id))
  const followed = followDeclarations(declarations, (each) => ids.has(each), (slug) => topics.includes(slug))
  return { moves: followed.moves, problems: [...problems, ...followed.problems].map(({ line, message }) => `${line}: ${message}`) }
}

describe('moved.yaml', () => {
  it('leads from former addresses and slugs to those of now, over chains', () => {
    const source = `addresses:\n  - from: ${a}\n    to: ${b}\n  - from: ${b}\n    to: ${c}\npages:\n  - from: old\n    to: new\n`
    const { moves, problems } = follow(source, { listed: [c], topics: ['new'] })
    expect(problems).toEqual([])
    expect(Object.fromEntries(moves.resources)).toEqual({ [id(a)]: id(c), [id(b)]: id(c) })
    expect(Object.fromEntries(moves.topics)).toEqual({ old: 'new' })
  })

  it('names what was withdrawn, also at the end of a chain', () => {
    const { moves, problems } = follow(`addresses:\n  - from: ${a}\n    to: ${b}\n  - from: ${b}\n    withdrawn: The author took it down.\n`)
    expect(problems).toEqual([])
    expect(Object.fromEntries(moves.resources)).toEqual({ [id(a)]: id(b) })
    expect([...moves.withdrawn]).toEqual([id(b)])
    expect(follow(`pages:\n  - from: one\n    to: two\n  - from: two\n    withdrawn: old\n`).moves.topics.size).toBe(0)
  })

  it('knows an address by whatever spelling', () => {
    const { moves } = follow(`addresses:\n  - from: http://www.example.org/a/?utm_source=x\n    to: ${b}\n`, { listed: [b] })
    expect(moves.resources.get(id(a))).toBe(id(b))
  })

  it('is allowed to be empty, or only comments', () => {
    for (const source of ['', '# nothing yet\n', 'addresses:\npages:\n']) expect(follow(source).problems).toEqual([])
  })

  it.each([
    ['a cycle', `pages:\n  - from: one\n    to: two\n  - from: two\n    to: one\n`, 2, 'lead in a circle'],
    ['a step to itself', `pages:\n  - from: one\n    to: one\n`, 2, 'lead in a circle'],
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
    ['the same twice', `pages:\n  - from: one\n    withdrawn: a\n  - from: one\n    withdrawn: b\n`, 4, 'declared twice'],
    ['broken YAML', `pages:\n  - from: "one\n`, 3, 'quote'],
  ])('refuses %s at its line', (_, source, line, words) => {
    const { problems } = follow(source)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]).toContain(words)
    expect(problems[0]).toMatch(new RegExp(`^${line}: `))
  })

  it('refuses a move of what is still in use', () => {
    expect(follow(`addresses:\n  - from: ${a}\n    to: ${b}\n`, { listed: [a, b] }).problems).toEqual([expect.stringContaining('still in use')])
  })
})
