import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCases } from '@/scripts/testing/cases'
import { providers } from '@/scripts/testing/databases'
import { useShelves } from '@/scripts/testing/shelves'
import { mergeGuest } from './guests'
import { isOnShelf, noMark, type Mark, type StoredMark } from './mark'
import { mergeMarks, setBookmarked, setMark, setNote, setProgress, type ResourceIds, type When } from './marks'
import { countProgress, progresses, type Counts } from './progress'
import { readAllMarks, readMarks, readShelf } from './read-shelf'

// Compares shelves with a model of a few plain maps, while two readers and their guests act and editors move and
// withdraw resources in random order. RUNS=10000 sets the number of runs; a failing run prints its minimal steps.

const runs = countCases(40, 150)
const resources = ['a', 'b', 'c', 'd', 'e', 'f']
const topics: Record<string, string[]> = { one: ['a', 'b', 'c'], two: ['c', 'd'], three: ['e', 'f', 'a'] }
const chapters: Record<string, string[]> = { '01': ['one', 'two'], '02': ['three'] }

const resource = fc.constantFrom(...resources)
const who = fc.constantFrom(0, 1)
const percent = fc.option(fc.integer({ min: 0, max: 100 }))
const values = { bookmarked: fc.boolean(), progress: fc.constantFrom(...progresses), percent, note: fc.boolean() }
/** As a guest or signed in; now (perhaps with a clock set back) or so many steps ago; perhaps sent twice at once. */
const manner = {
  who,
  resource,
  asGuest: fc.boolean(),
  waited: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 })),
  clockBack: fc.boolean(),
  twice: fc.boolean(),
}
const mark = <Kind extends string>(kind: Kind) => fc.record({ kind: fc.constant(kind), ...manner, ...values })
const marking = fc.oneof(mark('bookmark'), mark('progress'), mark('note'), mark('whole'))
const step = fc.oneof(
  { weight: 12, arbitrary: marking },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), from: resource, to: resource }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), resource }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign in' as const), who, twice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('export' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('import' as const), who, twice: fc.boolean() }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Marking = typeof marking extends fc.Arbitrary<infer T> ? T : never

/** A reader's marks by current id. */
type Model = Map<string, Mark>
const fields = ['bookmarked', 'progress', 'note'] as const

/** Later changes win, the first of two at the same time; each note that was not removed is kept. */
function mergeInto(model: Model, id: string, other: Mark): void {
  const own = model.get(id)
  if (!own) return void model.set(id, { ...other })
  if (Number(other.bookmarkedAt ?? -1) > Number(own.bookmarkedAt ?? -1))
    Object.assign(own, { bookmarked: other.bookmarked, bookmarkedAt: other.bookmarkedAt })
  if (Number(other.progressAt ?? -1) > Number(own.progressAt ?? -1))
    Object.assign(own, { progress: other.progress, percent: other.percent, progressAt: other.progressAt })
  own.note = [own.note, other.note].filter((each) => each !== null).join('\n\n') || null
  if (Number(other.noteAt ?? -1) > Number(own.noteAt ?? -1)) own.noteAt = other.noteAt
}

const copy = (model: Model): Model => new Map([...model].map(([id, each]) => [id, { ...each }]))
/** The order of joined notes is tested in follow-moves.test.ts. */
const sortNote = (each: Mark): Mark => ({
  ...each,
  note: each.note && [...new Set(each.note.split('\n\n'))].sort().join('\n\n'),
})

