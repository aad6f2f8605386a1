import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll } from 'vitest'
import { PrismaClient as PostgresqlClient } from '@/prisma/postgresql/client/client'
import { PrismaClient as SqliteClient } from '@/prisma/sqlite/client/client'
import { createMigratedDatabase, type providers } from './databases'
import { connect, lock, type Connection, type Database } from '@/lib/db'
import { LibSql } from '@/lib/db/libsql'
import type { Env } from '@/lib/env'
import { withoutBounds } from '@/lib/operating/bounds'

/** A statement sent to the database. */
export interface Statement {
  query: string
  params: string
}

/** A migrated database with readers, for the tests of one `describe`. */
export interface TestShelves {
  readonly database: Database
  createReader(): Promise<string>
  createGuest(): Promise<string>
  /** Stores values beyond the bounds of `mark`, as an older portal could. */
  storeUnbounded(run: (connection: Connection) => Promise<unknown>): Promise<void>
  /** Returns the statements that a function sends to the database. */
  watch(run: (watched: Database) => Promise<unknown>): Promise<Statement[]>
}

/** Creates the database before the tests of a `describe`, and removes it after them. */
export function useShelves(provider: (typeof providers)[number]): TestShelves {
  let address: Env['database']
  let database: Database
  let remove: () => void

  beforeAll(async () => {
    ;({ database: address, remove } = await createMigratedDatabase(provider))
    database = connect(address)
    // The first statement compiles Prisma's engine.
    await database.mark.count()
  })
  afterAll(async () => {
    await database.$disconnect()
    remove()
  })

  async function create(isAnonymous: boolean): Promise<string> {
    const id = randomUUID()
    await database.user.create({ data: { id, name: 'Reader', email: `${id}@example.org`, isAnonymous } })
    return id
  }

  return {
    get database() {
      return database
    },
    createReader: () => create(false),
    createGuest: () => create(true),
    async storeUnbounded(run) {
      const connection = await lock(address)
      await withoutBounds(connection, ['mark'], () => run(connection))
      await connection.commit()
      await connection.close()
    },
    async watch(run) {
      const log = [{ emit: 'event' as const, level: 'query' as const }]
      const watched =
        provider === 'sqlite'
          ? new SqliteClient({ adapter: new LibSql({ url: address.url }), log })
          : (new PostgresqlClient({
              adapter: new PrismaPg({ connectionString: address.url }),
              log,
            }) as unknown as SqliteClient<'query'>)
      const statements: Statement[] = []
      watched.$on('query', ({ query, params }) => statements.push({ query: query.replace(/\s+/g, ' ').trim(), params }))
      await run(watched as unknown as Database)
      await watched.$disconnect()
      return statements
    },
  }
}
