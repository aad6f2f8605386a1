import { describe, expect, it } from 'vitest'
import { describeChange } from '@/lib/shelf/describe-change'
import type { Change } from './change'
import { describeToast } from './describe-toast'
const unreachable = 'The portal can’t be reached; you may be offline.'

const restore = { resource: 't', title: 'T', field: 'progress', value: 'to-read', label: 'Undo' } as const
const toast = {
  resource: 't',
  texts: describeChange('T', { field: 'progress', before: 'to-read', after: 'done' }),
  changes: [restore],
}
const change: Change = { ...restore, key: 'k', reader: 'r', guest: false, at: 0 }
const other: Change = { ...change, field: 'bookmarked' }
const say = (changes: Change[], waiting: { message: string; signIn?: string } | null, refused?: Change) =>
  describeToast(toast, {
    changes,
    waiting,
    refused: new Map(refused && [['t', { change: refused, message: 'No.', page: null }]]),
  })

describe('a toast about a change', () => {
  it('says that the change is being made while it is sent', () => {
    expect(say([change], null)).toBe('Marking “T” as done…')
  })

  it('says what it waits for', () => {
    expect(say([change], { message: unreachable })).toBe('“T” will be marked as done when you’re back online')
    expect(say([change], { message: 'x', signIn: '/sign-in' })).toBe('“T” will be marked as done when you sign in')
    expect(say([change], { message: 'x' })).toBe('“T” will be marked as done once the portal can save it')
  })

  it('says that the change is made once it is saved, whatever else waits', () => {
    expect(say([], null)).toBe('“T” marked as done')
    expect(say([other], { message: unreachable }, other)).toBe('“T” marked as done')
  })

  it('never says that a refused change is made', () => {
    expect(say([], null, change)).toBe('“T” was not changed')
  })
})
