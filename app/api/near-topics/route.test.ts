import { expect, it } from 'vitest'
import { GET } from './route'

it('tells the topics near an address, and none where nothing is asked', async () => {
  const ask = async (query: string) => (await GET(new Request(`http://localhost:3000/api/near-topics${query}`))).json()
  expect(await ask('?address=/promtheus')).toEqual([{ slug: 'prometheus', title: 'Prometheus' }])
  expect(await ask('')).toEqual([])
}, 60_000)
