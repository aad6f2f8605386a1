const longest = 500

/**
 * One line of somebody else's text without what may be a reader's: what stands in double quotes,
 * addresses of mail and of machines, queries, and long texts of letters and digits, which may be tokens.
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
