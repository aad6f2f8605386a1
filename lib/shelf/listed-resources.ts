import 'server-only'
import { getDatabase, inChunks, inPages, Prisma, type Database } from '../db'

/** What a mark needs of its resource once the content no longer lists it. */
export interface ListedResource {
  id: string
  href: string
  title: string
  kind: string
}

/** Remembers what the content lists now; what it listed before stays. Writes only what is new or changed. */
export async function recordListedResources(
  resources: ListedResource[],
  database: Database = getDatabase(),
): Promise<void> {
  const known = await readAllListedResources(database)
  const isKnown = ({ id, href, title, kind }: ListedResource) => {
    const row = known.get(id)
    return row && row.href === href && row.title === title && row.kind === kind
  }
  const now = new Date()
  for (const some of inChunks(resources.filter((resource) => !isKnown(resource)))) {
    const rows = some.map(({ id, href, title, kind }) => Prisma.sql`(${id}, ${href}, ${title}, ${kind}, ${now})`)
    await database.$executeRaw`INSERT INTO "listed_resource" ("id", "href", "title", "kind", "updatedAt") VALUES ${Prisma.join(rows)}
      ON CONFLICT ("id") DO UPDATE SET "href" = excluded."href", "title" = excluded."title", "kind" = excluded."kind", "updatedAt" = excluded."updatedAt"`
  }
}

/** The resources of these ids that the content has ever listed. */
export async function readListedResources(
  ids: string[],
  database: Database = getDatabase(),
): Promise<ListedResource[]> {
  if (ids.length === 0) return []
  return database.listedResource.findMany({
    where: { id: { in: ids } },
    select: { id: true, href: true, title: true, kind: true },
  })
}

/** All that the content has ever listed, by id. */
export async function readAllListedResources(
  database: Database = getDatabase(),
): Promise<ReadonlyMap<string, ListedResource>> {
  const listed = new Map<string, ListedResource>()
  for await (const row of inPages<ListedResource>((take, last) =>
    database.listedResource.findMany({
      select: { id: true, href: true, title: true, kind: true },
      where: last ? { id: { gt: last.id } } : {},
      orderBy: { id: 'asc' },
      take,
    }),
  ))
    listed.set(row.id, row)
  return listed
}
