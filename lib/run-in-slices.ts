import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of work between two turns of the event loop. */
const slice = 10

/** Runs work that pauses at each `yield`, in slices between which the process can respond. */
export async function runInSlices<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    for (const end = performance.now() + slice; performance.now() < end;) {
      const { done, value } = work.next()
      if (done) return value
    }
    await nextTurn()
  }
}

/** Runs work that pauses at each `yield`, without pauses. */
export function runAtOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
