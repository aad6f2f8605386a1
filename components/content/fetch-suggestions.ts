import { readJson } from '@/lib/responses/json'
import { parseNearTopics, type NearTopic } from '@/lib/responses/near-topics'

/** Fetches topics with an address like a mistyped one. Returns none after an error, as the page works without. */
export async function fetchSuggestions(address: string, signal: AbortSignal): Promise<NearTopic[]> {
  try {
    const response = await fetch(`/api/near-topics?${new URLSearchParams({ address })}`, { signal })
    return response.ok ? parseNearTopics(await readJson(response)) : []
  } catch {
    return []
  }
}
