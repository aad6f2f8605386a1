// All access to browser storage. It may be missing, throw or reject, as with blocked cookies or in a private window or a
// sandboxed frame; the page then works without it.

type Area = 'local' | 'session'

function open(area: Area): Storage {
  return area === 'local' ? localStorage : sessionStorage
}

/** Returns the value of a key; null if there is none or the storage is unavailable. */
export function readStored(key: string, area: Area = 'local'): string | null {
  try {
    return open(area).getItem(key)
  } catch {
    return null
  }
}

/** Stores a value, or removes it (null). Returns whether the browser did so. */
export function writeStored(key: string, value: string | null, area: Area = 'local'): boolean {
  try {
    if (value === null) open(area).removeItem(key)
    else open(area).setItem(key, value)
    return true
  } catch {
    return false
  }
}

/** Returns the stored keys. */
export function listStoredKeys(): string[] {
  try {
    return Object.keys(open('local'))
  } catch {
    return []
  }
}

/** Returns whether the browser claims to accept cookies. It may drop them anyway. */
export function claimsCookies(): boolean {
  try {
    return navigator.cookieEnabled !== false
  } catch {
    return false
  }
}

/** How long to wait for another tab's lock, in milliseconds: that tab may be frozen. */
const longestWait = 30_000

/**
 * Runs `work` in one tab of this browser at a time. Without working locks it runs anyway, so it must be safe to do
 * twice.
 */
export async function runExclusively(name: string, work: () => Promise<void>): Promise<void> {
  let started = false
  const giveUp = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const waitedTooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      if (started) return
      giveUp.abort()
      reject(new Error(`Another tab has held the lock "${name}" for over 30 seconds.`))
    }, longestWait)
  })
  const run = async () => {
    if (giveUp.signal.aborted) return
    started = true
    await work()
  }
  try {
    await Promise.race([navigator.locks.request(name, { signal: giveUp.signal }, run), waitedTooLong])
  } catch (error) {
    if (started) throw error
  } finally {
    clearTimeout(timer)
  }
  if (!started) await work()
}
