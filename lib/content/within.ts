import { createContext, Script } from 'node:vm'

// A page of 20 KB can hold the Markdown parser for minutes, and a timer in the same thread would never
// fire. V8 itself can end a script that runs for too long, with all that it has called; so the work is
// called from such a script. Unlike a worker thread it needs no file or module to be found at run
// time, in the bundled server as in the scripts, and nothing to be copied.
const context = createContext({ work: undefined as unknown })
const script = new Script('work()')

/** Work that was ended because it went on for too long. */
export class TooSlowError extends Error {
  override name = 'TooSlowError'
}

/**
 * Does something, and ends it after so many milliseconds with a TooSlowError. A machine that was busy
 * with other things in that time is no reason: then it is done again, twice at most.
 */
export function within<T>(milliseconds: number, work: () => T): T {
  for (let tries = 1; ; tries++) {
    const before = process.cpuUsage()
    try {
      context.work = work
      return script.runInContext(context, { timeout: milliseconds }) as T
    } catch (error) {
      if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      const { user, system } = process.cpuUsage(before)
      if (tries === 3 || (user + system) / 1000 > milliseconds / 2) throw new TooSlowError(`ended after ${milliseconds} ms`)
    } finally {
      context.work = undefined
    }
  }
}
