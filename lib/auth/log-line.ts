import 'server-only'

/** What better-auth logs as an error though a visitor caused it: a made-up or old state, a refused sign-in. */
const ofVisitors = [
  /^State not found/,
  /did not return an email/,
  /^(account_not_linked|signup_disabled|email_not_verified|unable_to_create_session)$/,
  /^Unable to link account - untrusted provider/,
  /^INVALID_CALLBACK_REQUEST/,
  /^Code not found/,
]

/** Returns the level at which a line of better-auth is logged, and the error beside it: a visitor's mistake is `info`, without one. */
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
