import { createContext, Script } from 'node:vm'

// A timer in the same thread never fires while the Markdown parser is busy, but V8 itself can end a
// script with everything it called. Unlike a worker thread, a script needs no file at run time.
const context = createContext({ work: undefined as unknown })
const script = new Script('work()')

/** Work that used up its CPU time. */
export class TooSlowError extends Error {
  override name = 'TooSlowError'
}

/**
 * Runs `work` and ends it with a TooSlowError once this process has spent that much CPU time on it.
 * V8 counts wall-clock time, which passes without any work on a busy machine. Work that was cut off
 * before its CPU time was used up is therefore run again, with twice the time, so it must be repeatable.
 */
export function within<T>(cpuMilliseconds: number, work: () => T): T {
  for (let timeout = cpuMilliseconds; ; timeout *= 2) {
    const before = process.cpuUsage()
    try {
      context.work = work
      return script.runInContext(context, { timeout }) as T
    } catch (error) {
      if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      const { user, system } = process.cpuUsage(before)
      // Timer and CPU clock differ by some milliseconds, so work that had the processor to itself may seem short of its time.
      if ((user + system) / 1000 >= cpuMilliseconds * 0.9)
        throw new TooSlowError(`ended after ${cpuMilliseconds} ms of CPU time`)
    } finally {
      context.work = undefined
    }
  }
}
