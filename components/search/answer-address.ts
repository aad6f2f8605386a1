/** Where the server answers what is typed. */
export function answerAddress(text: string): string {
  return `/search/results.json?q=${encodeURIComponent(text.trim())}`
}
