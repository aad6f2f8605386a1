import { describe, expect, it } from 'vitest'
import type { Path, Resource } from './content'
import { isStepDone, readPathProgress } from './path-progress'
import type { Progress, Shelf } from './shelf'

const step = (...ids: string[]) => ({ tutorials: ids.map((id) => ({ id }) as Resource) })
const path = { steps: [step('a', 'b'), step(), step('c')], tutorialIds: ['a', 'b', 'c'] } as unknown as Path
const shelf = (marks: Record<string, Progress>): Shelf =>
  new Map(Object.entries(marks).map(([id, progress]) => [id, { progress, bookmarked: false }]))
const read = (marks: Record<string, Progress>) => {
  const progress = readPathProgress(path, shelf(marks))
  return [progress.current, progress.isBegun, path.steps.map((each, index) => isStepDone(each, progress.steps[index]!))]
}

describe('the progress on a path', () => {
  it('is counted from the marks on its tutorials', () => {
    expect(read({})).toEqual([0, false, [false, false, false]])
    expect(read({ a: 'done', b: 'reading' })).toEqual([0, true, [false, false, false]])
    expect(readPathProgress(path, shelf({ a: 'done', b: 'reading', x: 'done' })).counts).toEqual({
      total: 3,
      done: 1,
      reading: 1,
      skipped: 0,
    })
  })

  it('continues after a finished step, and skips one without tutorials', () => {
    expect(read({ a: 'done', b: 'skipped' })).toEqual([2, true, [true, false, false]])
    expect(read({ a: 'skipped', b: 'skipped' })).toEqual([2, true, [true, false, false]])
  })

  it('has no current step after the last tutorial', () => {
    expect(read({ a: 'done', b: 'done', c: 'done' })).toEqual([null, true, [true, false, true]])
  })
})
