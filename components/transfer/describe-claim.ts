import type { Claim } from '@/lib/transfer'

const progresses = { 'to-read': null, reading: 'reading', done: 'done', skipped: 'skipped' }

/** Names the mark that a row brings: "Bookmark", "Reading, 40 %", "Done, with a note". */
export function describeClaim({ bookmarked, progress, percent, note }: Claim): string {
  const state = progresses[progress]
  const parts = [bookmarked && 'bookmark', state, percent !== null && `${percent} %`].filter(
    (part) => typeof part === 'string',
  )
  if (note !== null) parts.push(parts.length ? 'with a note' : 'note')
  // Our own export also holds marks that were removed, so that they stay removed.
  const words = parts.join(', ') || 'removed mark'
  return words.charAt(0).toUpperCase() + words.slice(1)
}
