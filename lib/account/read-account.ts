import 'server-only'
import { getDatabase } from '../db'

/** What a reader's account consists of, as its page shows it. */
export interface AccountOverview {
  name: string
  email: string
  /** Its reader has followed a link that was mailed there, or GitHub vouches for it. */
  emailVerified: boolean
  hasPassword: boolean
  /** Signing in with the password asks for a code too. */
  secondFactor: boolean
  /** Which of its ways in is GitHub, if one is. */
  github: string | null
}

/** Reads a reader's account; null where there is none any more. */
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
    // One that was cut short while it was being turned on is to be turned on anew.
    secondFactor: Boolean(twoFactorEnabled) && twoFactor?.verified === true,
    github: accounts.find(({ providerId }) => providerId === 'github')?.id ?? null,
  }
}
