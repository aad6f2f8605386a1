import 'server-only'
import { getDatabase } from '../db'

/** A reader's account as its page shows it. */
export interface AccountOverview {
  name: string
  email: string
  /** Whether the reader followed a link mailed there, or GitHub vouches for the address. */
  emailVerified: boolean
  hasPassword: boolean
  /** Whether signing in with the password takes a code too. */
  secondFactor: boolean
  /** Id of the linked GitHub credential, if any. */
  github: string | null
}

/** Reads a reader's account; null if it no longer exists. */
export async function readAccount(reader: string, database = getDatabase()): Promise<AccountOverview | null> {
  const user = await database.user.findUnique({
    where: { id: reader },
    select: {
      name: true,
      email: true,
      emailVerified: true,
      twoFactorEnabled: true,
      twoFactor: { select: { verified: true } },
      accounts: { select: { id: true, providerId: true, password: true } },
    },
  })
  if (!user) return null
  const { accounts, twoFactorEnabled, twoFactor, ...rest } = user
  return {
    ...rest,
    hasPassword: accounts.some(({ providerId, password }) => providerId === 'credential' && password !== null),
    // Turning it on may have been interrupted; then it counts as off.
    secondFactor: Boolean(twoFactorEnabled) && twoFactor?.verified === true,
    github: accounts.find(({ providerId }) => providerId === 'github')?.id ?? null,
  }
}
