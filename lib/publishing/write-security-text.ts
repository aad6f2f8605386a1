const day = 24 * 60 * 60 * 1000

/**
 * Writes `security.txt` (RFC 9116). It is generated at each request, so it is current; it expires in
 * thirty days.
 */
export function writeSecurityText(contact: string, base: string, now: Date): string {
  const today = Math.floor(Number(now) / day) * day
  return [
    `Contact: ${contact}`,
    `Expires: ${new Date(today + 30 * day).toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${base}/.well-known/security.txt`,
    '',
  ].join('\n')
}
