import type { Chapter } from '@/lib/content'
import { oncePer } from '@/lib/once-per'
import { countProgress, type Counts, type Shelf } from '@/lib/shelf'

const countChapters = oncePer((shelf: Shelf) =>
  oncePer(({ tutorialIds }: Chapter) => countProgress(tutorialIds, shelf)),
)

/** Counts a chapter's tutorials by progress; once for each shelf, since a chapter may have thousands. */
export const countChapter = (chapter: Chapter, shelf: Shelf): Counts => countChapters(shelf)(chapter)
