import type { Portal } from '@/lib/content'

/** The most topics that pages list in full: at 390 px wide, their list is about 35,000 px tall. */
const mostListed = 250

/** Whether a portal has too many topics to list all of them unfolded on one page. */
export function isLarge({ topics }: Pick<Portal, 'topics'>): boolean {
  return topics.size > mostListed
}
