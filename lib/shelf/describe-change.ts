import { parseState } from './progress'

/** A change of one field of a mark, with its values as texts: "true", "reading 40", a note. */
export interface FieldChange {
  field: 'bookmarked' | 'progress' | 'note'
  before: string
  after: string
}

/** The texts of a notice about a change. */
export interface ChangeTexts {
  /** While the change is sent. */
  pending: string
  /** Once the server has saved it. */
  done: string
  /** While it can't be sent; followed by the condition, such as "when you’re back online". */
  waiting: string
}

/** Describes a change of a resource while it is sent, once it is saved, and while it waits. */
export function describeChange(title: string, { field, before, after }: FieldChange): ChangeTexts {
  const name = `“${title}”`
  if (field === 'note') {
    const note = `note on ${name}`
    if (after === '')
      return {
        pending: `Removing your ${note}…`,
        done: `Removed your ${note}`,
        waiting: `Your ${note} will be removed`,
      }
    return before === ''
      ? { pending: `Adding your ${note}…`, done: `Added your ${note}`, waiting: `Your ${note} will be added` }
      : { pending: `Changing your ${note}…`, done: `Changed your ${note}`, waiting: `Your ${note} will be changed` }
  }
  if (field === 'bookmarked')
    return after === 'true'
      ? { pending: `Bookmarking ${name}…`, done: `${name} bookmarked`, waiting: `${name} will be bookmarked` }
      : {
          pending: `Removing the bookmark on ${name}…`,
          done: `Removed the bookmark on ${name}`,
          waiting: `The bookmark on ${name} will be removed`,
        }
  const { progress, percent } = parseState(after) ?? { progress: 'to-read', percent: null }
  if (progress === 'skipped')
    return { pending: `Skipping ${name}…`, done: `${name} skipped`, waiting: `${name} will be skipped` }
  const state = { 'to-read': 'not started', reading: percent === null ? 'reading' : `${percent}% read`, done: 'done' }
  const as = `as ${state[progress]}`
  return { pending: `Marking ${name} ${as}…`, done: `${name} marked ${as}`, waiting: `${name} will be marked ${as}` }
}

/** Describes the removal of a resource’s whole mark. */
export function describeRemoval(title: string): ChangeTexts {
  const name = `“${title}”`
  return {
    pending: `Removing ${name} from your shelf…`,
    done: `Removed ${name} from your shelf`,
    waiting: `${name} will be removed from your shelf`,
  }
}
