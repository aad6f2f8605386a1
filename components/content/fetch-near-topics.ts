import { toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseNearTopics, type NearTopic } from '@/lib/responses/near-topics'

/** Asks for the topics that a mistyped address may have meant. Without them the page is what it was, so a failure gives none. */
export async function fetchNearTopics(address: string, signal: AbortSignal): Promise<NearTopic[]> {
  try {
    const response = await fetch(toAddress(`/api/near-topics?${new URLSearchParams({ address })}`), { signal })
    return response.ok ? parseNearTopics(await readJson(response)) : []
  } catch {
    return []
  }
}
