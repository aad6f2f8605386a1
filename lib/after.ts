import { getLog } from './observing'
import { onceAProcess } from './once-a-process'

/** The work that responses have left behind. One set per process, since routes are bundled and the server is not. */
const pending = onceAProcess('work after responses', () => new Map<Promise<void>, string>())

/**
 * Runs `work` after the response, so that its duration tells nothing about whom it was for. A stop waits for it
 * (`finishPendingWork`). Errors are logged with `what`, which therefore names no person.
 */
export function after(what: string, work: () => Promise<void>): void {
  const done = new Promise<void>((resolve) => setImmediate(resolve))
    .then(work)
    .catch((error: unknown) => getLog().error({ err: error }, `${what} failed.`))
    .finally(() => void pending.delete(done))
  pending.set(done, what)
}

/** Waits for all pending work, including work that it starts itself, for at most `milliseconds`. Returns whether all of it is done. */
export async function finishPendingWork(milliseconds: number): Promise<boolean> {
  let isLate = false
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      isLate = true
      resolve()
    }, milliseconds)
  })
  while (pending.size > 0 && !isLate) await Promise.race([late, Promise.all(pending.keys())])
  clearTimeout(timer)
  return pending.size === 0
}

/** Logs each kind of pending work that the end of this process will cut off, and how many of it. */
export function logLostWork(): void {
  const counts = new Map<string, number>()
  for (const what of pending.values()) counts.set(what, (counts.get(what) ?? 0) + 1)
  for (const [what, count] of counts) getLog().error({ count }, `${what} was cut off by the end of the process.`)
}
