// The portal's own addresses without a variable part. What logs and metrics call a request, which methods it takes, which
// slugs topics can't have, what is kept for everyone, prepared ahead or closed to programs: all of it is read from here.

/** Pages of words, the same for everyone who is signed out: kept in memory, and prepared ahead. Topics and paths are such pages, too. */
export const openPages = ['/', '/contents', '/paths', '/resources']

/** Pages with a form, or with what is one reader's. */
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

/** What programs ask for, the same for everyone and kept in memory. */
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

/** What is read and is no page, and answered anew each time. */
export const otherReads = [
  '/.well-known/security.txt',
  '/api/health',
  '/api/near-topics',
  '/api/session',
  '/healthz',
  '/metrics',
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

/** First parts of addresses that are none of the above, and no topic's slug either. */
const otherParts = ['feed', 'figures', 'index', 'sign-out']

/** Returns the first part of an address: "account" of "/account/confirm". */
export const firstPart = (address: string): string => address.split('/')[1] ?? ''

/** Slugs that no topic can have, since the portal itself answers at such addresses. */
export const reservedSlugs: ReadonlySet<string> = new Set(
  [...openPages, ...closedPages, ...otherReads, ...writes]
    .map(firstPart)
    .concat(otherParts)
    .filter((part) => /^[a-z0-9-]+$/.test(part)),
)
