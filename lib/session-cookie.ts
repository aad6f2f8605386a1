/**
 * The names of the session cookie, since browsers drop "__Host-" cookies on plain http. Pages for requests with
 * either are never cached (docs/decisions/0023).
 */
export const sessionCookie = { https: '__Host-lectern-session', http: 'lectern-session' }
