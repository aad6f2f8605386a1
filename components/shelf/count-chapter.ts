import type { Chapter } from '@/lib/content'
import { countProgress, type Counts, type Shelf } from '@/lib/shelf'

const counted = new WeakMap<Shelf, Map<Chapter, Counts>>()

/** Counts a chapter's tutorials by progress; once for each shelf, since a chapter may have thousands. */
export function countChapter(chapter: Chapter, shelf: Shelf): Counts {
  const known = counted.get(shelf) ?? new Map<Chapter, Counts>()
  counted.set(shelf, known)
  const counts = known.get(chapter) ?? countProgress(chapter.tutorialIds, shelf)
  known.set(chapter, counts)
  return counts
}
