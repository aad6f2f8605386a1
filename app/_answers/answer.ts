/** How long caches may use a response, in seconds. */
interface Lifetime {
  fresh: number
  /** How long after that they may use it while they fetch the next one. */
  stale?: number
}

/** The default lifetime. Content changes only with a deployment. */
const lifetime: Lifetime = { fresh: 15 * 60, stale: 24 * 60 * 60 }

/** Answers with a text that is the same for everyone. The page cache adds the ETag (server/page-cache). */
export function answer(text: string, type: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    headers: { 'Cache-Control': formatLifetime(lifetime), ...headers, 'Content-Type': type },
  })
}

/** Answers 404 with a sentence, for addresses of non-HTML files. */
export function answerMissing(sentence: string): Response {
  return new Response(sentence, {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

/** Formats a lifetime for `Cache-Control`. */
export function formatLifetime({ fresh, stale }: Lifetime): string {
  return `public, max-age=${fresh}${stale ? `, stale-while-revalidate=${stale}` : ''}`
}
