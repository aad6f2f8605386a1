import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresqlClient } from '@/prisma/postgresql/client/client'
import { PrismaClient as SqliteClient, Prisma } from '@/prisma/sqlite/client/client'
import { readEnv, type Env } from '../env'
import { LibSql } from './libsql'

export { migrate } from './migrate'

/** Thrown where the database can't answer now; trying again later may succeed. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/** The database. Both providers' clients have the same interface; the address chose one. */
export type Database = ReturnType<typeof connect>

/** Opens a database by its address. */
export function connect(database: Env['database']) {
  const client =
    database.provider === 'sqlite'
      ? // libSQL waits in the event loop: a short wait here, a longer one below that others can use.
        new SqliteClient({ adapter: new LibSql({ url: database.url, timeout: 100 }) })
      : (new PostgresqlClient({
          // Without these a frozen server holds every request for as long as it stays frozen, and does
          // what we gave up on once it thaws.
          adapter: new PrismaPg({ connectionString: database.url, connectionTimeoutMillis: 2000, statement_timeout: 2000, query_timeout: 2500 }),
        }) as unknown as SqliteClient)
  return client.$extends({
    name: 'patience',
    query: { $allOperations: ({ args, query }) => withPatience(() => query(args)) },
  })
}

let shared: Database | undefined

/** The database of this process, by `DATABASE_URL`. */
export function getDatabase(): Database {
  shared ??= connect(readEnv().database)
  return shared
}

/** How long a statement waits for another process's lock, all tries together. */
const patience = 2000

async function withPatience<T>(run: () => Promise<T>): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!isBusy(error)) throw isAway(error) ? new DatabaseUnavailable('The database is away.', { cause: error }) : error
      if (performance.now() > end) throw new DatabaseUnavailable('The database is locked.', { cause: error })
      await wait(20 + Math.random() * 60)
    }
  }
}

/** P1008: another process holds SQLite's lock. P2034: PostgreSQL broke a deadlock. */
function isBusy(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && (error.code === 'P1008' || error.code === 'P2034')
}

/** What node-postgres itself gives up on comes as it is, without a code. */
const gaveUp = /^(Query read timeout|timeout (exceeded when trying to connect|expired)|Connection terminated.*)$/

/** Whether a write was refused because another row has that value already, which must be nobody else’s. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** P1xxx: no connection, no such database, time out. P2024, P2037: no free connection. P2028: no transaction. P2039: anything else the server refused. */
function isAway(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (error instanceof Error && gaveUp.test(error.message)) return true
  return error instanceof Prisma.PrismaClientKnownRequestError && /^(P1\d{3}|P2024|P2028|P2037|P2039)$/.test(error.code)
}
