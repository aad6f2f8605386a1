import 'server-only'
import { z } from 'zod'
import { getFormerIds, getPortal, type Resource } from '@/lib/content'
import { readListedResources } from '@/lib/shelf'
import { Refusal } from './refusal'

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
 * The resource of that id, also of an id it had before it moved, since a page may have been open since.
 * Refuses with 404 where the content lists none.
 */
export async function requireResource(id: string): Promise<FoundResource> {
  const found = await findListed(id)
  if (!found) throw notListed()
  return found
}

/** As `requireResource`, also of one that the content once listed, for it may still be on a shelf. */
export async function requireKnownResource(id: string): Promise<FoundResource> {
  const found = await findListed(id)
  if (found) return found
  const [once] = await readListedResources([id])
  if (!once) throw notListed()
  return toFound(once, getFormerIds(await getPortal(), id))
}

async function findListed(id: string): Promise<FoundResource | undefined> {
  const portal = await getPortal()
  const resource = portal.resources.get(portal.moves.resources.get(id) ?? id)
  return resource && toFound(resource, getFormerIds(portal, resource.id))
}

function toFound({ id, title, kind }: Pick<Resource, 'id' | 'title'> & { kind: string }, former: string[]): FoundResource {
  return { id, title, kind, ids: [id, ...former] }
}

function notListed(): Refusal {
  return new Refusal(404, 'The portal lists no such resource; the page may have changed since you opened it.')
}
