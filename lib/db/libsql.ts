import { LibsqlError, type Client, type Config, type InArgs, type InStatement, type ResultSet } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'

/** Another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY')
}

/**
 * Prisma's adapter, on a new connection after each lock it met. libSQL 0.5 never resets the statement
 * that was refused, and while that one is open nothing later on its connection is committed, though it
 * is answered as done: it would be lost with the process, and hold every other process's writes back.
 */
export class LibSql extends PrismaLibSql {
  override createClient(config: Config): Client {
    const client = super.createClient(config)
    const { execute } = client
    client.execute = async (...statement: [InStatement] | [string, InArgs?]) => {
      try {
        return await (Reflect.apply(execute, client, statement) as Promise<ResultSet>)
      } catch (error) {
        if (isBusy(error)) client.reconnect()
        throw error
      }
    }
    return client
  }
}
