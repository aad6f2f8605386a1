import { onceAProcess } from '../once-a-process'

const state = onceAProcess('stopping', () => ({ stopping: false }))

/** Marks this process as stopping: it finishes current requests and should get no new ones. */
export function setStopping(stopping = true): void {
  state.stopping = stopping
}

/** Tells whether this process is stopping. */
export function isStopping(): boolean {
  return state.stopping
}
