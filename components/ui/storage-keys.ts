import { nameStored } from '@/lib/base-path'

// Keys in the browser's storage that the inline scripts of a page use too (components/inline).

/** The id of the reader who was last signed in, shared by the tabs of a browser. */
export const lastReaderKey = nameStored('portal-reader')
/** The id of the reader who was last signed in, if that reader is a guest; else no entry. */
export const lastGuestKey = nameStored('portal-guest')
/** The prefix of the key of each change in the outbox. */
export const changePrefix = nameStored('portal-change:')
/** The resource that had the focus when the reader left a page. */
export const focusKey = nameStored('keyboard-place')
/** When this browser's session was last renewed, in milliseconds since 1970. */
export const lastVisitKey = nameStored('portal-visit')
/** The reader's choice of a theme: `light`, `dark`, or no entry for the system's. */
export const themeKey = nameStored('theme')
