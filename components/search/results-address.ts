import { toAddress } from '@/lib/base-path'

/** Returns the address of the results for a typed text, as JSON. */
export function resultsAddress(text: string): string {
  return toAddress(`/search/results.json?q=${encodeURIComponent(text.trim())}`)
}
