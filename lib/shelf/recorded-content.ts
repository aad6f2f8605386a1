import 'server-only'
import { onceAProcess } from '../once-a-process'
import { readAllListedResources, recordListedResources, type ListedResource } from './listed-resources'
import { readListings, recordListings, type Listings, type TopicListing } from './listings'
import { recordQuotas } from './quota'

interface Recorded {
  /** Until the database holds what the content lists now. */
  recording: Promise<void>
  listed?: Promise<ReadonlyMap<string, ListedResource>>
  listings?: Promise<Listings>
}

const recorded = onceAProcess('recorded content', (): Recorded => ({ recording: Promise.resolve() }))

/** Records what the content lists now, for the marks on it once it no longer does, and how much a reader may store. */
export async function recordContent({
  resources,
  topics,
}: {
  resources: ListedResource[]
  topics: TopicListing[]
}): Promise<void> {
  const recording = (async () => {
    await recordQuotas()
    await recordListedResources(resources)
    await recordListings(topics)
  })()
  // Whoever reads waits for the end of it, not for its success.
  recorded.recording = recording.catch(() => {})
  recorded.listed = undefined
  recorded.listings = undefined
  await recording
}

/** Returns all that the content has ever listed, read once for each version of it. */
export function getListedResources(): Promise<ReadonlyMap<string, ListedResource>> {
  return (recorded.listed ??= recorded.recording
    .then(() => readAllListedResources())
    .catch((error: unknown) => {
      recorded.listed = undefined
      throw error
    }))
}

/** Returns the listings, read once for each version of the content. */
export function getListings(): Promise<Listings> {
  return (recorded.listings ??= recorded.recording
    .then(() => readListings())
    .catch((error: unknown) => {
      recorded.listings = undefined
      throw error
    }))
}
