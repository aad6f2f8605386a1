import { describe, expect, it } from 'vitest'
import { getPortal } from '@/lib/content'
import { parseSearchResponse } from '@/lib/responses/search-response'
import { GET } from './route'

const ask = async (query: string) =>
  (await GET(new Request(`http://localhost:3000/search/results.json?${new URLSearchParams({ q: query })}`))).json()

describe('/search/results.json', () => {
  it('answers any query in the form that the dialog parses', async () => {
    const { topics, paths, resources } = await getPortal()
    const titles = [...paths.values(), ...topics.values(), ...resources.values()].map(({ title }) => title)
    const kinds = new Set<string>()
    for (const query of [
      '',
      'nothing at all like it',
      'prometeus',
      'git prometheus',
      'options of pg_dump',
      ...titles.slice(0, 100),
    ]) {
      const json = await ask(query)
      const results = parseSearchResponse(json)
      expect(results, query).toEqual(json)
      for (const { kind } of results?.resources.found ?? []) kinds.add(kind)
      for (const topic of results?.topics.found ?? []) if (topic.sections.length > 0) kinds.add('section')
    }
    expect([...kinds].sort()).toEqual(['reference', 'section', 'tool', 'tutorial'])
  })
})
