import type { Env } from '../lib/env'

/** What makes a policy of its own: which scripts within the page may run. */
type Scripts = readonly string[]

/** The policies for HTML, by which scripts within it may run; the same but for that. */
export function makePolicy({ baseUrl, github }: Pick<Env, 'baseUrl' | 'github'>, scripts: Scripts): string {
  return [
    `default-src 'none'`,
    `script-src 'self' ${scripts.join(' ')}`,
    // React writes styles on elements, as attributes; a sheet of them can come from here alone.
    `style-src 'self'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    // A form of ours that is answered with an address elsewhere goes there: to sign in with GitHub.
    `form-action 'self'${github ? ' https://github.com' : ''}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types default lectern`,
    ...(baseUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** For what is no page: nothing in it may load or run anything, whatever a browser takes it for. A picture may have its own styles. */
export const policyForFiles = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`
