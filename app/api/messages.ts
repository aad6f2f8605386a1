// Refusals and notices that several handlers give.

/** Says that a change needs a sign-in. */
export const signedOutMessage = 'You’re signed out. Sign in to continue.'

/** Refuses to remove the last way to sign in. */
export const onlySignInMethod = 'That’s the only way to sign in to your account. Set a password first.'

/** Refuses GitHub where it is not set up. */
export const noGithub = 'This portal doesn’t offer sign-in with GitHub.'

/** Refuses another email to the same address. */
export const tooManyEmails = 'We’ve sent you several emails in the last hour. Check your inbox, or try again later.'

/** Refuses an email address of another account. */
export const emailTaken = 'Another account already uses that email address.'

/** Refuses a change of a removed passkey. */
export const passkeyGone = 'That passkey has already been removed.'

/** Refuses to set a first password twice. */
export const passwordAlreadySet = 'Your account already has a password. Change it instead.'

/** Refuses to turn on two-factor authentication twice. */
export const twoFactorAlreadyOn = 'Two-factor authentication is already on.'

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

/** Says that a change signed out the reader's other browsers. */
export const othersSignedOut = 'All other browsers were signed out.'

/** Advises a reader whose account someone else may have used. */
export const signOutAdvice = 'If someone else used your account, sign out your other browsers too.'
