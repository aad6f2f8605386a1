import 'server-only'
import type { AccountOverview } from '@/lib/account'
import { Refusal } from '../../write'
import { requireProof } from '../proof'

/** Refuses where the account has no password, which a second factor would be second to; gives the one that was typed, once it is proven. */
export async function requirePassword(request: Request, account: AccountOverview, password: string | undefined): Promise<string> {
  if (!account.hasPassword) throw new Refusal(409, 'Your account has no password. Set one first.')
  await requireProof(request, account, password)
  return password ?? ''
}

/** Refuses where no second factor is on. */
export function requireSecondFactor({ secondFactor }: AccountOverview): void {
  if (!secondFactor) throw new Refusal(409, 'The second factor is not on.')
}
