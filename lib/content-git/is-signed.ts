import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a webhook's body was signed with the secret: with HMAC SHA-256, as GitHub, Gitea and Forgejo do, or by the
 * secret itself, as GitLab sends it. Compares in constant time.
 */
export function isSigned(body: Uint8Array, headers: IncomingHttpHeaders, secret: string): boolean {
  const signature = headers['x-hub-signature-256']
  if (typeof signature === 'string')
    return isSame(signature, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const token = headers['x-gitlab-token']
  return typeof token === 'string' && isSame(token, secret)
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
