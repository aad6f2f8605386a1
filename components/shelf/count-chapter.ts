import { cache } from 'react'
import type { Chapter } from '@/lib/content'
import { countProgress, type Counts, type Shelf } from '@/lib/shelf'

/** Counts a chapter's tutorials by progress; cached per request, since a chapter may have thousands. */
export const countChapter = cache((chapter: Chapter, shelf: Shelf): Counts => countProgress(chapter.tutorialIds, shelf))
