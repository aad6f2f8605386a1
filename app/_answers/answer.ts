/** How long a cache may keep something without asking, in seconds. */
interface Lifetime {
  fresh: number
  /** For how long after that it may be shown while the next one is fetched. */
  stale?: number
}

/** What most of what the portal tells other programs lives: its content changes with a deploy. */
const lifetime: Lifetime = { fresh: 15 * 60, stale: 24 * 60 * 60 }

/** Answers with a text that is the same for everyone. The server gives it its ETag where it keeps it (server/page-cache). */
export function answer(text: string, type: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    headers: { 'Cache-Control': formatLifetime(lifetime), ...headers, 'Content-Type': type },
  })
}

/** Answers 404 in a sentence, where no page of the portal is asked for. */
export function answerMissing(sentence: string): Response {
  return new Response(sentence, {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

/** A lifetime as `Cache-Control` has it. */
export function formatLifetime({ fresh, stale }: Lifetime): string {
  return `public, max-age=${fresh}${stale ? `, stale-while-revalidate=${stale}` : ''}`
}
