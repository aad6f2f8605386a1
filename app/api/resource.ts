import 'server-only'
import { z } from 'zod'
import { counts, getFormerIds, getPortal, type Resource } from '@/lib/content'
import type { Reader } from '@/lib/session'
import { readListedResources, readMarks } from '@/lib/shelf'
import { t } from '@/messages/generated/refusals'
import { HttpError } from './http-error'

const message = '"resource" must be an id.'

/** The form of a resource's id. */
export const resourceId = z.string(message).regex(/^[a-z0-9-]{1,64}$/, message)

/** A resource that a reader can mark. */
export interface FoundResource {
  id: string
  title: string
  kind: string
  /** All ids under which its marks may be stored. */
  ids: [now: string, ...former: string[]]
}

/**
 * Returns the resource of an id. Accepts a former id, since the page may be old, and a delisted resource if the reader
 * has marked it. Refuses with 404 if there is none.
 */
export async function requireResource(id: string, reader: Reader | null): Promise<FoundResource> {
  const found = (await findListed(id)) ?? (reader && (await findWithdrawn(id, reader)))
  if (!found) throw new HttpError(404, t('resourceGone'))
  return found
}

/** Refuses reading progress on a resource other than a tutorial. */
export function refuseProgress(resource: FoundResource): void {
  if (!counts(resource)) throw new HttpError(422, t('noProgress', { kind: resource.kind }))
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
