// Texts that several files of this folder show.

export const undoLabel = 'Undo'

export const dismissLabel = 'Dismiss'

/** Sends waiting changes again. */
export const retryLabel = 'Try now'

export const saving = 'Saving…'

/** Names a change whose control is unknown. */
export const unknownChange = 'A change'

export const notSaved = 'The portal couldn’t save it.'

export const cookiesBlocked =
  'This browser blocks cookies from this site, so marks can’t be saved. Allow cookies, then reload the page.'

export const createAccountLabel = 'Create an account'

/** Names the field for a note. */
export const noteLabel = (title: string): string => `Note on ${title}`

/** Names the button that opens the field for a note. */
export const noteAction = (note: string): string => (note ? 'Edit your note' : 'Add a note')

/** Says where a change is until the server has saved it. */
export const whereStored = (isStored: boolean): string =>
  isStored ? 'It is stored in this browser' : 'It is stored on this page only, so keep the page open'
