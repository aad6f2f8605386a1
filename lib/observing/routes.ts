/** The portal's own addresses that are read. */
const reads = [
  '/',
  '/account',
  '/account/confirm',
  '/account/deleted',
  '/confirm-email',
  '/contents',
  '/forgot-password',
  '/reset-password',
  '/reset-password/done',
  '/resources',
  '/search',
  '/search/results.json',
  '/shelf',
  '/shelf/export',
  '/shelf/import',
  '/sign-in',
  '/sign-in/code',
  '/sign-up',
  '/api/health',
  '/api/near-topics',
  '/api/session',
  '/.well-known/security.txt',
  '/feed.json',
  '/feed.xml',
  '/healthz',
  '/llms.txt',
  '/manifest.webmanifest',
  '/metrics',
  '/og.png',
  '/readyz',
  '/robots.txt',
  '/sitemap.xml',
]

/** The addresses of all writes. */
const writes = new Set([
  '/api/account/confirm',
  '/api/account/confirm/passkey',
  '/api/account/delete',
  '/api/account/delete-marks',
  '/api/account/email',
  '/api/account/email/again',
  '/api/account/github/link',
  '/api/account/github/unlink',
  '/api/account/name',
  '/api/account/passkeys/add',
  '/api/account/passkeys/remove',
  '/api/account/passkeys/rename',
  '/api/account/passkeys/start',
  '/api/account/password',
  '/api/account/second-factor/codes',
  '/api/account/second-factor/set-up',
  '/api/account/second-factor/turn-off',
  '/api/account/second-factor/turn-on',
  '/api/account/sessions/end',
  '/api/account/sessions/end-others',
  '/api/bookmarks',
  '/api/confirm-email',
  '/api/marks',
  '/api/notes',
  '/api/notice-seen',
  '/api/password-reset',
  '/api/password-reset/finish',
  '/api/password-reset/remove',
  '/api/reading-progress',
  '/api/removals',
  '/api/session',
  '/api/shelf-imports',
  '/api/sign-in',
  '/api/sign-in/code',
  '/api/sign-in/github',
  '/api/sign-in/passkey',
  '/api/sign-in/passkey/start',
  '/api/sign-out',
  '/api/sign-up',
])

/** Addresses without a variable part: each is its own name in logs and metrics. */
const exact = new Set([...reads, ...writes])

const patterns: [RegExp, string][] = [
  [/^\/_next\/static\//, '/_next/static/[file]'],
  [/^\/_page\//, '/_page/[script]'],
  [/^\/[a-z0-9-]+$/, '/[slug]'],
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

/** Returns which of the portal's addresses a request asks for, one of a fixed list or "other", so that neither slugs nor tokens get into a log or a metric. */
export function nameRoute(url = ''): string {
  const end = url.search(/[?#]/)
  const path = end < 0 ? url : url.slice(0, end)
  if (exact.has(path)) return path
  return patterns.find(([pattern]) => pattern.test(path))?.[1] ?? 'other'
}

/** Returns the methods that an address takes, by its name from `nameRoute`; OPTIONS is answered everywhere. */
export function listMethods(route: string): string[] {
  const isRead = !writes.has(route) || reads.includes(route)
  return [...(isRead ? ['GET', 'HEAD'] : []), ...(writes.has(route) ? ['POST'] : [])]
}
