import 'server-only'
import { getFormerIds, type Portal } from './content'
import { recordContent } from './shelf'

/** Records in the database what the content lists now, for the marks on it once it no longer does. */
export function recordPortal(portal: Portal): Promise<void> {
  return recordContent({
    resources: [...portal.resources.values()],
    topics: [...portal.topics.values()].map(({ slug, resources }) => ({
      topic: slug,
      formerTopics: [...portal.moves.topics].filter(([, now]) => now === slug).map(([former]) => former),
      resources: resources.map(({ id }) => ({ id, formerIds: getFormerIds(portal, id) })),
    })),
  })
}
