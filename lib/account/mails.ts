import 'server-only'
import { t } from '../../messages/generated/mail'
import { getSettings } from '../content'
import { readEnv } from '../env'
import { sendMail } from '../mail'

// All mails, in plain text. They contain no user input, so the portal can't be used to send messages to strangers.

/** The values of messages: the portal's address, and a link. */
const at = () => ({ portal: readEnv().baseUrl })
const withLink = (path: string) => ({ ...at(), link: readEnv().baseUrl + path })
const withToken = (path: string, token: string) => withLink(`${path}?token=${token}`)

/**
 * Sends a mail. Calls `subject` with the portal's name and `paragraphs` with its contact, or "none", once its language is
 * known.
 */
async function mail(
  to: string,
  subject: (portal: { name: string }) => string,
  paragraphs: (portal: { contact: string }) => string[],
): Promise<void> {
  const { name, contact } = await getSettings()
  const text = paragraphs({ contact: contact ?? 'none' }).join('\n\n')
  await sendMail({ to, subject: subject({ name }), text: `${text}\n` })
}

/** Returns the advice about a change that someone else may have made. */
const secure = () => t('secure', withLink('/forgot-password'))

/** Mails a password reset link. */
export function mailResetLink(to: string, token: string): Promise<void> {
  return mail(
    to,
    (portal) => t('resetSubject', portal),
    () => [t('reset', withToken('/reset-password', token))],
  )
}

/** Mails a link to confirm an email address: a new one, or the account's current one. */
export function mailConfirmation(to: string, token: string, isNew: boolean): Promise<void> {
  return mail(
    to,
    (portal) => t('confirmSubject', portal),
    () => [t(isNew ? 'confirmNew' : 'confirmCurrent', withToken('/confirm-email', token))],
  )
}

/** Mails a link to confirm a new account's address. */
export function mailSignUp(to: string, token: string): Promise<void> {
  return mail(
    to,
    (portal) => t('confirmSubject', portal),
    () => [t('signUp', withToken('/confirm-email', token))],
  )
}

/** Tells a reader that someone tried to sign up with the address of their account. */
export function mailAccountExists(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('accountExistsSubject', portal),
    () => [
      t('accountExists', {
        ...at(),
        signIn: withLink('/sign-in').link,
        newPassword: withLink('/forgot-password').link,
      }),
    ],
  )
}

/** Mails an operator's invitation to create an account. */
export function mailInvitation(to: string, link: string): Promise<void> {
  return mail(
    to,
    (portal) => t('invitationSubject', portal),
    () => [t('invitation', { ...at(), link })],
  )
}

/** Tells a reader that a new address was requested for their account. */
export function mailAddressAsked(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('addressAskedSubject', portal),
    () => [t('addressAsked', at()), secure(), t('cancelsRequest')],
  )
}

/** Tells the former address of an account that it was replaced. */
export function mailAddressChanged(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('addressChangedSubject', portal),
    (portal) => [t('addressChanged', { ...at(), ...portal })],
  )
}

/** Tells a reader that their password was changed. */
export function mailPasswordChanged(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('passwordChangedSubject', portal),
    () => [t('passwordChanged', at()), secure()],
  )
}

/** Tells a reader that two-factor authentication was turned on. */
export function mailSecondFactorOn(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('twoFactorOnSubject', portal),
    (portal) => [t('twoFactorOn', at()), secure(), t('lockedOut', portal)],
  )
}

/** Tells a reader that two-factor authentication was turned off. */
export function mailSecondFactorOff(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('twoFactorOffSubject', portal),
    () => [t('twoFactorOff', at()), secure()],
  )
}

/** Tells a reader that a passkey was added to their account. */
export function mailPasskeyAdded(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('passkeyAddedSubject', portal),
    () => [t('passkeyAdded', at()), secure()],
  )
}

/** Tells a reader that a passkey was removed from their account. */
export function mailPasskeyRemoved(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('passkeyRemovedSubject', portal),
    () => [t('passkeyRemoved', at()), secure()],
  )
}

/** Tells a reader that GitHub was linked to their account. */
export function mailGithubLinked(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('githubLinkedSubject', portal),
    () => [t('githubLinked', at()), secure()],
  )
}

/** Tells a reader that GitHub was unlinked from their account. */
export function mailGithubUnlinked(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('githubUnlinkedSubject', portal),
    () => [t('githubUnlinked', at()), secure()],
  )
}

/** Tells a reader that a password was set for an account without one. */
export function mailPasswordSet(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('passwordSetSubject', portal),
    () => [t('passwordSet', at()), secure()],
  )
}

/** Tells a reader that their recovery codes were replaced. */
export function mailRecoveryCodes(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('recoveryCodesSubject', portal),
    () => [t('recoveryCodes', at()), secure()],
  )
}

/** Tells the new address of an account that the account now uses it. */
export function mailAddressIsYours(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('addressIsYoursSubject', portal),
    () => [t('addressIsYours', at()), secure()],
  )
}

/** Tells a reader that their account was deleted. */
export function mailAccountDeleted(to: string): Promise<void> {
  return mail(
    to,
    (portal) => t('accountDeletedSubject', portal),
    (portal) => [t('accountDeleted', { ...at(), ...portal })],
  )
}
