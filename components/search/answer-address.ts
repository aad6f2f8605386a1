import { toAddress } from '@/lib/base-path'

/** Where the server answers what is typed. */
export function answerAddress(text: string): string {
  return toAddress(`/search/results.json?q=${encodeURIComponent(text.trim())}`)
}
