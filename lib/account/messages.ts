import 'server-only'
import { contactUs } from '../contact-us'
import { getSettings } from '../content'
import { readEnv } from '../env'
import { sendMail } from '../mail'

// All mails, in plain text. They contain no user input, so the portal can't be used to send messages to strangers.

const link = (path: string, token: string) => `${readEnv().baseUrl}${path}?token=${token}`
const portal = () => readEnv().baseUrl

interface Mail {
  to: string
  /** The subject, given the portal's name. */
  subject: (name: string) => string
  /** The text, given the end of a sentence that sends the reader to the people who run the portal. */
  text: string | ((contact: string) => string)
}

async function mail({ to, subject, text }: Mail): Promise<void> {
  const { name, contact } = await getSettings()
  await sendMail({
    to,
    subject: subject(name),
    text: typeof text === 'string' ? text : text(contact ? `contact us:\n${contact}` : `${contactUs(null)}.`),
  })
}

/** The advice about a request that someone else may have made. */
const ignore = 'If it wasn’t you, ignore this email.'

/** The advice about a change that someone else may have made. */
const secure =
  () => `If it wasn’t you, choose a new password now, and remove anything you don’t recognise from your account:
${portal()}/forgot-password
`

/** Mails a password reset link. */
export function mailResetLink(to: string, token: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Reset your password for ${name}`,
    text: `You, or someone else, asked to reset the password of your account at ${portal()}.

Choose a new password within an hour:
${link('/reset-password', token)}

${ignore} Your password hasn’t changed.
`,
  })
}

/** Mails a link to confirm an email address: a new one, or the account's current one. */
export function mailConfirmation(to: string, token: string, isNew: boolean): Promise<void> {
  return mail({
    to,
    subject: (name) => `Confirm your email address for ${name}`,
    text: isNew
      ? `You, or someone else, asked to use this email address for an account at ${portal()}.

Confirm your email address within an hour:
${link('/confirm-email', token)}

${ignore} Nothing changes unless you follow the link.
`
      : `Please confirm that this is the email address of your account at ${portal()}.

Confirm your email address within an hour:
${link('/confirm-email', token)}

If you don’t have an account there, ignore this email.
`,
  })
}

/** Mails a link to confirm a new account's address. */
export function mailSignUp(to: string, token: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Confirm your email address for ${name}`,
    text: `You, or someone else, asked to create an account with this email address at ${portal()}.

Confirm your email address within an hour, with the password you chose:
${link('/confirm-email', token)}

${ignore} We won’t create an account unless you follow the link.
`,
  })
}

/** Tells a reader that someone tried to sign up with the address of their account. */
export function mailAccountExists(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `You have an account at ${name}`,
    text: `You, or someone else, asked to create an account with this email address at ${portal()}. You already have one.

Sign in here:
${portal()}/sign-in

If you forgot your password, choose a new one:
${portal()}/forgot-password

${ignore} Nothing has changed.
`,
  })
}

/** Mails an operator's invitation to create an account. */
export function mailInvitation(to: string, address: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `You are invited to ${name}`,
    text: `We’d like to invite you to ${portal()}.

Create your account within seven days:
${address}

If you don’t want an account, ignore this email.
`,
  })
}

/** Tells a reader that a new address was requested for their account. */
export function mailAddressAsked(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Email change requested for your account at ${name}`,
    text: `You, or someone else, asked to change the email address of your account at ${portal()}. It changes once the new address is confirmed.

${secure()}
A new password also cancels the request.
`,
  })
}

/** Tells the former address of an account that it was replaced. */
export function mailAddressChanged(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `The email address of your account at ${name} was changed`,
    text: (contact) => `Your account at ${portal()} now uses another email address, and no longer this one.

If it wasn’t you, ${contact}
`,
  })
}

/** Tells a reader that their password was changed. */
export function mailPasswordChanged(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your password for ${name} was changed`,
    (at) => `The password of your account at ${at} was changed, and all other browsers were signed out.`,
  )
}

/** Tells a reader that two-factor authentication was turned on. */
export function mailSecondFactorOn(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Two-factor authentication is on for your account at ${name}`,
    text: (
      contact,
    ) => `Two-factor authentication was turned on for your account at ${portal()}. To sign in with your password, you now need a code too.

${secure()}
If you can’t sign in without the code, ${contact}
`,
  })
}

/** Tells a reader that two-factor authentication was turned off. */
export function mailSecondFactorOff(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Two-factor authentication is off for your account at ${name}`,
    (at) =>
      `Two-factor authentication was turned off for your account at ${at}. You now sign in with your password alone.`,
  )
}

/** Tells a reader that a passkey was added to their account. */
export function mailPasskeyAdded(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your account at ${name} has a new passkey`,
    (at) => `A passkey was added to your account at ${at}. You can now sign in with it.`,
  )
}

/** Tells a reader that a passkey was removed from their account. */
export function mailPasskeyRemoved(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `A passkey was removed from your account at ${name}`,
    (at) => `A passkey was removed from your account at ${at}. You can no longer sign in with it.`,
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
    (at) => `GitHub was unlinked from your account at ${at}. You can no longer sign in with it.`,
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
    (at) => `Your account at ${at} has new recovery codes. The old ones no longer work.`,
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
    text: (contact) => `Your account at ${portal()} was deleted, with your marks and notes.

If it wasn’t you, ${contact}
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

${secure()}`,
  })
}
