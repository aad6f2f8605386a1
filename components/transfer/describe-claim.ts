import type { Claim } from '@/lib/transfer'
import { t } from '@/messages/generated/transfer'

/** Describes the mark of an imported row: "Bookmark", "Reading, 40 %", "Done, with a note". */
export function describeClaim(claim: Claim): string {
  const mark = describeMark(claim)
  // Our export includes removed marks, so that they stay removed.
  if (claim.note === null) return mark ?? t('markRemoved')
  return mark === null ? t('markNote') : t('markWithNote', { mark })
}

/** Describes a bookmark and progress. Returns null without either. */
function describeMark({ bookmarked, progress, percent }: Claim): string | null {
  if (progress === 'done') return t(bookmarked ? 'markBookmarkDone' : 'markDone')
  if (progress === 'skipped') return t(bookmarked ? 'markBookmarkSkipped' : 'markSkipped')
  if (progress === 'reading' && percent !== null)
    return t(bookmarked ? 'markBookmarkReadingPercent' : 'markReadingPercent', { percent })
  if (progress === 'reading') return t(bookmarked ? 'markBookmarkReading' : 'markReading')
  return bookmarked ? t('markBookmark') : null
}
