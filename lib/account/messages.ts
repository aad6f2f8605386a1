import 'server-only'
import { readEnv } from '../env'
import { sendMail } from '../mail'

// All mails, in plain text. They contain no user input, so the portal can't be used to send messages to strangers.

const link = (path: string, token: string) => `${readEnv().baseUrl}${path}?token=${token}`
const portal = () => readEnv().baseUrl

/** Mails a password reset link. */
export function mailResetLink(to: string, token: string): Promise<void> {
  return sendMail({
    to,
    subject: 'A new password for Lectern',
    text: `Someone, hopefully you, asked to reset the password of the account with this address at ${portal()}.

Choose a new password within an hour:
${link('/reset-password', token)}

If it was not you, ignore this message: your password stays as it is.
`,
  })
}

/** Mails a link to confirm an address: a new one, or the account's present one. */
export function mailConfirmation(to: string, token: string, isNew: boolean): Promise<void> {
  return sendMail({
    to,
    subject: 'Confirm your address for Lectern',
    text: `${isNew ? 'Someone, hopefully you, asked to use this address for their account' : 'There is an account with this address'} at ${portal()}.

If it is yours, confirm your address within an hour:
${link('/confirm-email', token)}

If it is not, ignore this message${isNew ? ': without this link nothing changes' : ''}.
`,
  })
}

/** Mails a link to confirm a new account's address. */
export function mailSignUp(to: string, token: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Confirm your address for Lectern',
    text: `Someone, hopefully you, asked to create an account with this address at ${portal()}.

Confirm your address within an hour, with the password you chose:
${link('/confirm-email', token)}

If it was not you, ignore this message: without this link no account is created.
`,
  })
}

/** Tells a reader that someone tried to sign up with the address of their account. */
export function mailAccountExists(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'You have an account at Lectern',
    text: `Someone, hopefully you, tried to create an account with this address at ${portal()}. You already have one.

Sign in here:
${portal()}/sign-in

If you forgot your password, choose a new one:
${portal()}/forgot-password

If it was not you, ignore this message: nothing has changed.
`,
  })
}

/** Mails an operator's invitation to make an account. */
export function mailInvitation(to: string, address: string): Promise<void> {
  return sendMail({
    to,
    subject: 'You are invited to Lectern',
    text: `You are invited to create an account at ${portal()}.

Create it within seven days:
${address}

If you don't want an account, ignore this message.
`,
  })
}

/** Tells a reader that a new address was requested for their account. */
export function mailAddressAsked(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Email change requested for your account at Lectern',
    text: `Someone, hopefully you, asked to change the email address of your account at ${portal()}. The change takes effect once the new address is confirmed.

If it was not you, change your password, which also cancels the request:
${portal()}/account
`,
  })
}

/** Tells the former address of an account that it was replaced. */
export function mailAddressChanged(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'The email address of your account at Lectern was changed',
    text: `The email address of your account at ${portal()} was changed. This address no longer belongs to it.

If you did not change it, contact the operator of the portal.
`,
  })
}

/** Tells a reader that their password was changed. */
export function mailPasswordChanged(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Your password for Lectern was changed',
    text: `The password of your account at ${portal()} was changed, and all other browsers were signed out.

If it was not you, choose a new password now:
${portal()}/forgot-password
`,
  })
}

/** Tells a reader that signing in with the password now takes a code too. */
export function mailSecondFactorOn(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Two-step sign-in is on for your account at Lectern',
    text: `Signing in to your account at ${portal()} with the password now asks for a code too.

If you did not turn that on, choose a new password now, and contact the operator of the portal:
${portal()}/forgot-password
`,
  })
}

/** Tells a reader that signing in with the password no longer takes a code. */
export function mailSecondFactorOff(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Two-step sign-in is off for your account at Lectern',
    text: `Signing in to your account at ${portal()} with the password asks for no code any more.

If you did not turn that off, choose a new password now, then turn it on again:
${portal()}/forgot-password
`,
  })
}

/** Tells a reader that a passkey was added to their account. */
export function mailPasskeyAdded(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Your account at Lectern has a new passkey',
    text: `A passkey was added to your account at ${portal()}. Anyone who has it can sign in.

If it was not you, remove it now, and choose a new password:
${portal()}/account
`,
  })
}

/** Tells a reader that a passkey was removed from their account. */
export function mailPasskeyRemoved(to: string): Promise<void> {
  return mailChange(
    to,
    'A passkey of your account at Lectern was removed',
    (at) => `A passkey of your account at ${at} was removed. It can no longer be used to sign in.`,
  )
}

/** Tells a reader that GitHub was linked to their account. */
export function mailGithubLinked(to: string): Promise<void> {
  return mailChange(
    to,
    'GitHub was linked to your account at Lectern',
    (at) => `A GitHub account was linked to your account at ${at}. You can now sign in with it.`,
  )
}

/** Tells a reader that GitHub was unlinked from their account. */
export function mailGithubUnlinked(to: string): Promise<void> {
  return mailChange(
    to,
    'GitHub was unlinked from your account at Lectern',
    (at) => `GitHub was unlinked from your account at ${at}. It can no longer be used to sign in.`,
  )
}

/** Tells a reader that a password was set for an account without one. */
export function mailPasswordSet(to: string): Promise<void> {
  return mailChange(
    to,
    'Your account at Lectern has a password',
    (at) => `A password was set for your account at ${at}. You can now sign in with it.`,
  )
}

/** Tells a reader that their recovery codes were replaced. */
export function mailRecoveryCodes(to: string): Promise<void> {
  return mailChange(
    to,
    'Your account at Lectern has new recovery codes',
    (at) => `New recovery codes were made for your account at ${at}. The old ones no longer work.`,
  )
}

/** Tells a reader that their account now has this address. */
export function mailAddressIsYours(to: string): Promise<void> {
  return mailChange(
    to,
    'This is the address of your account at Lectern',
    (at) => `This is now the address of your account at ${at}.`,
  )
}

/** Tells a reader that their account was deleted. */
export function mailAccountDeleted(to: string): Promise<void> {
  return sendMail({
    to,
    subject: 'Your account at Lectern was deleted',
    text: `Your account at ${portal()} was deleted, with your marks and notes. No data is kept.

If you did not delete it, contact the operator of the portal.
`,
  })
}

/** Mails a change to an account, and what to do if its reader did not make it. */
function mailChange(to: string, subject: string, describe: (portal: string) => string): Promise<void> {
  return sendMail({
    to,
    subject,
    text: `${describe(portal())}

If it was not you, choose a new password now, and remove anything you don't recognise from your account:
${portal()}/forgot-password
`,
  })
}
