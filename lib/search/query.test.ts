import { describe, expect, it } from 'vitest'
import { longestQuery, parseQuery, toTerms } from './query'

describe('parseQuery', () => {
  it.each([
    [undefined, ''],
    [null, ''],
    [['one', 'two'], 'one'],
    ['  one \n\t two\u0000\u202E ', 'one two'],
    ['cafe\u0301', 'café'],
    ['<b>&"', '<b>&"'],
  ])('parses %j as %j', (value, query) => expect(parseQuery(value)).toBe(query))

  it('limits the length', () => expect(parseQuery('word '.repeat(1000)).length).toBeLessThanOrEqual(longestQuery))
})

describe('toTerms', () => {
  it.each([
    ['The pull model', ['pull', 'model']],
    ['what is the', ['what', 'is', 'the']],
    ['Tests, tests & testing', ['test', 'testing']],
    ['C++ or C#?', ['c++', 'c#']],
    ['', []],
  ])('splits %j into %j', (query, terms) => expect(toTerms(query)).toEqual(terms))

  it('returns at most eight terms', () => expect(toTerms('a1 b1 c1 d1 e1 f1 g1 h1 i1 j1')).toHaveLength(8))
})
