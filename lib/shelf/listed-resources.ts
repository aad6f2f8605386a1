import 'server-only'
import { getDatabase, inChunks, inPages, Prisma, type Database } from '../db'

/** The data of a resource that its marks need after it was delisted. */
export interface ListedResource {
  id: string
  href: string
  title: string
  kind: string
}

/** Records the resources that the content lists, and keeps earlier ones. Writes only new and changed rows. */
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

/** Returns the resources with these ids that the content lists or has listed. */
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

/** Returns all resources that the content lists or has listed, by id. */
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
