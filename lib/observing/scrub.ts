const longest = 500

/**
 * Returns the first line of a text without personal data: quoted text, email and IP addresses,
 * query strings, and long mixes of letters and digits, which may be tokens.
 */
export function scrub(text: string): string {
  return text
    .slice(0, longest)
    .replace(/\u001b\[[\d;]*m/g, '')
    .trim()
    .replace(/[\r\n][^]*$/, '')
    .replace(/"(?:[^"\\]|\\.)*"?|“[^”]*”?/g, '"…"')
    .replace(/[^\s<>(),;:=@]+@[^\s<>(),;:=@]+/g, '…@…')
    .replace(/\?\S+/g, '?…')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '…')
    .replace(/\b([\da-f]{1,4}:){3,7}[\da-f]{0,4}|[\da-f:]*::[\da-f:]*/gi, '…')
    .replace(/(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}/gi, '…')
}
