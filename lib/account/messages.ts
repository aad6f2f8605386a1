import 'server-only'
import { getSettings } from '../content'
import { readEnv } from '../env'
import { sendMail, type Message } from '../mail'

// What the portal mails, in plain text. No name and nothing that somebody typed stands in it, so
// that nobody can use the portal to mail words of their own.

const link = (path: string, token: string) => `${readEnv().baseUrl}${path}?token=${token}`
const portal = () => readEnv().baseUrl

/** Sends a message whose subject names the portal. */
async function mail({ subject, ...message }: Omit<Message, 'subject'> & { subject: (name: string) => string }) {
  await sendMail({ ...message, subject: subject((await getSettings()).name) })
}

/** Mails the way to a new password. */
export function mailResetLink(to: string, token: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `A new password for ${name}`,
    text: `Somebody, we hope you, asked for a new password for the account with this address at ${portal()}.

Choose one here, within an hour:
${link('/reset-password', token)}

If it was not you, do nothing: without this link nothing changes.
`,
  })
}

/** Mails the way to show that an address is one’s own. */
export function mailConfirmation(to: string, token: string, isNew: boolean): Promise<void> {
  return mail({
    to,
    subject: (name) => `Confirm your address for ${name}`,
    text: `${isNew ? 'Somebody, we hope you, wants this to be the address of their account' : 'There is an account with this address'} at ${portal()}.

If it is yours, confirm it here, within an hour:
${link('/confirm-email', token)}

If it is not, do nothing${isNew ? ': without this link nothing changes' : ''}.
`,
  })
}

/** Mails the way to an account that somebody wants to make. */
export function mailSignUp(to: string, token: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Confirm your address for ${name}`,
    text: `Somebody, we hope you, wants to make an account with this address at ${portal()}.

Confirm it here, within an hour, with the password you chose:
${link('/confirm-email', token)}

If it was not you, do nothing: without this link there is no account.
`,
  })
}

/** Tells an account’s address that somebody wanted to make another with it. */
export function mailAccountExists(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `You have an account at ${name}`,
    text: `Somebody, we hope you, wanted to make an account with this address at ${portal()}. There is one already.

Sign in to it here:
${portal()}/sign-in

If you forgot its password, choose a new one:
${portal()}/forgot-password

If it was not you, do nothing: nothing has changed.
`,
  })
}

/** Mails an operator's invitation to make an account. */
export function mailInvitation(to: string, address: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `You are invited to ${name}`,
    text: `You are invited to make an account at ${portal()}.

Make it here, within seven days:
${address}

If you don't want one, do nothing.
`,
  })
}

/** Tells an account’s address that another one is asked for. */
export function mailAddressAsked(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Another address for your account at ${name}`,
    text: `Somebody, we hope you, asked for another email address for your account at ${portal()}. It changes once that address is confirmed.

If it was not you, change your password: that also stops the change.
${portal()}/account
`,
  })
}

/** Tells an account’s former address that it is no more. */
export function mailAddressChanged(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} has another address`,
    text: `Your account at ${portal()} now has another email address, and no longer this one.

If it was not you who changed it, write to whoever runs the portal.
`,
  })
}

/** Tells an account’s address that its password is another. */
export function mailPasswordChanged(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your password for ${name} was changed`,
    text: `The password of your account at ${portal()} was changed, and every other browser signed out.

If it was not you, choose a new one at once:
${portal()}/forgot-password
`,
  })
}

/** Tells an account’s address that its password alone opens it no more. */
export function mailSecondFactorOn(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} has a second factor`,
    text: `Signing in to your account at ${portal()} with the password now asks for a code too.

If it was not you who turned that on, choose a new password at once, and write to whoever runs the portal:
${portal()}/forgot-password
`,
  })
}

/** Tells an account’s address that its password alone opens it again. */
export function mailSecondFactorOff(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} has no second factor any more`,
    text: `Signing in to your account at ${portal()} with the password asks for no code any more.

If it was not you who turned that off, choose a new password at once, then turn it on again:
${portal()}/forgot-password
`,
  })
}

/** Tells an account’s address that there is another way into it. */
export function mailPasskeyAdded(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} has a new passkey`,
    text: `A passkey was added to your account at ${portal()}: whoever has it can sign in.

If it was not you, remove it at once, and choose a new password:
${portal()}/account
`,
  })
}

/** Tells an account's address that a passkey opens it no more. */
export function mailPasskeyRemoved(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `A passkey of your account at ${name} was removed`,
    (at) => `A passkey of your account at ${at} was removed: it no longer signs anybody in.`,
  )
}

/** Tells an account's address that GitHub opens it too. */
export function mailGithubLinked(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `GitHub was linked to your account at ${name}`,
    (at) => `A GitHub account was linked to your account at ${at}: whoever can sign in there can sign in here.`,
  )
}

/** Tells an account's address that GitHub opens it no more. */
export function mailGithubUnlinked(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `GitHub was unlinked from your account at ${name}`,
    (at) => `GitHub was unlinked from your account at ${at}: it no longer signs anybody in here.`,
  )
}

/** Tells an account's address that it has a password, after it had none. */
export function mailPasswordSet(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your account at ${name} has a password`,
    (at) => `A password was set for your account at ${at}: whoever knows it can sign in.`,
  )
}

/** Tells an account's address that its recovery codes were replaced. */
export function mailRecoveryCodes(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `Your account at ${name} has new recovery codes`,
    (at) => `New recovery codes were made for your account at ${at}. The old ones no longer work.`,
  )
}

/** Tells an address that it is an account's from now on. */
export function mailAddressIsYours(to: string): Promise<void> {
  return mailChange(
    to,
    (name) => `This is the address of your account at ${name}`,
    (at) => `This is now the address of your account at ${at}.`,
  )
}

/** Tells a reader that their account is gone. */
export function mailAccountDeleted(to: string): Promise<void> {
  return mail({
    to,
    subject: (name) => `Your account at ${name} was deleted`,
    text: `Your account at ${portal()} was deleted, with your marks and notes. Nothing is kept of it.

If it was not you who deleted it, write to whoever runs the portal.
`,
  })
}

/** Tells an account's address what was changed about it, and what to do if its reader did not do it. */
function mailChange(
  to: string,
  subject: (name: string) => string,
  describe: (portal: string) => string,
): Promise<void> {
  return mail({
    to,
    subject,
    text: `${describe(portal())}

If it was not you, choose a new password at once, and remove what you don't know from your account:
${portal()}/forgot-password
`,
  })
}
