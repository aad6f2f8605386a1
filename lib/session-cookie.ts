/**
 * The name of the session's cookie. Two, since "__Host-" cookies are dropped on plain http; with
 * either a page is made for this request alone (docs/decisions/0023).
 */
export const sessionCookie = { https: '__Host-lectern-session', http: 'lectern-session' }
