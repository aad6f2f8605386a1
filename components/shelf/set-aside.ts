import { readStored, writeStored } from '@/components/ui/browser-storage'
import { nameStored } from '@/lib/base-path'

const asideKey = nameStored('lectern-set-aside')
/** How many entries are kept, and how much of each, in characters. */
const mostEntries = 20
const mostLength = 4000

/** Entries that can neither be read nor moved: a full browser stores nothing more. */
const stuck = new Set<string>()

/** Moves a stored entry that can't be read out of the outbox's way. What it held stays in this browser, cut to a length. */
export function setAside(key: string, stored: string): void {
  const others = readAside().filter((each) => each.key !== key)
  const moved = writeStored(
    asideKey,
    JSON.stringify([...others, { key, stored: stored.slice(0, mostLength) }].slice(-mostEntries)),
  )
  if (!moved || !writeStored(key, null)) stuck.add(key)
}

/** Returns how many entries are set aside. */
export function countSetAside(): number {
  return new Set([...readAside().map(({ key }) => key), ...stuck]).size
}

/** Deletes all that was set aside. */
export function dropSetAside(): void {
  for (const key of stuck) writeStored(key, null)
  stuck.clear()
  writeStored(asideKey, null)
}

function readAside(): { key: string; stored: string }[] {
  try {
    const kept: unknown = JSON.parse(readStored(asideKey) ?? '[]')
    return Array.isArray(kept)
      ? kept.filter((each) => typeof each?.key === 'string' && typeof each.stored === 'string')
      : []
  } catch {
    return []
  }
}
