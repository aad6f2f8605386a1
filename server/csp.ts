/** The scripts and the style sheets that stand in pages, as a policy names them. */
interface Hashes {
  scripts: string[]
  styles: string[]
}

/** What every answer has. */
export const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** Two years, as browsers' own list of such sites asks. */
export const strictTransport = 'max-age=63072000; includeSubDomains'

/** The policy for a page, by which of the scripts and style sheets within it these hold; `github` says whether readers can sign in with it, `dev` lets the tools of development in. */
export function makePolicy(
  { baseUrl, github }: { baseUrl: string; github?: unknown },
  { scripts, styles }: Hashes,
  dev = false,
): string {
  return [
    `default-src 'none'`,
    // React evaluates code while developing, to show errors where they are.
    [`script-src 'self'`, ...scripts, ...(dev ? [`'unsafe-eval'`] : [])].join(' '),
    // React writes styles on elements, as attributes; a sheet of them can come from here alone.
    [`style-src 'self'`, ...(dev ? [`'unsafe-inline'`] : styles)].join(' '),
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    // A form of ours that is answered with an address elsewhere goes there: to sign in with GitHub.
    `form-action 'self'${github ? ' https://github.com' : ''}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    ...(dev ? [] : [`require-trusted-types-for 'script'`, `trusted-types default lectern`]),
    ...(baseUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** For the service worker, which fetches pages and files of the portal. */
export const policyForWorker = `default-src 'none'; connect-src 'self'`

/** For what is no page: nothing in it may load or run anything, whatever a browser takes it for. A picture may have its own styles. */
export const policyForFiles = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`
