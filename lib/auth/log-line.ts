import 'server-only'

/** Messages better-auth logs as errors though visitors cause them: an invalid or expired state, a refused sign-in. */
const ofVisitors = [
  /^State not found/,
  /did not return an email/,
  /^(account_not_linked|signup_disabled|email_not_verified|unable_to_create_session)$/,
  /^Unable to link account - untrusted provider/,
  /^INVALID_CALLBACK_REQUEST/,
  /^Code not found/,
]

/** Returns the level and error to log for a better-auth message. A visitor's mistake is `info`, without an error. */
export function describeLine<Level extends string>(
  level: Level,
  message: string,
  more: unknown[],
): { level: Level | 'info'; err?: Error } {
  const err = more.find((each) => each instanceof Error)
  const code = err && 'code' in err ? String(err.code) : ''
  const isVisitors =
    ofVisitors.some((pattern) => pattern.test(message)) ||
    (message === 'Failed to parse state' && code.startsWith('state_') && code !== 'state_generation_error')
  return isVisitors ? { level: 'info' } : { level, err }
}
