import 'server-only'
import { getSettings } from '../content'
import { readEnv } from '../env'
import { sendMail, type Message } from '../mail'

// All mails, in plain text. They contain no user input, so the portal can't be used to send messages to strangers.

const link = (path: string, token: string) => `${readEnv().baseUrl}${path}?token=${token}`
const portal = () => readEnv().baseUrl

/** Sends a message whose subject names the portal. */
async function mail({ subject, ...message }: Omit<Message, 'subject'> & { subject: (name: string) => string }) {
  await sendMail({ ...message, subject: subject((await getSettings()).name) })
}

/** Mails a password reset link. */
export function mailResetLink(to: string, token: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Reset your password for ${name}`,
    text: `Someone, hopefully you, asked to reset the password of your account at ${portal()}.

Choose a new password within an hour:
${link('/reset-password', token)}

If it wasn't you, ignore this message. Your password hasn't changed.
`,
  })
}

/** Mails a link to confirm an email address: a new one, or the account's current one. */
export function mailConfirmation(to: string, token: string, isNew: boolean): Promise<void> {
  return mail({
    to,
    subject: (name) => `Confirm your email address for ${name}`,
    text: `${isNew ? 'Someone, hopefully you, asked to use this email address for their account' : 'There is an account with this email address'} at ${portal()}.

${isNew ? 'If it was you' : 'If it is yours'}, confirm your email address within an hour:
${link('/confirm-email', token)}

${isNew ? "If it wasn't you, ignore this message. Nothing changes unless you follow the link." : "If it isn't yours, ignore this message."}
`,
  })
}

/** Mails a link to confirm a new account's address. */
export function mailSignUp(to: string, token: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Confirm your email address for ${name}`,
    text: `Someone, hopefully you, asked to create an account with this email address at ${portal()}.

Confirm your email address within an hour, with the password you chose:
${link('/confirm-email', token)}

If it wasn't you, ignore this message. No account is created unless you follow the link.
`,
  })
}

/** Tells a reader that someone tried to sign up with the address of their account. */
export function mailAccountExists(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `You have an account at ${name}`,
    text: `Someone, hopefully you, tried to create an account with this email address at ${portal()}. You already have one.

Sign in here:
${portal()}/sign-in

If you forgot your password, choose a new one:
${portal()}/forgot-password

If it wasn't you, ignore this message. Nothing has changed.
`,
  })
}

/** Mails an operator's invitation to create an account. */
export function mailInvitation(to: string, address: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `You are invited to ${name}`,
    text: `You are invited to create an account at ${portal()}.

Create it within seven days:
${address}

If you don't want an account, ignore this message.
`,
  })
}

/** Tells a reader that a new address was requested for their account. */
export function mailAddressAsked(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Email change requested for your account at ${name}`,
    text: `Someone, hopefully you, asked to change the email address of your account at ${portal()}. The change takes effect once the new address is confirmed.

If it wasn't you, change your password, which also cancels the request:
${portal()}/account
`,
  })
}

/** Tells the former address of an account that it was replaced. */
export function mailAddressChanged(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `The email address of your account at ${name} was changed`,
    text: `The email address of your account at ${portal()} was changed. This address no longer belongs to it.

If you didn't change it, contact the portal's operator.
`,
  })
}

/** Tells a reader that their password was changed. */
export function mailPasswordChanged(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your password for ${name} was changed`,
    text: `The password of your account at ${portal()} was changed, and all other browsers were signed out.

If it wasn't you, choose a new password now:
${portal()}/forgot-password
`,
  })
}

/** Tells a reader that two-factor authentication was turned on. */
export function mailSecondFactorOn(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Two-factor authentication is on for your account at ${name}`,
    text: `Signing in to your account at ${portal()} with your password now also needs a code.

If you didn't turn it on, contact the portal's operator, and choose a new password now:
${portal()}/forgot-password
`,
  })
}

/** Tells a reader that two-factor authentication was turned off. */
export function mailSecondFactorOff(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Two-factor authentication is off for your account at ${name}`,
    text: `Signing in to your account at ${portal()} with your password no longer needs a code.

If you didn't turn it off, choose a new password now, then turn it on again:
${portal()}/forgot-password
`,
  })
}

/** Tells a reader that a passkey was added to their account. */
export function mailPasskeyAdded(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} has a new passkey`,
    text: `A passkey was added to your account at ${portal()}. Anyone who has it can sign in.

If it wasn't you, remove it now, and choose a new password:
${portal()}/account
`,
  })
}

/** Tells a reader that a passkey was removed from their account. */
export function mailPasskeyRemoved(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `A passkey was removed from your account at ${name}`,
    (at) => `A passkey was removed from your account at ${at}. It can no longer be used to sign in.`,
  )
}

/** Tells a reader that GitHub was linked to their account. */
export function mailGithubLinked(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `GitHub was linked to your account at ${name}`,
    (at) => `A GitHub account was linked to your account at ${at}. You can now sign in with it.`,
  )
}

/** Tells a reader that GitHub was unlinked from their account. */
export function mailGithubUnlinked(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `GitHub was unlinked from your account at ${name}`,
    (at) => `GitHub was unlinked from your account at ${at}. It can no longer be used to sign in.`,
  )
}

/** Tells a reader that a password was set for an account without one. */
export function mailPasswordSet(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your account at ${name} has a password`,
    (at) => `A password was set for your account at ${at}. You can now sign in with it.`,
  )
}

/** Tells a reader that their recovery codes were replaced. */
export function mailRecoveryCodes(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your account at ${name} has new recovery codes`,
    (at) => `New recovery codes were created for your account at ${at}. The old ones no longer work.`,
  )
}

/** Tells the new address of an account that the account now uses it. */
export function mailAddressIsYours(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your account at ${name} has a new email address`,
    (at) => `Your account at ${at} now uses this email address.`,
  )
}

/** Tells a reader that their account was deleted. */
export function mailAccountDeleted(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} was deleted`,
    text: `Your account at ${portal()} was deleted, with your marks and notes. No data is kept.

If you didn't delete it, contact the portal's operator.
`,
  })
}

/** Mails a notice of a change to an account, with advice in case its reader did not make it. */
function mailChange(
  to: string,
  subject: (name: string) => string,
  describe: (portal: string) => string,
): Promise<void> {
  return mail({
    to,
    subject,
    text: `${describe(portal())}

If it wasn't you, choose a new password now, and remove anything you don't recognise from your account:
${portal()}/forgot-password
`,
  })
}
