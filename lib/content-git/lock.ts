import { open, rename, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/** How often the holder touches the lock, and the age at which a lock counts as left behind, in milliseconds. */
const beat = 5000
const stale = 12 * beat

/** Runs `work` with a lock that all processes with the same folder respect. Takes over the lock of a killed process. */
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
