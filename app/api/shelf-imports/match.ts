import 'server-only'
import { deriveResourceId, type Portal } from '@/lib/content'
import type { ListedResource } from '@/lib/shelf'
import { toMatchKey } from './match-key'

type Listed = ReadonlyMap<string, ListedResource>

/** What names a resource in a file: its id, where the file is ours, and its address. */
export interface Named {
  resource: string | null
  href: string | null
}

/** Addresses of resources, as they are written and as what makes them the same, each with a resource's id. */
interface Index {
  listed: Listed
  written: Map<string, string>
  derived: Map<string, string>
  /** By match key: what the portal lists, and what it once listed. Null where two resources share one key. */
  current: Map<string, string | null>
  former: Map<string, string | null>
}

const indexes = new WeakMap<Portal, Index>()

/**
 * The id under which a mark on it is kept: its own, where the content lists it or ever did, else that
 * of the resource at its address, wherever that moved, else of the only one whose address differs
 * just in how it was shared. Null where the portal has no such resource.
 */
export function matchResource({ resource, href }: Named, portal: Portal, listed: Listed): string | null {
  const { resources, moves } = portal
  if (resource !== null && (resources.has(resource) || moves.resources.has(resource) || listed.has(resource)))
    return resource
  const derived = href === null ? null : derive(href)
  if (href === null || derived === null) return null
  const index = getIndex(portal, listed)
  const found = index.written.get(href) ?? index.derived.get(derived) ?? derived
  const now = moves.resources.get(found) ?? found
  return resources.has(now) || listed.has(now) ? now : matchLoosely(href, index)
}

/** The only resource whose address differs from this one in nothing but how it was shared. */
function matchLoosely(href: string, { current, former }: Index): string | null {
  const key = toMatchKey(href)
  if (key === null) return null
  const found = current.get(key)
  return found === undefined ? (former.get(key) ?? null) : found
}

/** Made once for a portal. What it lists today comes last, and holds over what it once listed. */
function getIndex(portal: Portal, listed: Listed): Index {
  const made = indexes.get(portal)
  if (made?.listed === listed) return made
  const index: Index = { listed, written: new Map(), derived: new Map(), current: new Map(), former: new Map() }
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
  indexes.set(portal, index)
  return index
}

function derive(href: string): string | null {
  try {
    return deriveResourceId(href)
  } catch {
    return null
  }
}
