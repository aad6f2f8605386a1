// The portal's own addresses without a variable part. Route names in logs and metrics, allowed methods, reserved slugs
// and caching are all derived from these lists.

/** Pages that are the same for everyone who is signed out, and therefore cached. So are topics and paths. */
export const openPages = ['/', '/contents', '/paths', '/resources']

/** Pages with a form, or with one reader's data. */
export const closedPages = [
  '/account',
  '/account/confirm',
  '/account/deleted',
  '/confirm-email',
  '/forgot-password',
  '/reset-password',
  '/reset-password/done',
  '/search',
  '/shelf',
  '/shelf/export',
  '/shelf/import',
  '/sign-in',
  '/sign-in/code',
  '/sign-up',
]

/** Files for programs, the same for everyone and cached. */
export const forPrograms = [
  '/feed.json',
  '/feed.xml',
  '/llms.txt',
  '/logo-dark.svg',
  '/logo.svg',
  '/manifest.webmanifest',
  '/og.png',
  '/robots.txt',
  '/sitemap.xml',
]

/** Other addresses to read, which are never cached. */
export const otherReads = [
  '/.well-known/security.txt',
  '/api/health',
  '/api/near-topics',
  '/api/session',
  '/healthz',
  '/metrics',
  '/offline',
  '/readyz',
  '/search/results.json',
]

/** All writes, each by POST. */
export const writes = [
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
]

/** What other programs post, answered by the server itself (server/content-webhook.ts). */
export const webhooks = ['/api/content-webhook']

/** Other first segments that no topic may have as its slug. */
const otherParts = ['feed', 'figures', 'index', 'sign-out']

/** Returns the first segment of an address: "account" of "/account/confirm". */
export const firstPart = (address: string): string => address.split('/')[1] ?? ''

/** Slugs that no topic can have, since the portal uses those addresses. */
export const reservedSlugs: ReadonlySet<string> = new Set(
  [...openPages, ...closedPages, ...otherReads, ...writes]
    .map(firstPart)
    .concat(otherParts)
    .filter((part) => /^[a-z0-9-]+$/.test(part)),
)
