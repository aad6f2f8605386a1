import { resourceAnchor } from '@/components/ui/resource-anchor'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { findBegunTopics } from '@/lib/continuation'
import { countProgress, describeCounts, type Shelf } from '@/lib/shelf'

/** A topic in progress, as the search dialog shows it. */
export interface LeftOff {
  /** The address of the tutorial to continue with. */
  address: string
  topic: string
  counts: string
}

const maxTopics = 3

/** Returns the topics in progress, the one changed last first. */
export function listLeftOff(portal: Portal, shelf: Shelf): LeftOff[] {
  return findBegunTopics(portal, shelf, maxTopics).map(({ topic, tutorial }) => ({
    address: toAddress(`/${topic.slug}#${resourceAnchor(tutorial.id)}`),
    topic: topic.sidebartitle,
    counts: describeCounts(countProgress(topic.tutorialIds, shelf)),
  }))
}
