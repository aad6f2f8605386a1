import { getLog } from './observing'
import { onceAProcess } from './once-a-process'

/** Pending work. One set per process, since routes are bundled and the server is not. */
const pending = onceAProcess('work after responses', () => new Map<Promise<void>, string>())

/**
 * Runs `work` after the response, so that response times reveal nothing about it. A shutdown waits for it
 * (`finishPendingWork`). Errors are logged with `what`, which must not name a person.
 */
export function after(what: string, work: () => Promise<void>): void {
  const done = new Promise<void>((resolve) => setImmediate(resolve))
    .then(work)
    .catch((error: unknown) => getLog().error({ err: error }, `${what} failed.`))
    .finally(() => void pending.delete(done))
  pending.set(done, what)
}

/** Waits at most `milliseconds` for all pending work, including work that it starts. Returns whether all of it is done. */
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

/** Logs each kind of pending work that the end of this process cuts off, with its number. */
export function logLostWork(): void {
  const counts = new Map<string, number>()
  for (const what of pending.values()) counts.set(what, (counts.get(what) ?? 0) + 1)
  for (const [what, count] of counts) getLog().error({ count }, `${what} was cut off by the end of the process.`)
}
