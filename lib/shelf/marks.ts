import 'server-only'
import { emptyWalSoon, getDatabase, isForeignKeyViolation, isRefusedWith, Prisma, type Database } from '../db'
import { getMetrics } from '../observing'
import { betweenNotes, cutNote, getChangedAt, joinedNoteLength, noMark, type Mark, type StoredMark } from './mark'
import type { Progress } from './progress'
import { readMarks } from './read-shelf'

/** The id of a reader. Never optional: each `where` contains it. */
export type ReaderId = string

/**
 * A resource's current id, followed by its former ids, under which marks may still be stored. Changes are stored
 * under the first, and win over the others as the latest.
 */
export type ResourceIds = readonly [now: string, ...former: string[]]

/** Thrown if the reader's account no longer exists. */
export class ReaderGoneError extends Error {
  override name = 'ReaderGoneError'
}

/** Thrown if a reader has reached the limit of marks or notes. Nothing was stored. */
export class ShelfFullError extends Error {
  override name = 'ShelfFullError'
  constructor(
    readonly reader: ReaderId,
    readonly what: 'marks' | 'notes',
    options?: ErrorOptions,
  ) {
    super(`The shelf is full of ${what}.`, options)
  }
}

/** The time of a change, which may be earlier than the request if the browser had to wait. */
export interface When {
  /** When the reader made the change. */
  at: Date
  /** Whether it was delayed: a delayed change loses to later ones; a change made now always wins. */
  waited: boolean
}

/** The time of a change that is made now. */
const now = (): When => ({ at: new Date(), waited: false })

/** Sets or removes a bookmark; idempotent. The resource must exist. Returns whether it is set now. */
export async function setBookmarked(
  reader: ReaderId,
  ids: ResourceIds,
  bookmarked: boolean,
  when: When = now(),
  database: Database = getDatabase(),
): Promise<boolean> {
  const mark = await change(database, reader, ids, { ...noMark, bookmarked, bookmarkedAt: when.at }, when)
  getMetrics().marks.inc({ kind: 'bookmark' })
  return mark.bookmarked
}

/**
 * Sets how far a reader is with a resource. `percent` (0 to 100) is stored only while reading; without it, the last
 * one set while reading is kept. Returns the current values.
 */
export async function setProgress(
  reader: ReaderId,
  ids: ResourceIds,
  wanted: { progress: Progress; percent?: number | null },
  when: When = now(),
  database: Database = getDatabase(),
): Promise<Pick<Mark, 'progress' | 'percent'>> {
  const { progress, percent } = wanted
  const mark = await change(
    database,
    reader,
    ids,
    { ...noMark, progress, percent: progress === 'reading' ? (percent ?? null) : null, progressAt: when.at },
    { ...when, keepsPercent: progress === 'reading' && percent === undefined },
  )
  getMetrics().marks.inc({ kind: 'progress' })
  return { progress: mark.progress, percent: mark.percent }
}

/**
 * Sets a reader's note on a resource, or removes it (null) under all ids of the resource. Returns the current note.
 */
export async function setNote(
  reader: ReaderId,
  ids: ResourceIds,
  note: string | null,
  when: When = now(),
  database: Database = getDatabase(),
): Promise<string | null> {
  const mark = await change(database, reader, ids, { ...noMark, note, noteAt: when.at }, when)
  if (note === null) emptyWalSoon(database)
  getMetrics().marks.inc({ kind: 'note' })
  return mark.note
}

/**
 * Sets all fields of a mark at once, for removing it from the shelf and undoing that. Without `progress`, that stays as
 * it is.
 */
export async function setMark(
  reader: ReaderId,
  ids: ResourceIds,
  mark: Pick<Mark, 'bookmarked' | 'note'> & Partial<Pick<Mark, 'progress' | 'percent'>>,
  when: When = now(),
  database: Database = getDatabase(),
): Promise<void> {
  const at = { bookmarkedAt: when.at, progressAt: mark.progress === undefined ? null : when.at, noteAt: when.at }
  await change(database, reader, ids, { ...noMark, ...mark, ...at }, when)
  if (mark.note === null) emptyWalSoon(database)
  getMetrics().marks.inc({ kind: 'whole' })
}

type Values = Pick<Mark, 'bookmarked' | 'progress' | 'percent' | 'note'>

