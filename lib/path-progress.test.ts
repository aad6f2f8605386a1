import { describe, expect, it } from 'vitest'
import type { Path, Resource, Topic } from './content'
import { findBegunPath, isStepDone, readPathProgress } from './path-progress'
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

describe('the path to go on with', () => {
  const topics = ['one', 'two'].map((slug) => ({ slug }) as Topic)
  const paths = topics.map((topic) => ({
    steps: [{ topic, tutorials: [{ id: `${topic.slug}-1` }, { id: `${topic.slug}-2` }] }],
    tutorialIds: [`${topic.slug}-1`, `${topic.slug}-2`],
  })) as unknown as Path[]
  const find = (marks: Record<string, Progress>, topic?: Topic) => findBegunPath(paths, shelf(marks), topic)

  it('is begun and not finished', () => {
    expect(find({})).toBeUndefined()
    expect(find({ 'two-1': 'reading' })).toEqual({ path: paths[1], current: 0 })
    expect(find({ 'one-1': 'done', 'one-2': 'done' })).toBeUndefined()
  })

  it('is, of several, the one at the topic that the reader continues with', () => {
    const both = { 'one-1': 'done', 'two-1': 'done' } as const
    expect(find(both, topics[1])?.path).toBe(paths[1])
    expect(find(both)?.path).toBe(paths[0])
  })
})
