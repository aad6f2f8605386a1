/** Closes a notice. */
export const dismissLabel = 'Dismiss'

/** The link to the sign-up form. */
export const createAccountLabel = 'Create an account'
