import 'server-only'
import { getFormerIds, getFormerSlugs, type Portal } from './content'
import { recordContent } from './shelf'

/** Records the current listings in the database, for marks on resources that are delisted later. */
export function recordPortal(portal: Portal): Promise<void> {
  return recordContent({
    resources: [...portal.resources.values()],
    topics: [...portal.topics.values()].map(({ slug, resources }) => ({
      topic: slug,
      formerTopics: getFormerSlugs(portal, slug),
      resources: resources.map(({ id }) => ({ id, formerIds: getFormerIds(portal, id) })),
    })),
  })
}
