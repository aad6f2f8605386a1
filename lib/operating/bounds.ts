import type { Connection } from '../db'

/**
 * Runs a function while the bounds of some tables are off (docs/bounds.md), then restores them. A backup may contain
 * rows that today's bounds would refuse. It also contains the counts that triggers would otherwise add up again.
 */
export async function withoutBounds<T>(connection: Connection, tables: string[], run: () => Promise<T>): Promise<T> {
  const restore = await (connection.provider === 'sqlite' ? dropTriggers : suspendBounds)(connection, new Set(tables))
  const result = await run()
  for (const sql of restore) await connection.script(sql)
  return result
}

async function dropTriggers(connection: Connection, tables: Set<string>): Promise<string[]> {
  const triggers = await connection.query(
    `SELECT name, tbl_name AS "table", sql FROM sqlite_schema WHERE type = 'trigger'`,
  )
  const ours = triggers.filter(({ table }) => tables.has(String(table)))
  for (const { name } of ours) await connection.script(`DROP TRIGGER "${String(name)}"`)
  return ours.map(({ sql }) => String(sql))
}

/** Drops constraints that were added as NOT VALID; they are added back the same way. */
async function suspendBounds(connection: Connection, tables: Set<string>): Promise<string[]> {
  const checks =
    await connection.query(`SELECT conname AS name, relname AS "table", pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid WHERE contype = 'c' AND NOT convalidated AND connamespace = current_schema()::regnamespace`)
  const ours = checks.filter(({ table }) => tables.has(String(table)))
  for (const { table, name } of ours)
    await connection.script(`ALTER TABLE "${String(table)}" DROP CONSTRAINT "${String(name)}"`)
  for (const table of tables) await connection.script(`ALTER TABLE "${table}" DISABLE TRIGGER USER`)
  return [
    ...ours.map(
      ({ table, name, definition }) =>
        `ALTER TABLE "${String(table)}" ADD CONSTRAINT "${String(name)}" ${String(definition)}`,
    ),
    ...[...tables].map((table) => `ALTER TABLE "${table}" ENABLE TRIGGER USER`),
  ]
}
