import { createHash } from 'node:crypto'

/** How long a cache may keep something without asking, in seconds. */
interface Lifetime {
  fresh: number
  /** For how long after that it may be shown while the next one is fetched. */
  stale?: number
}

/** What most of what the portal tells other programs lives: its content changes with a deploy. */
const lifetime: Lifetime = { fresh: 15 * 60, stale: 24 * 60 * 60 }

/**
 * Answers with a text that is the same for everyone; with "not modified" to who has it already. Next
 * makes the answer to HEAD of it.
 */
export function answer(request: Request, text: string, type: string, headers: Record<string, string> = {}): Response {
  const etag = nameVersion(text)
  const all = { ETag: etag, 'Cache-Control': formatLifetime(lifetime), ...headers }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers: all })
  return new Response(text, { headers: { ...all, 'Content-Type': type } })
}

/** Answers 404 in a sentence, where no page of the portal is asked for. */
export function answerMissing(sentence: string): Response {
  return new Response(sentence, {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

/** An ETag of what something is made of. */
export function nameVersion(...parts: string[]): string {
  return `"${createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 22)}"`
}

/** Whether who asks holds this version. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')
  return known !== null && known.split(',').some((each) => [etag, '*'].includes(each.trim().replace(/^W\//, '')))
}

/** A lifetime as `Cache-Control` has it. */
export function formatLifetime({ fresh, stale }: Lifetime): string {
  return `public, max-age=${fresh}${stale ? `, stale-while-revalidate=${stale}` : ''}`
}
