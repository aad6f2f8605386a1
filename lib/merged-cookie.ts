/** The cookie that carries what signing in did to the next page; readable by script, which shows it once. */
export const mergedCookie = 'lectern-merged'
