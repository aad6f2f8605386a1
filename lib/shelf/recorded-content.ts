import 'server-only'
import { onceAProcess } from '../once-a-process'
import { readAllListedResources, recordListedResources, type ListedResource } from './listed-resources'
import { readListings, recordListings, type Listings, type TopicListing } from './listings'
import { recordQuotas } from './quota'

interface Recorded {
  /** Settles when the database has recorded the current content. */
  recording: Promise<void>
  listed?: Promise<ReadonlyMap<string, ListedResource>>
  listings?: Promise<Listings>
}

const recorded = onceAProcess('recorded content', (): Recorded => ({ recording: Promise.resolve() }))

/** Records the current listings, for marks on resources that are delisted later, and the storage limits. */
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
  // `getListedResources` and `getListings` wait until it has ended, even if it failed.
  recorded.recording = recording.catch(() => {})
  recorded.listed = undefined
  recorded.listings = undefined
  await recording
}

/** Returns all resources that the content lists or has listed, read once per version of the content. */
export function getListedResources(): Promise<ReadonlyMap<string, ListedResource>> {
  return (recorded.listed ??= recorded.recording
    .then(() => readAllListedResources())
    .catch((error: unknown) => {
      recorded.listed = undefined
      throw error
    }))
}

/** Returns the listings, read once per version of the content. */
export function getListings(): Promise<Listings> {
  return (recorded.listings ??= recorded.recording
    .then(() => readListings())
    .catch((error: unknown) => {
      recorded.listings = undefined
      throw error
    }))
}
