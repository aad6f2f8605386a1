import { readStored, writeStored } from '@/components/ui/browser-storage'
import { nameStored } from '@/lib/base-path'

const key = nameStored('recent-searches')
const maxRecent = 6

/** Returns the recent searches of this browser, the latest first. They are never sent to the server. */
export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(readStored(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, maxRecent) : []
  } catch {
    // An invalid entry counts as none.
    return []
  }
}

/** Adds a search whose results the reader used. */
export function rememberSearch(query: string): void {
  const others = readRecent().filter((each) => each.toLowerCase() !== query.toLowerCase())
  writeStored(key, JSON.stringify([query, ...others].slice(0, maxRecent)))
}

/** Deletes all recent searches. */
export function clearRecent(): void {
  writeStored(key, null)
}
