import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '@/lib/messages'
import type { Nearness } from '@/lib/search'
import { describeAnswer } from './describe-answer'

const say = (nearness: Nearness, topics: number, resources: number) =>
  describeAnswer({
    query: 'git',
    nearness,
    lead: 'topics',
    topics: { total: topics, found: [] },
    resources: { total: resources, found: [] },
  })

afterEach(() => setLanguage('en'))

describe('describeAnswer', () => {
  it('counts topics and tutorials, and leaves out zeros', () => {
    expect([say('all', 1, 0), say('all', 0, 1), say('all', 2, 1234)]).toEqual([
      '1 topic.',
      '1 tutorial.',
      '2 topics, 1,234 tutorials.',
    ])
  })

  it('says how closely the results match', () => {
    expect([say('nothing', 0, 0), say('some', 3, 0), say('spelled', 3, 1)]).toEqual([
      'No results for “git”.',
      'No results match all of “git”. Closest results:',
      'No results for “git”. Showing similar spellings: 3 topics, 1 tutorial.',
    ])
  })

  it('speaks German', () => {
    setLanguage('de')
    expect(say('spelled', 1, 1234)).toBe('Keine Ergebnisse für „git“. Ähnlich geschrieben: 1 Thema, 1.234 Tutorials.')
  })
})
