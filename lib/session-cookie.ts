import { nameCookie } from './cookie-names'

/** The names of the session cookie. Pages for requests with either are never cached (docs/decisions/0023). */
export const sessionCookie = nameCookie('session')
