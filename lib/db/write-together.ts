import type { Prisma } from '@/prisma/sqlite/client/client'
import type { Database } from '.'

/** As many as leave others room between them. */
const atOnce = 200

/** Does many writes in few transactions, since each waits for the disk. A first start has more than a thousand. */
export async function writeTogether(writes: Prisma.PrismaPromise<unknown>[], database: Database): Promise<void> {
  for (let from = 0; from < writes.length; from += atOnce) await database.$transaction([...writes.slice(from, from + atOnce)])
}
