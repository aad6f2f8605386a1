import { toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseSuggestions, type Suggestion } from '@/lib/responses/suggestions'

/** Fetches topics with an address like a mistyped one. Returns none after an error, as the page works without. */
export async function fetchSuggestions(address: string, signal: AbortSignal): Promise<Suggestion[]> {
  try {
    const response = await fetch(toAddress(`/api/near-topics?${new URLSearchParams({ address })}`), { signal })
    return response.ok ? parseSuggestions(await readJson(response)) : []
  } catch {
    return []
  }
}
