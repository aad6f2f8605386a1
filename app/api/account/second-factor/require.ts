import 'server-only'
import type { AccountOverview } from '@/lib/account'
import { t } from '@/messages/generated/refusals'
import { HttpError } from '../../write'
import { requireFactors } from '../proof'

/** Returns the typed password after it and a code were checked. Refuses an account without a password. */
export async function requirePassword(
  request: Request,
  account: AccountOverview,
  typed: { password?: string; code?: { code: string; isRecovery: boolean } },
): Promise<string> {
  if (!account.hasPassword) throw new HttpError(409, t('setPasswordFirst'))
  await requireFactors(request, account, typed)
  return typed.password ?? ''
}

/** Refuses an account without two-factor authentication. */
export function requireSecondFactor({ secondFactor }: AccountOverview): void {
  if (!secondFactor) throw new HttpError(409, t('twoFactorIsOff'))
}
