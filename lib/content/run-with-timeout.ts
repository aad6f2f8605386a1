import { createContext, Script } from 'node:vm'

// A timer in this thread never fires while the Markdown parser is busy, but V8 can interrupt a script and
// everything it called. Unlike a worker thread, a script needs no file at run time.
const context = createContext({ work: undefined as unknown })
const script = new Script('work()')

/** Thrown when work has used up its CPU time. */
export class TooSlowError extends Error {
  override name = 'TooSlowError'
}

/**
 * Runs `work` with a limit of CPU time; throws a TooSlowError beyond it. `work` must be repeatable: V8's limit is in
 * wall-clock time, so work that a busy machine interrupts too early is run again with twice the time.
 */
export function runWithTimeout<T>(cpuMilliseconds: number, work: () => T): T {
  for (let timeout = cpuMilliseconds; ; timeout *= 2) {
    const before = process.cpuUsage()
    try {
      context.work = work
      return script.runInContext(context, { timeout }) as T
    } catch (error) {
      if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      const { user, system } = process.cpuUsage(before)
      // The timer and the CPU clock differ by some milliseconds, even if nothing else used the processor.
      if ((user + system) / 1000 >= cpuMilliseconds * 0.9)
        throw new TooSlowError(`ended after ${cpuMilliseconds} ms of CPU time`)
    } finally {
      context.work = undefined
    }
  }
}
