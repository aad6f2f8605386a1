import { createHash } from 'node:crypto'

/** The policy's sources (hashes or a nonce) for a page's inline scripts and style sheets. */
interface Hashes {
  scripts: string[]
  styles: string[]
}

/** The headers of every answer. */
export const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** Two years, as the HSTS preload list requires. */
export const strictTransport = 'max-age=63072000; includeSubDomains'

/**
 * Returns the Content-Security-Policy of a page with these inline scripts and style sheets. `github` allows the sign-in
 * form to redirect to GitHub; `dev` allows development tools.
 */
export function makePolicy(
  { baseUrl, github }: { baseUrl: string; github?: unknown },
  { scripts, styles }: Hashes,
  dev = false,
): string {
  return [
    `default-src 'none'`,
    // React evaluates code in development to show errors.
    [`script-src 'self'`, ...scripts, ...(dev ? [`'unsafe-eval'`] : [])].join(' '),
    // React writes style attributes; style sheets must come from this site.
    [`style-src 'self'`, ...(dev ? [`'unsafe-inline'`] : styles)].join(' '),
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    // The sign-in form redirects to GitHub.
    `form-action 'self'${github ? ' https://github.com' : ''}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    ...(dev ? [] : [`require-trusted-types-for 'script'`, `trusted-types default portal`]),
    ...(baseUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** The policy of the service worker, which fetches pages and files of the portal. */
export const policyForWorker = `default-src 'none'; connect-src 'self'`

/**
 * The policy of all responses other than pages: nothing in them may load or run, whatever type a browser assumes. An
 * image may have its own styles.
 */
export const policyForFiles = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`

/** Returns the policy's source for an inline script or style sheet with this text. */
export function hashText(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
