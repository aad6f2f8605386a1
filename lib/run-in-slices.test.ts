import { expect, it } from 'vitest'
import { runAtOnce, runInSlices } from './run-in-slices'

/** Works for some milliseconds, a few times over. */
function* work(times: number, milliseconds: number): Generator<void, string> {
  for (let time = 0; time < times; time++) {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
    yield
  }
  return 'done'
}

it('lets the event loop turn between slices of work', async () => {
  let turns = 0
  const count = setInterval(() => turns++)
  expect(await runInSlices(work(20, 10))).toBe('done')
  clearInterval(count)
  expect(turns).toBeGreaterThan(10)
})

it('takes several steps in one slice', async () => {
  let steps = 0
  const counted = (function* () {
    for (; steps < 1000; steps++) yield
  })()
  let turns = 0
  let isOver = false
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await runInSlices(counted)
  isOver = true
  expect([steps, turns < 500]).toEqual([1000, true])
})

it('throws what the work throws', async () => {
  const broken = () =>
    (function* (): Generator<void> {
      yield
      throw new Error('It broke.')
    })()
  await expect(runInSlices(broken())).rejects.toThrow('It broke.')
  expect(() => runAtOnce(broken())).toThrow('It broke.')
})

it('runs at once where nobody waits for anything else', () => {
  expect(runAtOnce(work(3, 1))).toBe('done')
})
