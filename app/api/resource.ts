import 'server-only'
import { z } from 'zod'
import { counts, getFormerIds, getPortal, type Resource } from '@/lib/content'
import type { Reader } from '@/lib/session'
import { readListedResources, readMarks } from '@/lib/shelf'
import { HttpError } from './http-error'

const message = 'The resource must be named by its id.'

/** The shape of a resource's id, before it is looked up. */
export const resourceId = z.string(message).regex(/^[a-z0-9-]{1,64}$/, message)

/** A resource that is there to be marked. */
export interface FoundResource {
  id: string
  title: string
  kind: string
  /** All ids that its marks may stand under. */
  ids: [now: string, ...former: string[]]
}

/**
 * The resource of that id, also of an id it had before it moved, since a page may have been open since;
 * and of one that the content lists no more, for a reader who marked it while it did.
 * Refuses with 404 where there is none.
 */
export async function requireResource(id: string, reader: Reader | null): Promise<FoundResource> {
  const found = (await findListed(id)) ?? (reader && (await findWithdrawn(id, reader)))
  if (!found)
    throw new HttpError(404, 'The portal lists no such resource; the page may have changed since you opened it.')
  return found
}

/** Refuses a reading progress on what does not count as reading. */
export function refuseProgress(resource: FoundResource): void {
  if (!counts(resource))
    throw new HttpError(422, `A ${resource.kind} has no reading progress. Bookmark it, or write a note on it.`)
}

async function findWithdrawn(id: string, reader: Reader): Promise<FoundResource | null> {
  const [resource] = await readListedResources([id])
  const portal = await getPortal()
  const isMarked = (await readMarks(reader.id, [id], portal.moves.resources)).has(id)
  return resource && isMarked ? toFound(resource, getFormerIds(portal, id)) : null
}

async function findListed(id: string): Promise<FoundResource | undefined> {
  const portal = await getPortal()
  const resource = portal.resources.get(portal.moves.resources.get(id) ?? id)
  return resource && toFound(resource, getFormerIds(portal, resource.id))
}

function toFound(
  { id, title, kind }: Pick<Resource, 'id' | 'title'> & { kind: string },
  former: string[],
): FoundResource {
  return { id, title, kind, ids: [id, ...former] }
}
