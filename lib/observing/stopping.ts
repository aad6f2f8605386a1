import { onceAProcess } from '../once-a-process'

const state = onceAProcess('stopping', () => ({ stopping: false }))

/** Says that this process is about to end: it answers what it was asked, and is to be asked no more. */
export function setStopping(stopping = true): void {
  state.stopping = stopping
}

/** Whether this process is about to end. */
export function isStopping(): boolean {
  return state.stopping
}
