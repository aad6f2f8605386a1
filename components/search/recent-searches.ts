const key = 'recent-searches'
const most = 6

/** What was searched for in this browser lately, the last first; nothing of it is sent anywhere. */
export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, most) : []
  } catch {
    // Where the browser keeps nothing, or something else, there was nothing.
    return []
  }
}

/** Keeps a search that led somewhere. */
export function rememberSearch(query: string): void {
  const others = readRecent().filter((each) => each.toLowerCase() !== query.toLowerCase())
  write(JSON.stringify([query, ...others].slice(0, most)))
}

/** Forgets them all. */
export function clearRecent(): void {
  write(null)
}

function write(value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // One searches without it.
  }
}
