// Refusals and notices that several handlers give.

/** Refuses new accounts. */
export const signUpClosed = 'This portal doesn’t accept new accounts.'

/** Refuses new accounts without an invitation. */
export const invitationNeeded = 'You need an invitation to create an account here. Follow the link in your invitation.'

/** Refuses an invitation that is used or old. */
export const invitationExpired = 'That invitation was already used or has expired. Ask for a new one.'

/** Says why nothing is mailed. */
export const cannotMail = 'This portal can’t send email.'

/** Says that sign-in needs a confirmed address. */
export const emailUnconfirmed =
  'Your email address isn’t confirmed yet. Sign in with your password, and we’ll email you a link to confirm it.'
