import 'server-only'
import { z } from 'zod'
import { getFormerIds, getPortal, type Resource } from '@/lib/content'
import { Refusal } from './refusal'

const message = 'The resource must be named by its id.'

/** The shape of a resource's id, before it is looked up. */
export const resourceId = z.string(message).regex(/^[a-z0-9-]{1,64}$/, message)

/**
 * The resource of that id, also of an id it had before it moved, since a page may have been open since;
 * with all ids that its marks may stand under. Refuses with 404 where the content lists none.
 */
export async function requireResource(id: string): Promise<{ resource: Resource; ids: [now: string, ...former: string[]] }> {
  const portal = await getPortal()
  const resource = portal.resources.get(portal.moves.resources.get(id) ?? id)
  if (!resource) throw new Refusal(404, 'The portal lists no such resource; the page may have changed since you opened it.')
  return { resource, ids: [resource.id, ...getFormerIds(portal, resource.id)] }
}
