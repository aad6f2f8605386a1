/** Returns the words of the last part of a page's address: "metrics server" of "/blog/Metrics_Server.html". */
export function readAddressWords(address: string): string {
  const last = address.split('/').findLast((part) => part !== '') ?? ''
  return decode(last)
    .replace(/\.\w+$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
