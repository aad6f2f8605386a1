import { readJson } from '@/lib/responses/json'
import { parseSuggestions, type Suggestion } from '@/lib/responses/suggestions'

/** Fetches the topics to suggest for a mistyped address; none after a failure, since the page does without them. */
export async function fetchSuggestions(address: string, signal: AbortSignal): Promise<Suggestion[]> {
  try {
    const response = await fetch(`/api/near-topics?${new URLSearchParams({ address })}`, { signal })
    return response.ok ? parseSuggestions(await readJson(response)) : []
  } catch {
    return []
  }
}
