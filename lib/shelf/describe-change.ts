import { t } from '../../messages/generated/shelf-rules'
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

/** The ends of the names of messages about a change. */
type Change =
  | 'NotStarted'
  | 'Reading'
  | 'Share'
  | 'Done'
  | 'Skipped'
  | 'Bookmark'
  | 'NoBookmark'
  | 'NoteAdded'
  | 'NoteChanged'
  | 'NoteRemoved'
  | 'Removal'

const states = { 'to-read': 'NotStarted', reading: 'Reading', done: 'Done', skipped: 'Skipped' } as const

/** Describes a change of a resource while it is sent, once it is saved, and while it waits. */
export function describeChange(title: string, { field, before, after }: FieldChange): ChangeTexts {
  if (field === 'note')
    return describe(after === '' ? 'NoteRemoved' : before === '' ? 'NoteAdded' : 'NoteChanged', title)
  if (field === 'bookmarked') return describe(after === 'true' ? 'Bookmark' : 'NoBookmark', title)
  const { progress, percent } = parseState(after) ?? { progress: 'to-read', percent: null }
  return percent === null ? describe(states[progress], title) : describe('Share', title, percent / 100)
}

/** Describes the removal of a resource’s whole mark. */
export function describeRemoval(title: string): ChangeTexts {
  return describe('Removal', title)
}

function describe(change: Change, title: string, share = 0): ChangeTexts {
  const values = { title, share }
  return {
    pending: t(`pending${change}`, values),
    done: t(`saved${change}`, values),
    waiting: t(`waiting${change}`, values),
  }
}
