export { addPasskey, startAddingPasskey, type Added } from './add-passkey'
export { changeAddress, confirmAddress, readConfirming, startConfirming } from './confirm-address'
export { makeRecoveryCodes, readCode } from './codes'
export { createAccount } from './create-account'
export { deleteAccount } from './delete-account'
export { findWeakness, foldPassword } from './find-weakness'
export { unlinkGithub } from './github'
export { hashPassword, verifyPassword } from './hash-password'
export { TooBusyError } from './hash-queue'
export { deviceCookieAge, findDevice, makeDeviceCookie } from './device-cookie'
export {
  mailAccountDeleted,
  mailAddressAsked,
  mailAddressIsYours,
  mailGithubLinked,
  mailGithubUnlinked,
  mailInvitation,
  mailPasskeyAdded,
  mailPasskeyRemoved,
  mailPasswordChanged,
  mailPasswordSet,
  mailRecoveryCodes,
  mailSecondFactorOff,
  mailSecondFactorOn,
} from './mails'
export { withdrawLinks } from './mailed-links'
export { nameBrowser } from './name-browser'
export { readPasskeys, removePasskey, renamePasskey, type PasskeyOverview } from './passkeys'
export { provePasskey, startProvingPasskey } from './prove-passkey'
export { readAccount, type AccountOverview } from './read-account'
export { getRelyingParty } from './relying-party'
export { isProven, serialiseProof } from './reauthentication'
export { finishReset, readReset, startReset } from './reset-password'
export { readOtherWaysIn, readResetReview, serialiseResetReview, type OtherWaysIn } from './reset-review'
export { acceptInvitation, createInvitation, readInvitation } from './invitations'
export { removeExpired } from './remove-expired'
export { removeOrphanedAccount } from './orphaned-accounts'
export { codesAge, openShownOnce, sealShownOnce, setUpAge, takeShownOnce, type ShownOnce } from './second-factor-cookie'
export {
  endAllSessions,
  endExcessSessions,
  endOtherSessions,
  endReplacedSession,
  endSession,
  freshFor,
  isSpent,
  longestSession,
  readSessions,
  userAgentLength,
  type OpenSession,
} from './sessions'
export { finishSignUp, isPasswordOf, readSignUp, startSignUp } from './sign-up-by-mail'
export {
  consumeAttempt,
  consumeCodeAttempt,
  refundAttempt,
  refundCodeAttempt,
  refundUncheckedAttempt,
  resetConsecutiveAttempts,
  useCode,
} from './attempts'
