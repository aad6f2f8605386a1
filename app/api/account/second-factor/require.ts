import 'server-only'
import type { AccountOverview } from '@/lib/account'
import { HttpError } from '../../write'
import { requireFactors } from '../proof'

/** Refuses where the account has no password, which a second factor would be second to; returns the one that was typed, once it and a code are proven. */
export async function requirePassword(
  request: Request,
  account: AccountOverview,
  typed: { password?: string; code?: { code: string; isRecovery: boolean } },
): Promise<string> {
  if (!account.hasPassword) throw new HttpError(409, 'Your account has no password. Set one first.')
  await requireFactors(request, account, typed)
  return typed.password ?? ''
}

/** Refuses where no second factor is on. */
export function requireSecondFactor({ secondFactor }: AccountOverview): void {
  if (!secondFactor) throw new HttpError(409, 'Two-step sign-in is not on.')
}
