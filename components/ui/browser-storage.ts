// Every access to what a browser may keep for a site. With cookies blocked, in a private window or a sandboxed
// frame, each of these may be missing, throw or reject; the page then goes on without it.

type Area = 'local' | 'session'

function open(area: Area): Storage {
  return area === 'local' ? localStorage : sessionStorage
}

/** Returns what is stored under a key; null where there is nothing, or the browser gives nothing. */
export function readStored(key: string, area: Area = 'local'): string | null {
  try {
    return open(area).getItem(key)
  } catch {
    return null
  }
}

/** Stores a text, or removes it (null). Returns whether the browser did it: it may refuse, or be full. */
export function writeStored(key: string, value: string | null, area: Area = 'local'): boolean {
  try {
    if (value === null) open(area).removeItem(key)
    else open(area).setItem(key, value)
    return true
  } catch {
    return false
  }
}

/** Returns the stored keys that begin with a prefix. */
export function listStoredKeys(prefix: string): string[] {
  try {
    return Object.keys(open('local')).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

/** Deletes a cookie that script may see. */
export function deleteCookie(name: string): void {
  try {
    document.cookie = `${name}=; Path=/; Max-Age=0; SameSite=Lax`
  } catch {
    // A browser without cookies has none to delete.
  }
}

/** Whether the browser says that it takes cookies. It may say so and drop them all the same. */
export function claimsCookies(): boolean {
  try {
    return navigator.cookieEnabled !== false
  } catch {
    return false
  }
}

/** How long to wait for a lock that another tab holds, in milliseconds: that tab may be frozen. */
const longestWait = 30_000

/**
 * Runs `work` in one tab of this browser at a time. Without working locks it runs all the same, so what it
 * does must be safe to do twice.
 */
export async function runExclusively(name: string, work: () => Promise<void>): Promise<void> {
  let started = false
  const giveUp = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const waitedTooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      if (started) return
      giveUp.abort()
      reject(new Error(`The lock ${name} is held too long.`))
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
