import type { Claim } from '@/lib/transfer'

const progresses = { 'to-read': null, reading: 'reading', done: 'done', skipped: 'skipped' }

/** Describes the mark of an imported row: "Bookmark", "Reading, 40%", "Done, with a note". */
export function describeClaim({ bookmarked, progress, percent, note }: Claim): string {
  const state = progresses[progress]
  const parts = [bookmarked && 'bookmark', state, percent !== null && `${percent}%`].filter(
    (part) => typeof part === 'string',
  )
  if (note !== null) parts.push(parts.length ? 'with a note' : 'note')
  // Our export includes removed marks, so that they stay removed.
  const description = parts.join(', ') || 'removed mark'
  return description.charAt(0).toUpperCase() + description.slice(1)
}
