import 'server-only'
import { getDatabase, inChunks, inPages, Prisma, type Database } from '../db'

/** A topic with its slug, its former slugs and the ids of the resources it lists. */
export interface TopicListing {
  topic: string
  formerTopics: string[]
  resources: { id: string; formerIds: string[] }[]
}

/** Recorded for resources that a topic listed when it was first seen. */
const sinceEver = new Date(0)

/** When each topic first listed each of its resources: slug → id → time. */
export type Listings = ReadonlyMap<string, ReadonlyMap<string, Date>>

/** Records resources that topics list for the first time. Those of a new topic count as listed from the beginning. */
export async function recordListings(topics: TopicListing[], database: Database = getDatabase()): Promise<void> {
  const known = await readListings(database)
  const listedAt = new Date()
  const added = topics.flatMap(({ topic, formerTopics, resources }) => {
    const before = [topic, ...formerTopics].flatMap((slug) => known.get(slug) ?? [])
    return resources
      .filter(({ id }) => !known.get(topic)?.has(id))
      .map(({ id, formerIds }) => {
        const times = before.flatMap((listing) => [id, ...formerIds].flatMap((each) => listing.get(each) ?? []))
        const earliest = times.length ? new Date(Math.min(...times.map(Number))) : before.length ? listedAt : sinceEver
        return { topic, resourceId: id, listedAt: earliest }
      })
  })
  for (const some of inChunks(added)) {
    const rows = some.map((each) => Prisma.sql`(${each.topic}, ${each.resourceId}, ${each.listedAt})`)
    // Another process may be starting with the same content.
    await database.$executeRaw`INSERT INTO "listing" ("topic", "resourceId", "listedAt") VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING`
  }
}

/** Returns when each topic first listed each of its resources. */
export async function readListings(database: Database = getDatabase()): Promise<Listings> {
  const listings = new Map<string, Map<string, Date>>()
  const rows = inPages<{ topic: string; resourceId: string; listedAt: Date }>((take, last) =>
    database.listing.findMany({
      where: last
        ? {
            topic: { gte: last.topic },
            OR: [{ topic: { gt: last.topic } }, { resourceId: { gt: last.resourceId } }],
          }
        : {},
      orderBy: [{ topic: 'asc' }, { resourceId: 'asc' }],
      take,
    }),
  )
  for await (const { topic, resourceId, listedAt } of rows) {
    const listing = listings.get(topic) ?? new Map<string, Date>()
    listings.set(topic, listing.set(resourceId, listedAt))
  }
  return listings
}
