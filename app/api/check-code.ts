import 'server-only'
import { callAuth } from './call-auth'

/** Checks an authenticator code or a recovery code, which is then used up. Refuses a wrong one. */
export function checkCode(
  request: Pick<Request, 'headers'>,
  { code, isRecovery }: { code: string; isRecovery: boolean },
  method?: string,
) {
  return callAuth(request, isRecovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp', { code }, method)
}
