import { parseState, type Progress } from './progress'

/** A change of one field of a mark, with its values as texts: "true", "reading 40", a note. */
export interface FieldChange {
  field: 'bookmarked' | 'progress' | 'note'
  before: string
  after: string
}

/** Says what a change did to a resource: "“Using EXPLAIN” is done." */
export function describeChange(title: string, { field, before, after }: FieldChange): string {
  if (field === 'note')
    return `Your note on “${title}” was ${before === '' ? 'added' : after === '' ? 'removed' : 'changed'}.`
  if (field === 'bookmarked') return `“${title}” is ${after === 'true' ? '' : 'no longer '}bookmarked.`
  return stateOf(after) ? `“${title}” is ${stateOf(after)}.` : `“${title}” is no longer ${stateOf(before)}.`
}

const stateOf = (value: string) => stateWords[parseState(value)?.progress ?? 'to-read']

/** A state as a sentence says it. */
const stateWords: Record<Progress, string> = {
  'to-read': '',
  reading: 'being read',
  done: 'done',
  skipped: 'skipped',
}
