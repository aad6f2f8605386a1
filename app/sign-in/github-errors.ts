/** What went wrong at GitHub or on the way back, by the code that better-auth or GitHub puts into the address. */
const sentences: Record<string, string> = {
  access_denied: 'You cancelled at GitHub, so nothing was changed.',
  state_mismatch: 'That took too long, or was started in another browser. Try again.',
  email_not_found:
    'GitHub did not tell us an email address. Add one to your GitHub account and try again, or make an account with a password.',
  email_not_verified:
    'Your email address at GitHub is not verified. Verify it in GitHub’s email settings and try again, or make an account with a password.',
  account_not_linked:
    'There is an account with your GitHub email address already. Sign in to it another way, then link GitHub on your account’s page.',
  account_already_linked_to_different_user:
    'That GitHub account opens another account of this portal already. Sign in with it, and unlink it there first.',
  github_email_not_verified:
    'GitHub was not linked, since your email address there is not verified. Verify it in GitHub’s email settings and try again.',
  another_github_linked:
    'Another GitHub account is linked to your account already. Unlink it first, then link this one.',
  signed_out: 'You were signed out before GitHub could be linked. Sign in, then link it on your account’s page.',
  unable_to_create_session:
    'The email address of your account is not confirmed yet. Sign in with your password, and a link to confirm it is mailed to you.',
  signup_disabled:
    'This portal takes no new accounts through GitHub. If you have an account, sign in to it another way and link GitHub on your account’s page.',
  invalid_code:
    'GitHub can’t be reached just now, or answered with an error. Try again in a few minutes, or sign in another way.',
  misconfigured: 'GitHub refused the settings of this portal. Tell whoever runs it, and sign in another way.',
  too_many: 'Too many tries. Wait a minute and try again.',
  failed: 'Something broke on our side. Try again in a moment.',
}

/** Other codes that come to the same. */
const alike: Record<string, keyof typeof sentences> = {
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

/** Returns why GitHub opened nothing, and what helps. The code comes from an address, so that an unknown one is never shown. */
export function describeGithubError(code: string | string[] | undefined): string {
  const name = String(code).toLowerCase().replace(/\W/g, '')
  const known = Object.hasOwn(alike, name) ? alike[name] : name
  return (
    (known && Object.hasOwn(sentences, known) ? sentences[known] : undefined) ??
    'GitHub did not sign you in. Try again, or sign in another way.'
  )
}
