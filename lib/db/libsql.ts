import { existsSync } from 'node:fs'
import { LibsqlError, type Client, type Config, type InArgs, type InStatement, type ResultSet } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { guardFile, toFile } from './database-file'
import { overwriteDeleted } from './erase'

/** Tells whether another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY')
}

const readOnly = /^\s*(SELECT|PRAGMA|BEGIN)/i

/**
 * Prisma's libSQL adapter with two fixes. First, it reconnects after a lock conflict: libSQL 0.5 never resets the
 * refused statement, so that connection reports success without committing. Second, it never creates a database, and
 * confirms writes only while the opened file is in place.
 */
export class LibSql extends PrismaLibSql {
  override createClient(config: Config): Client {
    const path = toFile(config.url)
    if (!existsSync(path)) throw new LibsqlError(`There is no database at ${path}`, 'SQLITE_CANTOPEN', undefined, 14)
    const client = super.createClient(config)
    const guard = guardFile(path)
    const { execute, transaction, close } = client
    let isNew = true
    /** Makes SQLite overwrite deleted data. libSQL opens a new connection after each transaction and lock. */
    const prepareConnection = async () => {
      if (isNew) await (Reflect.apply(execute, client, [overwriteDeleted]) as Promise<ResultSet>)
      isNew = false
    }
    client.execute = async (...statement: [InStatement] | [string, InArgs?]) => {
      guard.requireSame()
      try {
        await prepareConnection()
        const result = await (Reflect.apply(execute, client, statement) as Promise<ResultSet>)
        const [first] = statement
        if (!readOnly.test(typeof first === 'string' ? first : first.sql)) guard.requireKept()
        return result
      } catch (error) {
        if (isBusy(error)) {
          client.reconnect()
          isNew = true
        }
        throw error
      }
    }
    client.transaction = async (...given: Parameters<Client['transaction']>) => {
      guard.requireSame()
      await prepareConnection()
      const opened = await Reflect.apply(transaction, client, given)
      isNew = true
      const { commit } = opened
      opened.commit = async () => {
        guard.requireSame()
        await commit.call(opened)
        guard.requireKept()
      }
      return opened
    }
    client.close = () => {
      guard.close()
      close.call(client)
    }
    return client
  }
}
