import { readStored, writeStored } from '@/components/ui/browser-storage'
import { nameStored } from '@/lib/base-path'

const key = nameStored('recent-searches')
const most = 6

/** What was searched for in this browser lately, the last first; nothing of it is sent anywhere. */
export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(readStored(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, most) : []
  } catch {
    // What is no JSON is not ours.
    return []
  }
}

/** Keeps a search that led somewhere. */
export function rememberSearch(query: string): void {
  const others = readRecent().filter((each) => each.toLowerCase() !== query.toLowerCase())
  writeStored(key, JSON.stringify([query, ...others].slice(0, most)))
}

/** Forgets them all. */
export function clearRecent(): void {
  writeStored(key, null)
}
