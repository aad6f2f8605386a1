import { describe, expect, it } from 'vitest'
import { parseSuggestions } from '@/lib/responses/suggestions'
import { GET } from './route'

describe('/api/near-topics', () => {
  it('answers in the form that the page parses', async () => {
    const answer = await GET(new Request('http://localhost:3000/api/near-topics?address=/prometeus'))
    const json = await answer.json()
    expect(json).toEqual([{ slug: 'prometheus', title: 'Prometheus' }])
    expect(parseSuggestions(json)).toEqual(json)
  })
})
