import { nameStored } from '@/lib/base-path'

// Keys in the browser's storage that the loader of a page knows too (server/pages/loader.ts).

/** Tells the tabs of one browser who was last seen to be signed in. */
export const lastReaderKey = nameStored('lectern-reader')
/** Begins the key of each change that the server has not kept yet. */
export const changePrefix = nameStored('lectern-change:')
/** Which resource had the focus when a page was left. */
export const placeKey = nameStored('keyboard-place')
/** When this browser's session was last renewed, in milliseconds since 1970. */
export const lastVisitKey = nameStored('lectern-visit')
