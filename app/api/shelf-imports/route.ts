import { z } from 'zod'
import { getPortal } from '@/lib/content'
import type { ImportOutcome, ShelfImportResponse } from '@/lib/responses/shelf-import'
import {
  countCodePoints,
  getListedResources,
  joinedNoteLength,
  joinNotes,
  mergeMarks,
  progresses,
  readMarks,
  type Mark,
} from '@/lib/shelf'
import { addressLength } from '@/lib/transfer'
import { t } from '@/messages/generated/refusals'
import { consumeChanges, getCost, refuseIfFull } from '../change-limits'
import { write } from '../write'
import { matchResource } from './match'
import { compareMark } from './compare-mark'

const fault = { error: () => t('rowInvalid') }
const text = (longest: number) =>
  z
    .string(fault)
    .max(longest, fault)
    .regex(/^[^\0\p{Surrogate}]*$/u, fault)
const time = z.iso
  .datetime(fault)
  .transform((at) => new Date(at))
  .refine((at) => at.getTime() >= 0, fault)
  .nullable()

const row = z
  .strictObject({
    resource: z
      .string(fault)
      .regex(/^[a-z0-9-]{1,64}$/, fault)
      .nullable(),
    href: text(addressLength).nullable(),
    bookmarked: z.boolean(fault),
    bookmarkedAt: time,
    progress: z.enum(progresses, fault),
    percent: z.int(fault).min(0, fault).max(100, fault).nullable(),
    progressAt: time,
    note: text(2 * joinedNoteLength)
      .refine((note) => countCodePoints(note) <= joinedNoteLength, fault)
      .nullable(),
    noteAt: time,
  })
  // A field without its time would not be stored.
  .refine(
    ({ bookmarked, bookmarkedAt, progress, progressAt, note, noteAt }) =>
      (!bookmarked || bookmarkedAt) && (progress === 'to-read' || progressAt) && (note === null || noteAt),
    fault,
  )
  .refine(({ percent, progress }) => percent === null || progress === 'reading', fault)

const fields = z.strictObject({
  /** Only returns what would happen to the rows. */
  dryRun: z.boolean(fault),
  rows: z.array(row, fault).min(1, fault).max(500, 'Send at most 500 rows at a time.'),
})

/** Imports rows into the shelf, all or none; idempotent. */
export const POST = write({
  fields,
  maxBytes: 512 * 1024,
  async act({ body: { rows, dryRun }, reader, request }) {
    // A dry run writes nothing. Rows share statements, so fifty are as much work as one mark.
    consumeChanges(
      request,
      reader,
      dryRun ? 1 : Math.ceil(rows.length / 50) + rows.reduce((sum, { note }) => sum + getCost(note) - 1, 0),
    )
    const [portal, listed] = await Promise.all([getPortal(), getListedResources()])
    const { resources: moves } = portal.moves
    const ids = rows.map((each) => matchResource(each, portal, listed))
    const today = ids.map((id) => id && (moves.get(id) ?? id))
    const held = await readMarks(reader.id, [...new Set(today.filter((id) => id !== null))], moves)

    const now = new Date()
    const marks: (Mark & { resourceId: string })[] = []
    // The note of each resource after each row, as several rows may have the same resource.
    const notes = new Map<string, string | null>()
    const shortened = new Set<string>()
    const outcomes = rows.map(({ resource, href: _, ...mark }, index): ImportOutcome => {
      const resourceId = ids[index]
      if (!resourceId) return 'elsewhere'
      const id = today[index] ?? resourceId
      const joined = joinNotes(notes.get(id) ?? held.get(id)?.note ?? null, mark.note)
      notes.set(id, joined.note)
      if (joined.isShortened) shortened.add(id)
      const compared = compareMark(mark, held.get(id), resource !== null, now)
      if (compared.isNew) marks.push({ ...compared.mark, resourceId })
      return compared.isNew ? 'new' : 'held'
    })
    if (!dryRun) await refuseIfFull(reader, () => mergeMarks(reader.id, marks))
    return { data: { outcomes, ids, shortened: [...shortened] } satisfies ShelfImportResponse }
  },
})
