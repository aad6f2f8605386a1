import 'server-only'
import { deriveResourceId, type Portal } from '@/lib/content'
import { oncePer } from '@/lib/once-per'
import type { ListedResource } from '@/lib/shelf'
import { toMatchKey } from './match-key'

type Listed = ReadonlyMap<string, ListedResource>

/** A resource in a file: its id, if the file is our export, and its address. */
export interface ImportedResource {
  resource: string | null
  href: string | null
}

/** Indexes of resource ids. */
interface Index {
  /** By address as written. */
  written: Map<string, string>
  /** By the id that is derived from the address. */
  derived: Map<string, string>
  /** By match key: current and former resources. Null if two resources share a key. */
  current: Map<string, string | null>
  former: Map<string, string | null>
}

/**
 * Returns the id of the portal's resource for an imported one: its own id if it is or was listed, else that of the
 * resource with its address, current or former, else that of the only one with its match key. Null without a match.
 */
export function matchResource({ resource, href }: ImportedResource, portal: Portal, listed: Listed): string | null {
  const { resources, moves } = portal
  if (resource !== null && (resources.has(resource) || moves.resources.has(resource) || listed.has(resource)))
    return resource
  const derived = href === null ? null : derive(href)
  if (href === null || derived === null) return null
  const index = indexPortal(portal)(listed)
  const found = index.written.get(href) ?? index.derived.get(derived) ?? derived
  const now = moves.resources.get(found) ?? found
  return resources.has(now) || listed.has(now) ? now : matchByKey(href, index)
}

/** Returns the only resource with the same match key. */
function matchByKey(href: string, { current, former }: Index): string | null {
  const key = toMatchKey(href)
  if (key === null) return null
  const found = current.get(key)
  return found === undefined ? (former.get(key) ?? null) : found
}

/** Returns the index of a portal, built once. Current resources come last and replace former ones. */
const indexPortal = oncePer((portal: Portal) =>
  oncePer((listed: Listed) => {
    const index: Index = { written: new Map(), derived: new Map(), current: new Map(), former: new Map() }
    for (const { id, href } of [...listed.values(), ...portal.resources.values()]) {
      index.written.set(href, id)
      const derived = derive(href)
      if (derived !== null) index.derived.set(derived, id)
      const key = toMatchKey(href)
      if (key === null) continue
      const keys = portal.resources.has(id) ? index.current : index.former
      const now = portal.moves.resources.get(id) ?? id
      keys.set(key, (keys.get(key) ?? now) === now && keys.get(key) !== null ? now : null)
    }
    return index
  }),
)

function derive(href: string): string | null {
  try {
    return deriveResourceId(href)
  } catch {
    return null
  }
}