/** Changes those fields of a mark that have a time, and returns the current mark. */
async function change(
  database: Database,
  reader: ReaderId,
  [id, ...former]: ResourceIds,
  mark: Mark,
  when: When & { keepsPercent?: boolean },
): Promise<Values> {
  if (former.length === 0) return setFields(database, reader, id, mark, when)

  // The mark includes the fields under former ids: a delayed change loses to those too, and a change made now
  // must not look older, even after a clock was set back.
  const moves = new Map(former.map((each) => [each, id]))
  const read = async () => (await readMarks(reader, [id], moves, database)).get(id) ?? noMark
  const stored = await read()
  const wanted = { ...mark, ...(when.keepsPercent && { percent: stored.percent }) }
  for (const field of fields) {
    const at = stored[`${field}At`]
    if (!at || !wanted[`${field}At`] || at <= when.at) continue
    if (when.waited) Object.assign(wanted, pickField(noMark, field))
    else wanted[`${field}At`] = new Date(at.getTime() + 1)
  }
  if (getChangedAt(wanted))
    await setFields(database, reader, id, wanted, { ...when, keepsPercent: false, isTouched: true })
  // Last, so that an interruption leaves a note twice rather than not at all.
  if (wanted.noteAt)
    await database.mark.updateMany({
      where: { userId: reader, resourceId: { in: former }, noteAt: { lte: wanted.noteAt } },
      data: { note: null },
    })
  return read()
}

/**
 * Merges marks into a reader's shelf: for each field the later change wins, and no note is overwritten. Idempotent
 * (`mergeMark`). Uses a few statements, each atomic. `joinNotes` tells which notes were shortened.
 */
export async function mergeMarks(
  reader: ReaderId,
  marks: StoredMark[],
  database: Database = getDatabase(),
): Promise<void> {
  // A statement must not contain a row twice, and both databases limit its parameters.
  const rounds: Map<string, StoredMark>[] = []
  for (const mark of marks) {
    if (!getChangedAt(mark)) continue
    const round = rounds.find((each) => each.size < 500 && !each.has(mark.resourceId)) ?? new Map<string, StoredMark>()
    if (round.size === 0) rounds.push(round)
    round.set(mark.resourceId, mark)
  }
  for (const round of rounds) {
    const rows = [...round.values()].map((mark) => toRow(reader, mark))
    await keep(
      reader,
      database.$executeRaw`INSERT INTO "mark" (${columns}) VALUES ${Prisma.join(rows)} ${onConflictMerge}`,
    )
    getMetrics().marks.inc({ kind: 'import' }, rows.length)
  }
}

/**
 * Moves all of one reader's marks to another, like `mergeMarks`. Merged marks are removed from the first reader:
 * merging them again later would restore a note that the second reader has since removed.
 */
export async function mergeShelf(from: ReaderId, into: ReaderId, database: Database = getDatabase()): Promise<void> {
  await keep(
    into,
    database.$executeRaw`INSERT INTO "mark" (${columns})
    SELECT CAST(${into} AS TEXT), "resourceId", "bookmarked", "bookmarkedAt", "progress", "percent", "progressAt", substr("note", 1, ${noteEnd}), "noteAt", "changedAt"
    FROM "mark" WHERE "userId" = ${from} ${onConflictMerge}`,
  )
  await database.$executeRaw`DELETE FROM "mark" WHERE "userId" = ${from} AND EXISTS (
    SELECT 1 FROM "mark" AS arrived WHERE arrived."userId" = ${into} AND arrived."resourceId" = "mark"."resourceId" AND arrived."changedAt" >= "mark"."changedAt")`
}

/** Counts the notes of one reader that `mergeShelf` would shorten on another's shelf. */
export async function countShortened(
  from: ReaderId,
  into: ReaderId,
  database: Database = getDatabase(),
): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number | bigint }[]>`
    SELECT count(*) AS "count" FROM "mark" AS added LEFT JOIN "mark" AS held ON held."userId" = ${into} AND held."resourceId" = added."resourceId"
    WHERE added."userId" = ${from} AND added."note" IS NOT NULL AND (held."note" IS NULL OR replace(held."note", added."note", '') = held."note")
      AND (length(added."note") > ${noteEnd} OR length(held."note") + ${separatorLength} + length(added."note") > ${noteEnd} AND replace(added."note", held."note", '') = added."note")`
  return Number(row?.count ?? 0)
}

async function keep<T>(reader: ReaderId, written: PromiseLike<T>): Promise<T> {
  try {
    return await written
  } catch (error) {
    // The database's triggers raise these messages (docs/bounds.md). Checked first, since Prisma reports a trigger of SQLite as a foreign key.
    for (const what of ['marks', 'notes'] as const)
      if (isRefusedWith(error, `The shelf is full of ${what}.`))
        throw new ShelfFullError(reader, what, { cause: error })
    throw isForeignKeyViolation(error) ? new ReaderGoneError('The reader is gone.', { cause: error }) : error
  }
}

/** Part of the statement, since PostgreSQL can't infer the type of a parameter here. */
const noteEnd = Prisma.raw(String(joinedNoteLength))

const separatorLength = Prisma.raw(String(betweenNotes.length))

const columns = Prisma.raw(
  '"userId", "resourceId", "bookmarked", "bookmarkedAt", "progress", "percent", "progressAt", "note", "noteAt", "changedAt"',
)

