import { cache } from 'react'
import type { Chapter } from '@/lib/content'
import { countProgress, type Counts, type Shelf } from '@/lib/shelf'

/** A chapter's counts; once a request, for the contents stand on a page twice and a chapter may be thousands of tutorials. */
export const countChapter = cache((chapter: Chapter, shelf: Shelf): Counts => countProgress(chapter.tutorialIds, shelf))
