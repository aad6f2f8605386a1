import { describe, expect, it } from 'vitest'
import { makePortal } from '@/scripts/testing/make-portal'
import { findBegunTopics, findContinuation, findNextTutorial, findNextUnfinished } from './continuation'
import type { Progress, Shelf } from './shelf'

const portal = makePortal({
  '01-one': ['a', '+tool', 'b'],
  '02-two': ['c', 'd'],
  '02-three': ['d', 'e'],
  '03-none': ['+only'],
})

/** The latest change first. */
function shelfOf(marks: Record<string, Progress>, bookmarked: string[] = []): Shelf {
  return new Map(
    [...Object.keys(marks), ...bookmarked].map((id) => [
      id,
      { progress: marks[id] ?? 'to-read', bookmarked: bookmarked.includes(id) },
    ]),
  )
}
const where = (shelf: Shelf) => {
  const found = findContinuation(portal, shelf)
  return (
    found &&
    `${found.topic.slug} ${found.tutorial.id}${found.afterFinished ? ` after ${found.afterFinished.slug}` : ''}`
  )
}

describe('the continuation of a reader', () => {
  it('is undefined without marks on listed resources', () => {
    expect(where(shelfOf({}))).toBeUndefined()
    expect(where(shelfOf({ withdrawn: 'reading' }))).toBeUndefined()
  })

  it('is the tutorial being read in the topic changed last, otherwise its first not started', () => {
    expect(where(shelfOf({ b: 'reading' }))).toBe('01-one b')
    expect(where(shelfOf({ a: 'done' }))).toBe('01-one b')
    expect(where(shelfOf({ c: 'skipped', a: 'done' }))).toBe('02-two d')
    expect(where(shelfOf({ withdrawn: 'done', a: 'done' }))).toBe('01-one b')
  })

  it('is found by a bookmark too, and is never a tool', () => {
    expect(where(shelfOf({}, ['tool']))).toBe('01-one a')
  })

  it('is in the next topic if that one is finished', () => {
    expect(where(shelfOf({ b: 'done', a: 'done' }))).toBe('02-two c after 01-one')
    expect(where(shelfOf({ b: 'done', a: 'skipped', c: 'done', d: 'done' }))).toBe('02-three e after 01-one')
    // A tutorial of two topics belongs to the first.
    expect(where(shelfOf({ d: 'done', c: 'done' }))).toBe('02-three e after 02-two')
  })

  it('does not follow a topic that was skipped entirely', () => {
    expect(where(shelfOf({ b: 'skipped', a: 'skipped' }))).toBe('02-two c')
  })

  it('starts over after the last topic, and is undefined when everything is read', () => {
    expect(where(shelfOf({ e: 'done', d: 'done' }))).toBe('01-one a after 02-three')
    expect(where(shelfOf({ only: 'to-read' }, ['only']))).toBe('01-one a')
    expect(where(shelfOf({ a: 'done', b: 'done', c: 'done', d: 'done', e: 'skipped' }))).toBeUndefined()
  })
})

describe('the next topic', () => {
  const topic = (slug: string) => portal.topics.get(slug)!

  it('has something left to read', () => {
    expect(findNextUnfinished(portal, shelfOf({ c: 'done', d: 'done' }), topic('01-one'))?.slug).toBe('02-three')
    expect(findNextUnfinished(portal, shelfOf({}), topic('03-none'))?.slug).toBe('01-one')
    expect(findNextUnfinished(portal, shelfOf({ c: 'done', d: 'done', e: 'done' }), topic('01-one'))).toBeUndefined()
  })

  it('has a next tutorial unless all are done or skipped', () => {
    expect(findNextTutorial(topic('01-one'), shelfOf({ a: 'done' }))?.id).toBe('b')
    expect(findNextTutorial(topic('01-one'), shelfOf({ a: 'done', b: 'skipped' }))).toBeUndefined()
    expect(findNextTutorial(topic('03-none'), shelfOf({}))).toBeUndefined()
  })
})

it('begun topics are sorted by their last change, without finished ones', () => {
  const begun = (shelf: Shelf, limit = 9) =>
    findBegunTopics(portal, shelf, limit).map(({ topic, tutorial }) => `${topic.slug} ${tutorial.id}`)
  expect(begun(shelfOf({ e: 'reading', withdrawn: 'reading', a: 'done' }))).toEqual(['02-three e', '01-one b'])
  expect(begun(shelfOf({ e: 'reading', a: 'done' }), 1)).toEqual(['02-three e'])
  expect(begun(shelfOf({ a: 'done', b: 'skipped', c: 'done' }))).toEqual(['02-two d'])
  expect(begun(shelfOf({ a: 'to-read' }, ['a']))).toEqual([])
})
