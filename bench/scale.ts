import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { migrate, type Database } from '../lib/db'
import { readMarks, readShelf, setBookmarked } from '../lib/shelf'
import { PrismaClient } from '../prisma/postgresql/client/client'
import { createDatabase, embedPostgres } from '../scripts/testing/postgres'

// Measures the marks of a million readers in PostgreSQL: size, query plans and times. Needs 10 GB of disk and half an
// hour, and removes the data. npx tsx --conditions=react-server bench/scale.ts [readers] [folder]

const readers = Number(process.argv[2] ?? 1_000_000)
const databaseDir = mkdtempSync(path.join(process.argv[3] ?? tmpdir(), 'lectern-scale-'))
const asked = 1000
const resources = 5000

// Removes the data however it ends.
process.once('exit', () => rmSync(databaseDir, { recursive: true, force: true }))
// PostgreSQL's defaults, except for the amount of log and for filling.
const { server, url: serverUrl } = await embedPostgres(databaseDir, {
  postgresFlags: ['-c', 'max_wal_size=2GB', '-c', 'maintenance_work_mem=512MB', '-c', 'autovacuum=off'],
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().finally(() => process.exit(1)))
const url = await createDatabase(serverUrl, 'scale')
await migrate({ provider: 'postgresql', url })
const client = new pg.Client({ connectionString: url })
await client.connect()

const began = performance.now()
const log = (text: string) => console.log(`[${Math.round((performance.now() - began) / 1000)} s] ${text}`)

// Half of the readers have 4 marks, most others 16 or 40, 1 % have 300: 20 on average. In order of time, so that a
// reader's marks are scattered.
const marksOf = `CASE WHEN r % 100 < 50 THEN 4 WHEN r % 100 < 80 THEN 16 WHEN r % 100 < 95 THEN 40 WHEN r % 100 < 99 THEN 100 ELSE 300 END`
const readerId = (r: string) => `md5(${r}::text)`
const indexes = (
  await client.query<{ indexdef: string; indexname: string }>(
    `SELECT indexdef, indexname FROM pg_indexes WHERE tablename = 'mark' AND indexname <> 'mark_pkey'`,
  )
).rows
await client.query(`SET synchronous_commit = off`)
await client.query(`ALTER TABLE mark DROP CONSTRAINT "mark_userId_fkey", DROP CONSTRAINT mark_pkey`)
for (const { indexname } of indexes) await client.query(`DROP INDEX "${indexname}"`)
await client.query(
  `INSERT INTO "user" (id, name, email, "updatedAt") SELECT ${readerId('r')}, 'Reader', r || '@example.org', now() FROM generate_series(0, ${readers - 1}) r`,
)
log(`${readers} readers`)
for (let k = 0; k < 300; k++)
  await client.query(`INSERT INTO mark ("userId", "resourceId", bookmarked, "bookmarkedAt", progress, "progressAt", note, "noteAt", "changedAt")
    SELECT ${readerId('r')}, 'resource-' || substr(md5(((r * 31 + ${k}) % ${resources})::text), 1, 12), (r + ${k}) % 3 = 0, CASE WHEN (r + ${k}) % 3 = 0 THEN at END,
      (ARRAY['done', 'reading', 'skipped', 'to-read'])[1 + (r + ${k}) % 4], at, CASE WHEN (r + ${k}) % 20 = 0 THEN repeat('A note of some length. ', 4) END, CASE WHEN (r + ${k}) % 20 = 0 THEN at END, at
    FROM (SELECT r, now() - (300 - ${k}) * interval '1 day' - r * interval '1 millisecond' AS at FROM generate_series(0, ${readers - 1}) r WHERE ${marksOf} > ${k}) AS due`)
log('marks')
await client.query(`ALTER TABLE mark ADD CONSTRAINT mark_pkey PRIMARY KEY ("userId", "resourceId")`)
for (const { indexdef } of indexes) await client.query(indexdef)
await client.query(
  `ALTER TABLE mark ADD CONSTRAINT "mark_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID`,
)
await client.query(`VACUUM ANALYZE`)
await client.query(`CHECKPOINT`)
await client.query(`SET synchronous_commit = on`)
log('indexes')

const {
  rows: [size],
} = await client.query<Record<'marks' | 'table' | 'primary' | 'shelf' | 'users', string>>(
  `SELECT (SELECT count(*) FROM mark) AS marks, pg_table_size('mark') AS table, pg_relation_size('mark_pkey') AS primary, pg_relation_size('mark_shelf') AS shelf, pg_total_relation_size('"user"') AS users`,
)
if (!size) throw new Error('The table has no size.')
const marks = Number(size.marks)
const each = (bytes: string) => Math.round(Number(bytes) / marks)
console.log(
  `${marks} marks of ${readers} readers: ${each(size.table)} bytes a mark in the table, ${each(size.primary)} in its key, ${each(size.shelf)} in the index of shelves; ${Math.round(Number(size.users) / readers)} a reader`,
)
const perMark = each(size.table) + each(size.primary) + each(size.shelf)
console.log(
  `${perMark} bytes a mark, ${((marks * perMark) / 2 ** 30).toFixed(1)} GiB; 200 million would take ${((2e8 * perMark) / 2 ** 30).toFixed(0)} GiB, if each takes as much`,
)

// The portal's statements, as its client sends them.
const statements: { query: string; params: unknown[] }[] = []
const watched = new PrismaClient({
  adapter: new PrismaPg({ connectionString: url }),
  log: [{ emit: 'event', level: 'query' }],
})
watched.$on('query', ({ query, params }) => statements.push({ query, params: JSON.parse(params) as unknown[] }))
const database = watched as unknown as Database

const page = Array.from({ length: 9 }, (_each, index) => index)
const idsOf = async (reader: number) =>
  (
    await client.query<{ id: string }>(
      `SELECT 'resource-' || substr(md5(((${reader} * 31 + k) % ${resources})::text), 1, 12) AS id FROM unnest($1::int[]) k`,
      [page],
    )
  ).rows.map(({ id }) => id)
const reads: [string, (reader: string, ids: string[]) => Promise<unknown>][] = [
  ['the marks of a topic’s page', (reader, ids) => readMarks(reader, ids, undefined, database)],
  ['a shelf', (reader) => readShelf(reader, undefined, database)],
  ['a bookmark set', (reader, ids) => setBookmarked(reader, [ids[0] ?? ''], true, undefined, database)],
]
for (const [name, run] of reads) {
  const [inDatabase, plans]: [number[], Set<string>] = [[], new Set()]
  for (let turn = 0; turn < asked; turn++) {
    const reader = Math.floor(Math.random() * readers)
    const id = (await client.query<{ id: string }>(`SELECT ${readerId('$1::int')} AS id`, [reader])).rows[0]?.id ?? ''
    const ids = await idsOf(reader)
    // Captured once, then repeated with other readers' values, so that the page is not cached.
    if (turn === 0) {
      statements.length = 0
      await run(id, ids)
      if (statements.length !== 1) throw new Error(`${name}: ${statements.length} statements.`)
    }
    const { query, params } = statements[0]!
    const first = String(params[0])
    const values = params.map((value, index) =>
      value === first && typeof value === 'string'
        ? id
        : index > 0 && typeof value === 'string' && value.startsWith('resource-')
          ? (ids[(index - 1) % ids.length] ?? value)
          : value,
    )
    const { rows } = await client.query<{
      'QUERY PLAN': [{ Plan: Node; 'Planning Time': number; 'Execution Time': number }]
    }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`, values)
    const [plan] = rows[0]!['QUERY PLAN']
    inDatabase.push(plan['Planning Time'] + plan['Execution Time'])
    for (const kind of listNodes(plan.Plan)) plans.add(kind)
  }
  inDatabase.sort((a, b) => a - b)
  const at = (share: number) => inDatabase[Math.floor(asked * share)]!.toFixed(2)
  console.log(
    `${name}: ${at(0.5)} ms in the middle, 99 of 100 within ${at(0.99)} ms in the database, ${asked} random readers; ${[...plans].join(', ')}`,
  )
  if ([...plans].some((kind) => kind.startsWith('Seq Scan on mark'))) throw new Error(`${name} reads the whole table.`)
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: Node[]
}

function listNodes(node: Node): string[] {
  const place = node['Index Name'] ?? node['Relation Name']
  return [...(place ? [`${node['Node Type']} on ${place}`] : []), ...(node.Plans ?? []).flatMap(listNodes)]
}

await watched.$disconnect()
await client.end()
await server.stop()
log('done')
process.exit(0)
