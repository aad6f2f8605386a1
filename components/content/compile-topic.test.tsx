import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { getPortal } from '@/lib/content'
import { compileTopic } from './compile-topic'

it('compileTopic compiles a body once, and again after its text has changed', async () => {
  const topic = (await getPortal()).topics.get('prometheus')!
  const [first, again] = await Promise.all([compileTopic(topic, new Map()), compileTopic(topic, new Map())])
  expect([again === first, (await compileTopic(topic, new Map())) === first]).toEqual([true, true])
  expect(await compileTopic({ ...topic, source: 'Other words.' }, new Map())).not.toBe(first)
  expect(await compileTopic({ ...topic, source: null }, new Map())).toBeNull()
})

it('compileTopic keeps no reference to the request for which it compiled a body', async () => {
  const requests = new AsyncLocalStorage<object>()
  const topic = (await getPortal()).topics.get('docker')!
  // Modules that the first compilation loads stay in memory.
  await compileTopic(topic, new Map())
  const compile = async () => {
    const request = { body: 'All that was rendered.' }
    await requests.run(request, () => compileTopic({ ...topic, source: `${topic.source}\n\nMore.\n` }, new Map()))
    return new WeakRef(request)
  }
  const request = await compile()
  for (let turn = 0; turn < 5; turn++) await nextTurn()
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  expect(request.deref()).toBeUndefined()
})
