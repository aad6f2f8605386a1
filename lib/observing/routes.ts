import { closedPages, forPrograms, openPages, otherReads, webhooks, writes } from '../addresses'

const reads = new Set([...openPages, ...closedPages, ...forPrograms, ...otherReads])
const posts = new Set([...writes, ...webhooks])

/** Routes without parameters; they name themselves in logs and metrics. */
const exact = new Set([...reads, ...posts])

const patterns: [RegExp, string][] = [
  [/^\/_next\/static\//, '/_next/static/[file]'],
  [/^\/_page\//, '/_page/[script]'],
  [/^\/[a-z0-9-]+$/, '/[slug]'],
  [/^\/paths\/[a-z0-9-]+$/, '/paths/[slug]'],
  [/^\/[a-z0-9-]+\.md$/, '/[slug].md'],
  [/^\/[a-z0-9-]+\.html$/, '/[slug].html'],
  [/^\/[a-z0-9-]+\/feed\.json$/, '/[slug]/feed.json'],
  [/^\/[a-z0-9-]+\/feed\.xml$/, '/[slug]/feed.xml'],
  [/^\/[a-z0-9-]+\/markdown$/, '/[slug]/markdown'],
  [/^\/[a-z0-9-]+\/og\.png$/, '/[slug]/og.png'],
  [/^\/shelf\/export\/[a-z0-9-]+$/, '/shelf/export/[format]'],
  [/^\/api\/auth\/callback\/[a-z0-9-]+$/, '/api/auth/callback/[provider]'],
  [/^\/figures\//, '/figures/[file]'],
  [/^\/[a-z0-9-]+\.(ico|png|svg)$/, '/[icon]'],
]

/** Returns the name of a URL's route, from a fixed list or "other". No slug or token gets into logs or metrics. */
export function nameRoute(url = ''): string {
  const end = url.search(/[?#]/)
  const path = end < 0 ? url : url.slice(0, end)
  if (exact.has(path)) return path
  return patterns.find(([pattern]) => pattern.test(path))?.[1] ?? 'other'
}

/** Returns the methods a named route accepts. Every route answers OPTIONS. */
export function listMethods(route: string): string[] {
  const isRead = !posts.has(route) || reads.has(route)
  return [...(isRead ? ['GET', 'HEAD'] : []), ...(posts.has(route) ? ['POST'] : [])]
}