describe.each(providers)('shelves on %s', (provider) => {
  const shelves = useShelves(provider)

  async function createUsers(...users: { guest: boolean }[]): Promise<string[]> {
    const data = users.map(({ guest }) => ({
      id: randomUUID(),
      name: 'Reader',
      email: `${randomUUID()}@example.org`,
      isAnonymous: guest,
    }))
    await shelves.database.user.createMany({ data })
    return data.map(({ id }) => id)
  }

  async function play(steps: Step[]): Promise<void> {
    const { database } = shelves
    const readers = await createUsers({ guest: false }, { guest: false })
    const models: Model[] = [new Map(), new Map()]
    const guests: ({ id: string; model: Model } | undefined)[] = [undefined, undefined]
    const moves = new Map<string, string>()
    const withdrawn = new Set<string>()
    let exported: { marks: StoredMark[]; model: Model } | undefined

    const today = (id: string) => moves.get(id) ?? id
    const idsOf = (id: string): ResourceIds => [
      today(id),
      ...[...moves].flatMap(([former, now]) => (now === today(id) ? [former] : [])),
    ]

    async function doMark(each: Marking, index: number): Promise<void> {
      if (each.asGuest && !guests[each.who])
        guests[each.who] = { id: (await createUsers({ guest: true }))[0] ?? '', model: new Map() }
      const guest = each.asGuest ? guests[each.who] : undefined
      const reader = guest?.id ?? readers[each.who] ?? ''
      const model = guest?.model ?? models[each.who]!
      const back = each.clockBack && !each.waited
      // No two changes have the same time.
      const at = new Date(
        Date.UTC(2026, 0, 1) +
          (index - (each.waited || (back ? 4 : 0))) * 10_000 +
          (each.waited ? 1000 : back ? 5000 : 0) +
          index * 10,
      )
      const when: When = { at, waited: each.waited > 0 }
      const ids = idsOf(each.resource)
      const note = each.note ? `note ${String(index).padStart(3, '0')}` : null
      const wanted = {
        bookmarked: each.bookmarked,
        progress: each.progress,
        percent: each.progress === 'reading' ? each.percent : null,
        note,
      }

      const send = async () => {
        if (each.kind === 'bookmark')
          return { bookmarked: await setBookmarked(reader, ids, wanted.bookmarked, when, database) }
        if (each.kind === 'progress')
          return setProgress(reader, ids, { progress: each.progress, percent: each.percent }, when, database)
        if (each.kind === 'note') return { note: await setNote(reader, ids, note, when, database) }
        return setMark(reader, ids, wanted, when, database)
      }
      const answers = await Promise.all(each.twice && !back ? [send(), send()] : [send()])

      const isNew = !model.has(ids[0])
      const held = model.get(ids[0]) ?? { ...noMark }
      model.set(ids[0], held)
      for (const field of fields) {
        if (each.kind !== 'whole' && !(each.kind === 'bookmark' ? field === 'bookmarked' : each.kind === field))
          continue
        const since = held[`${field}At`]
        if (when.waited && since && since > at) continue
        const isSame = held[field] === wanted[field] && (field !== 'progress' || held.percent === wanted.percent)
        Object.assign(held, { [field]: wanted[field] }, field === 'progress' ? { percent: wanted.percent } : {})
        // An equal value keeps its time, unless it must win over another under a former id.
        if (ids.length > 1) held[`${field}At`] = since && since > at ? new Date(since.getTime() + 1) : at
        else if (isNew || !isSame) held[`${field}At`] = since && since > at ? since : at
      }
      const holds = sortNote(held)
      for (const answer of answers)
        for (const [name, value] of Object.entries(answer ?? {}))
          expect(
            name === 'note' && typeof value === 'string' ? sortNote({ ...noMark, note: value }).note : value,
          ).toEqual(holds[name as keyof Mark])
    }

    for (const [index, each] of steps.entries()) {
      if (each.kind === 'move') {
        const [from, to] = [today(each.from), today(each.to)]
        if (from === to) continue
        for (const [former, now] of moves) if (now === from) moves.set(former, to)
        moves.set(from, to)
        for (const model of [
          ...models,
          ...guests.flatMap((guest) => guest?.model ?? []),
          ...(exported ? [exported.model] : []),
        ]) {
          const moved = model.get(from)
          model.delete(from)
          if (moved) mergeInto(model, to, moved)
        }
      } else if (each.kind === 'withdraw') {
        withdrawn.add(today(each.resource))
      } else if (each.kind === 'sign in') {
        const guest = guests[each.who]
        if (!guest) continue
        const merge = () => mergeGuest(guest.id, readers[each.who] ?? '', database)
        await Promise.all(each.twice ? [merge(), merge()] : [merge()])
        for (const [id, held] of guest.model) mergeInto(models[each.who]!, id, held)
        guests[each.who] = undefined
      } else if (each.kind === 'export') {
        exported = { marks: await readAllMarks(readers[each.who] ?? '', database), model: copy(models[each.who]!) }
      } else if (each.kind === 'import') {
        if (!exported) continue
        const { marks, model } = exported
        const merge = () => mergeMarks(readers[each.who] ?? '', marks, database)
        await Promise.all(each.twice ? [merge(), merge()] : [merge()])
        for (const [id, held] of model) mergeInto(models[each.who]!, id, held)
      } else await doMark(each, index)
    }

    for (const [index, reader] of readers.entries()) {
      const model = models[index]!
      await compare(reader, model)
      // Undoing a removal restores the mark.
      const all = await readAllMarks(reader, database)
      await database.mark.deleteMany({ where: { userId: reader } })
      expect(await readShelf(reader, moves, database)).toEqual(new Map())
      await mergeMarks(reader, all, database)
      expect(await readAllMarks(reader, database)).toEqual(all)
      await compare(reader, model)
    }
    for (const guest of guests) if (guest) await compare(guest.id, guest.model)

    async function compare(reader: string, model: Model): Promise<void> {
      const now = [...new Set(resources.map(today))]
      const read = await readMarks(reader, now, moves, database)
      const ever = ([, { bookmarkedAt, progressAt, noteAt }]: [string, Mark]) => bookmarkedAt ?? progressAt ?? noteAt
      const sorted = (marks: Iterable<[string, Mark]>) =>
        [...marks]
          .filter(ever)
          .map(([id, each]) => [id, sortNote(each)])
          .sort()
      expect(sorted(read)).toEqual(sorted(model))

      const shelf = await readShelf(reader, moves, database)
      const on = [...model].filter(([, each]) => isOnShelf(each))
      expect(shelf).toEqual(new Map(on.map(([id, { progress, bookmarked }]) => [id, { progress, bookmarked }])))
      if (moves.size === 0) {
        const changed = (id: string) => Math.max(...fields.map((field) => Number(model.get(id)?.[`${field}At`] ?? 0)))
        const times = [...shelf.keys()].map(changed)
        expect(times).toEqual(times.toSorted((one, other) => other - one))
      }

      // A resource of two topics counts in both, and once in their total.
      const listed = (slugs: string[]) =>
        [...new Set(slugs.flatMap((slug) => topics[slug] ?? []).map(today))].filter((id) => !withdrawn.has(id))
      const count = (ids: string[]): Counts => {
        const having = (progress: string) =>
          new Set(ids.filter((id) => (model.get(id)?.progress ?? 'to-read') === progress)).size
        return {
          total: ids.length - having('skipped'),
          done: having('done'),
          reading: having('reading'),
          skipped: having('skipped'),
        }
      }
      for (const slugs of [
        ...Object.keys(topics).map((slug) => [slug]),
        ...Object.values(chapters),
        Object.keys(topics),
      ])
        expect(countProgress(listed(slugs), shelf)).toEqual(count(listed(slugs)))
    }
  }

  it(`are equal to the model (${runs} cases)`, { timeout: Math.max(120_000, runs * 2000) }, async () => {
    const began = performance.now()
    let played = 0
    const property = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      played += steps.length
      await play(steps)
    })
    await fc.assert(property, { numRuns: runs, seed: Number(process.env.SEED ?? 20261124) })
    if (runs > 1000)
      console.log(
        `${provider}: ${runs} sequences, ${played} steps, ${((performance.now() - began) / 1000).toFixed(0)} s`,
      )
    expect(played).toBeGreaterThan(runs * 8)
  })
})
