import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { enqueueHash, makeHashQueue, TooBusyError } from './hash-queue'

describe('the password hash queue', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  const takes = (time: number) => () => new Promise<void>((resolve) => setTimeout(resolve, time))
  const outcomes = (jobs: Promise<unknown>[]) =>
    Promise.all(
      jobs.map((job) =>
        job.then(
          () => 'done',
          (error: unknown) => (error instanceof TooBusyError ? 'busy' : error),
        ),
      ),
    )
  const times = (count: number, result: string) => Array<string>(count).fill(result)

  it('runs two hashes at once', async () => {
    const queue = makeHashQueue({ concurrency: 2, maxWait: 1000 })
    let [running, most] = [0, 0]
    const jobs = Array.from({ length: 8 }, () =>
      enqueueHash(queue, async () => {
        most = Math.max(most, ++running)
        await takes(50)()
        running--
      }),
    )
    await vi.runAllTimersAsync()
    expect([await outcomes(jobs), most]).toEqual([times(8, 'done'), 2])
  })

  it('runs priority hashes before the others, each group in order of arrival', async () => {
    const queue = makeHashQueue({ concurrency: 1, maxWait: 1000 })
    const order: string[] = []
    const add = (name: string, goesFirst: boolean) => enqueueHash(queue, async () => void order.push(name), goesFirst)
    await Promise.all([
      add('running', false),
      add('a', false),
      add('b', false),
      add('first', true),
      add('second', true),
      add('c', false),
    ])
    expect(order).toEqual(['running', 'first', 'second', 'a', 'b', 'c'])
  })

  it('refuses hashes that would wait too long, and still accepts priority ones', async () => {
    const queue = makeHashQueue({ concurrency: 2, maxWait: 1000, averageTime: 100 })
    // Two run. The last of 21 waiting ones expects 20 / 2 × 100 ms.
    const jobs = Array.from({ length: 30 }, () => enqueueHash(queue, takes(80)))
    const known = Array.from({ length: 30 }, () => enqueueHash(queue, takes(80), true))
    expect([await outcomes(jobs.slice(23)), await outcomes(known.slice(21))]).toEqual([
      times(7, 'busy'),
      times(9, 'busy'),
    ])
    await vi.runAllTimersAsync()
    expect([await outcomes(jobs.slice(0, 23)), await outcomes(known.slice(0, 21))]).toEqual([
      times(23, 'done'),
      times(21, 'done'),
    ])
  })

  it('learns how long a hash takes, and accepts more once the queue is shorter', async () => {
    const queue = makeHashQueue({ concurrency: 1, maxWait: 1000, averageTime: 10 })
    for (let count = 0; count < 60; count++) {
      const job = enqueueHash(queue, takes(500))
      await vi.runAllTimersAsync()
      await job
    }
    expect(queue.averageTime).toBeGreaterThan(490)
    const add = () => Array.from({ length: 10 }, () => enqueueHash(queue, takes(500)))
    for (let round = 0; round < 2; round++) {
      const all = outcomes(add())
      await vi.runAllTimersAsync()
      expect((await all).filter((each) => each === 'done')).toHaveLength(4)
    }
  })

  it('accepts a hash after a slow one, so that its estimate recovers', async () => {
    const queue = makeHashQueue({ concurrency: 1, maxWait: 1000, averageTime: 100_000 })
    await expect(enqueueHash(queue, async () => 'done')).resolves.toBe('done')
    expect(queue.averageTime).toBeLessThan(100_000)
  })

  it('passes on the error of a hash and runs the next', async () => {
    const queue = makeHashQueue({ concurrency: 1, maxWait: 1000 })
    await expect(enqueueHash(queue, () => Promise.reject(new Error('no hash')))).rejects.toThrow('no hash')
    await expect(enqueueHash(queue, async () => 'done')).resolves.toBe('done')
  })

  it('refuses a hash after twice the longest wait, never runs it, and lets the running one end', async () => {
    const queue = makeHashQueue({ concurrency: 1, maxWait: 1000, averageTime: 1 })
    const running = enqueueHash(queue, takes(5000))
    const late = vi.fn(takes(1))
    const refused = outcomes([enqueueHash(queue, late)])
    await vi.advanceTimersByTimeAsync(2000)
    expect([await refused, queue.jobs.pending]).toEqual([['busy'], 1])
    await vi.runAllTimersAsync()
    expect([await outcomes([running]), late.mock.calls]).toEqual([['done'], []])
  })
})
