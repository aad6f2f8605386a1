import { expect, it, vi } from 'vitest'

it('onceAProcess creates a value once, even if its module is loaded several times', async () => {
  const make = vi.fn(() => ({}))
  const first = (await import('./once-a-process')).onceAProcess('a test', make)
  vi.resetModules()
  const again = (await import('./once-a-process')).onceAProcess('a test', make)
  expect(again).toBe(first)
  expect(make).toHaveBeenCalledOnce()
  expect((await import('./once-a-process')).onceAProcess('another', make)).not.toBe(first)
})
