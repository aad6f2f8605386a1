/** Closes a notice. */
export const dismissLabel = 'Dismiss'