function toRow(reader: ReaderId, mark: StoredMark): Prisma.Sql {
  const { resourceId, bookmarked, bookmarkedAt, progress, percent, progressAt, note, noteAt } = mark
  return Prisma.sql`(${reader}, ${resourceId}, ${bookmarked}, ${bookmarkedAt}, ${progress}, ${percent}, ${progressAt}, ${note === null ? null : cutNote(note)}, ${noteAt}, ${getChangedAt(mark)})`
}

/** A field of a mark. In the SQL below, "mark" is the stored row and "excluded" the one to be inserted. */
type Field = 'bookmarked' | 'progress' | 'note'
const values = {
  bookmarked: ['bookmarked'],
  progress: ['progress', 'percent'],
  note: ['note'],
} as const satisfies Record<Field, (keyof Values)[]>
/** The columns of a change that keeps the percentage, which a mark has only while reading. */
const keptPercent = { ...values, progress: ['progress'] } as const satisfies Record<Field, (keyof Values)[]>
const fields = ['bookmarked', 'progress', 'note'] as const

const pickField = (mark: Mark, field: Field) =>
  Object.fromEntries([...values[field], `${field}At` as const].map((column) => [column, mark[column]]))

const isLater = (field: Field, than = '>') =>
  `(excluded."${field}At" IS NOT NULL AND ("mark"."${field}At" IS NULL OR excluded."${field}At" ${than} "mark"."${field}At"))`
const pick = (column: string, condition: string) =>
  `"${column}" = CASE WHEN ${condition} THEN excluded."${column}" ELSE "mark"."${column}" END`
const latest = (column: string) =>
  `"${column}" = CASE WHEN "mark"."${column}" IS NULL OR excluded."${column}" > "mark"."${column}" THEN excluded."${column}" ELSE "mark"."${column}" END`

/** `mergeMark` in SQL: the existing row is its first mark, the inserted one the second. */
const onConflictMerge = Prisma.sql`ON CONFLICT ("userId", "resourceId") DO UPDATE SET ${Prisma.raw(
  [
    ...(['bookmarked', 'progress'] as const).flatMap((field) =>
      [...values[field], `${field}At`].map((column) => pick(column, isLater(field))),
    ),
    latest('noteAt'),
    latest('changedAt'),
  ].join(', '),
)},
  "note" = CASE
    WHEN "mark"."note" IS NULL THEN excluded."note"
    WHEN excluded."note" IS NULL OR excluded."note" = '' THEN "mark"."note"
    WHEN replace("mark"."note", excluded."note", '') <> "mark"."note" THEN "mark"."note"
    WHEN length("mark"."note") >= ${noteEnd} THEN "mark"."note"
    WHEN "mark"."note" = '' OR replace(excluded."note", "mark"."note", '') <> excluded."note" THEN excluded."note"
    ELSE substr("mark"."note" || ${betweenNotes} || excluded."note", 1, ${noteEnd})
  END`

/** Writes the fields of a mark that have a time, in one statement, and returns the row. `isTouched`: also updates the time of an equal value. */
async function setFields(
  database: Database,
  reader: ReaderId,
  resourceId: string,
  mark: Mark,
  { waited, isTouched = false, keepsPercent }: When & { isTouched?: boolean; keepsPercent?: boolean },
): Promise<Values> {
  const set = fields.filter((field) => mark[`${field}At`])
  const [row] = await keep(
    reader,
    database.$queryRaw<
      { bookmarked: boolean | number; progress: Progress; percent: number | null; note: string | null }[]
    >`
    INSERT INTO "mark" (${columns}) VALUES ${toRow(reader, { ...mark, resourceId })}
    ON CONFLICT ("userId", "resourceId") DO UPDATE SET ${Prisma.raw(setClause(set, waited, isTouched, keepsPercent ? keptPercent : values))}
    RETURNING "bookmarked", "progress", "percent", "note"`,
  )
  if (!row) throw new Error('A mark was written and not returned.')
  return { ...row, bookmarked: Boolean(row.bookmarked) }
}

function setClause(
  set: Field[],
  waited: boolean,
  isTouched: boolean,
  columnsOf: typeof values | typeof keptPercent,
): string {
  const applies = (field: Field) => {
    // An equal value keeps its time, unless it must win over a later one under a former id.
    const differs = isTouched
      ? 'TRUE'
      : `(${columnsOf[field].map((column) => `"mark"."${column}" IS DISTINCT FROM excluded."${column}"`).join(' OR ')})`
    return waited ? `${differs} AND ${isLater(field, '>=')}` : differs
  }
  // After a clock was set back, the next change must not look older than this one.
  const forward = (column: string, condition: string) =>
    `"${column}" = CASE WHEN (${condition}) AND ("mark"."${column}" IS NULL OR excluded."${column}" > "mark"."${column}") THEN excluded."${column}" ELSE "mark"."${column}" END`
  return [
    ...set.flatMap((field) => [
      ...columnsOf[field].map((column) => pick(column, applies(field))),
      forward(`${field}At`, applies(field)),
    ]),
    forward('changedAt', set.map((field) => `(${applies(field)})`).join(' OR ')),
  ].join(', ')
}
