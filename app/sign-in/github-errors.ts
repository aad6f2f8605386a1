import { t } from '@/messages/generated/account'

/** Messages for errors of sign-in with GitHub, by the code that better-auth or GitHub puts into the address. */
const messages = {
  access_denied: 'githubAccessDenied',
  state_mismatch: 'githubStateMismatch',
  email_not_found: 'githubEmailMissing',
  email_not_verified: 'githubEmailUnverified',
  account_not_linked: 'githubEmailTaken',
  account_already_linked_to_different_user: 'githubLinkedElsewhere',
  github_email_not_verified: 'githubLinkUnverified',
  another_github_linked: 'githubAnotherLinked',
  signed_out: 'githubSignedOut',
  unable_to_create_session: 'githubAccountUnconfirmed',
  signup_disabled: 'githubSignUpClosed',
  invalid_code: 'githubUnreachable',
  misconfigured: 'githubMisconfigured',
  too_many: 'githubTooMany',
  failed: 'githubFailed',
} as const

/** Other codes with the same messages. */
const aliases = new Map<string, keyof typeof messages>([
  ['state_not_found', 'state_mismatch'],
  ['state_invalid', 'state_mismatch'],
  ['state_security_mismatch', 'state_mismatch'],
  ['please_restart_the_process', 'state_mismatch'],
  ['unable_to_get_user_info', 'invalid_code'],
  ['no_code', 'invalid_code'],
  ['temporarily_unavailable', 'invalid_code'],
  ['server_error', 'invalid_code'],
  ['redirect_uri_mismatch', 'misconfigured'],
  ['application_suspended', 'misconfigured'],
  ['incorrect_client_credentials', 'misconfigured'],
  ['oauth_provider_not_found', 'misconfigured'],
  ['internal_server_error', 'failed'],
  ['unable_to_create_user', 'failed'],
])

/** Returns a message for an error code. Never shows an unknown code, as it comes from the address. */
export function describeGithubError(code: string | string[] | undefined): string {
  const name = String(code).toLowerCase().replace(/\W/g, '')
  const known = aliases.get(name) ?? name
  return t(isKnown(known) ? messages[known] : 'githubUnknown')
}

const isKnown = (code: string): code is keyof typeof messages => Object.hasOwn(messages, code)
