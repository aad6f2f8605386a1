import { emailUnconfirmed } from '@/app/api/messages'

/** Messages for errors of sign-in with GitHub, by the code that better-auth or GitHub puts into the address. */
const messages: Record<string, string> = {
  access_denied: 'You cancelled at GitHub, so nothing has changed.',
  state_mismatch: 'This sign-in expired or was started in another browser. Try again.',
  email_not_found:
    'GitHub didn’t give us an email address. Add one to your GitHub account and try again, or create an account with a password.',
  email_not_verified:
    'Your email address at GitHub isn’t verified. Verify it in GitHub’s email settings and try again, or create an account with a password.',
  account_not_linked:
    'An account already uses your GitHub email address. Sign in another way, then link GitHub on your account page.',
  account_already_linked_to_different_user:
    'That GitHub account is already linked to another account. Sign in with it and unlink it there first.',
  github_email_not_verified:
    'GitHub wasn’t linked, because your email address there isn’t verified. Verify it in GitHub’s email settings and try again.',
  another_github_linked:
    'Another GitHub account is already linked to your account. Unlink it first, then link this one.',
  signed_out: 'You were signed out before GitHub could be linked. Sign in, then link it on your account page.',
  unable_to_create_session: emailUnconfirmed,
  signup_disabled:
    'This portal doesn’t accept new accounts through GitHub. If you have an account, sign in another way and link GitHub on your account page.',
  invalid_code: 'GitHub can’t be reached or returned an error. Try again in a few minutes, or sign in another way.',
  misconfigured: 'You can’t sign in with GitHub right now, as it rejects this portal’s settings. Sign in another way.',
  too_many: 'Too many attempts. Wait a minute and try again.',
  failed: 'Something went wrong on our side. Try again in a moment.',
}

/** Other codes with the same messages. */
const aliases: Record<string, keyof typeof messages> = {
  state_not_found: 'state_mismatch',
  state_invalid: 'state_mismatch',
  state_security_mismatch: 'state_mismatch',
  please_restart_the_process: 'state_mismatch',
  unable_to_get_user_info: 'invalid_code',
  no_code: 'invalid_code',
  temporarily_unavailable: 'invalid_code',
  server_error: 'invalid_code',
  redirect_uri_mismatch: 'misconfigured',
  application_suspended: 'misconfigured',
  incorrect_client_credentials: 'misconfigured',
  oauth_provider_not_found: 'misconfigured',
  internal_server_error: 'failed',
  unable_to_create_user: 'failed',
}

/** Returns a message for an error code. Never shows an unknown code, as it comes from the address. */
export function describeGithubError(code: string | string[] | undefined): string {
  const name = String(code).toLowerCase().replace(/\W/g, '')
  const known = Object.hasOwn(aliases, name) ? aliases[name] : name
  return (
    (known && Object.hasOwn(messages, known) ? messages[known] : undefined) ??
    'GitHub didn’t sign you in. Try again, or sign in another way.'
  )
}
