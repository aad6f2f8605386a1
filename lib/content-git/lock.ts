import { open, rename, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/** The holder touches the lock this often, in milliseconds; one that is much older was left behind. */
const beat = 5000
const stale = 12 * beat

/** Runs `work` while no other process that shares the folder does. A lock that a killed process left is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(file))) await wait(200)
  const beating = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), beat).unref()
  try {
    return await work()
  } finally {
    clearInterval(beating)
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > stale) {
      // Only one of several processes can rename it.
      const left = `${file}.${process.pid}`
      await rename(file, left).then(
        () => rm(left, { force: true }),
        () => {},
      )
    }
    return false
  }
}
