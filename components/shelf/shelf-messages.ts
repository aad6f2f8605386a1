// Texts that several files of this folder show.

/** Takes a change back. */
export const undoLabel = 'Undo'

/** Closes a notice. */
export const dismissLabel = 'Dismiss'

/** Sends waiting changes again. */
export const retryLabel = 'Try now'

/** Shown while a change is sent. */
export const saving = 'Saving…'

/** The label of the ribbon, by the value that it sets. */
export const ribbonLabels = { true: 'Bookmark', false: 'Remove bookmark' }

/** The reason for a refusal without one. */
export const notSaved = 'The portal couldn’t save it.'

/** Says why a visitor's marks can't be saved. */
export const cookiesBlocked =
  'This browser blocks cookies from this site, so marks can’t be saved. Allow cookies, then reload the page.'

/** The link to the sign-up form. */
export const createAccountLabel = 'Create an account'

/** Names the field for a note. */
export const noteLabel = (title: string): string => `Note on ${title}`

/** Names the button that opens the field for a note. */
export const noteAction = (note: string): string => (note ? 'Edit your note' : 'Add a note')

/** Says where a change is until the server has saved it. */
export const whereStored = (isStored: boolean): string =>
  isStored ? 'It’s stored in this browser' : 'It’s stored on this page only, so keep the page open'
