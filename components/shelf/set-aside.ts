import { readStored, writeStored } from '@/components/ui/browser-storage'
import { nameStored } from '@/lib/base-path'

const asideKey = nameStored('portal-set-aside')
const maxEntries = 20
/** The kept length of each entry, in characters. */
const maxLength = 4000

/** Keys of entries that can be neither read nor moved, since the browser's storage is full. */
const stuck = new Set<string>()

/** Moves an unreadable entry out of the outbox. Its text stays in this browser, cut to a length. */
export function setAside(key: string, stored: string): void {
  const others = readAside().filter((each) => each.key !== key)
  const moved = writeStored(
    asideKey,
    JSON.stringify([...others, { key, stored: stored.slice(0, maxLength) }].slice(-maxEntries)),
  )
  if (!moved || !writeStored(key, null)) stuck.add(key)
}

/** Returns how many entries are set aside. */
export function countSetAside(): number {
  return new Set([...readAside().map(({ key }) => key), ...stuck]).size
}

/** Deletes all entries that are set aside. */
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
