import type { ExportedMark } from './exported-mark'

/** Writes all of a reader's marks, one per line, in pieces. Reading them back gives the same marks. */
export function* writeJson(marks: ExportedMark[], exported: Date): Generator<string> {
  const sorted = marks.toSorted((one, other) => (one.resource < other.resource ? -1 : 1))
  yield* writeShelf(sorted.map(toFields), exported)
}

/** Writes the same file from marks that are already fields. */
export function* writeShelf(marks: unknown[], exported: Date): Generator<string> {
  yield `{\n"format": "shelf",\n"version": 1,\n"exported": ${JSON.stringify(exported)},\n"marks": [`
  for (const [index, mark] of marks.entries()) yield `${index ? ',' : ''}\n${JSON.stringify(mark)}`
  yield '\n]\n}\n'
}

/** Puts fields into a fixed order. */
function toFields(mark: ExportedMark): ExportedMark {
  const { resource, href, title, kind, topics, bookmarked, bookmarkedAt, progress, percent, progressAt, note, noteAt } =
    mark
  return { resource, href, title, kind, topics, bookmarked, bookmarkedAt, progress, percent, progressAt, note, noteAt }
}
