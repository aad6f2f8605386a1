/**
 * The name of the session's cookie. Two, since "__Host-" cookies are dropped on plain http; the
 * presence of either chooses the signed-in rendering (docs/decisions/0002).
 */
export const sessionCookie = { https: '__Host-lectern-session', http: 'lectern-session' }
