import { expect, it } from 'vitest'
import { runAtOnce, runInSlices } from './run-in-slices'

/** Works for some milliseconds, several times. */
function* work(times: number, milliseconds: number): Generator<void, string> {
  for (let time = 0; time < times; time++) {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
    yield
  }
  return 'done'
}

it('runInSlices lets the event loop run between slices of work', async () => {
  let turns = 0
  const count = setInterval(() => turns++)
  expect(await runInSlices(work(20, 10))).toBe('done')
  clearInterval(count)
  expect(turns).toBeGreaterThan(10)
})

it('runInSlices runs several steps in one slice', async () => {
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

it('runInSlices throws the error of the work', async () => {
  const broken = () =>
    (function* (): Generator<void> {
      yield
      throw new Error('It broke.')
    })()
  await expect(runInSlices(broken())).rejects.toThrow('It broke.')
  expect(() => runAtOnce(broken())).toThrow('It broke.')
})

it('runAtOnce runs without pauses', () => {
  expect(runAtOnce(work(3, 1))).toBe('done')
})
