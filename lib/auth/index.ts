import 'server-only'
import { prismaAdapter } from '@better-auth/prisma-adapter'
import { betterAuth } from 'better-auth'
import { anonymous } from 'better-auth/plugins/anonymous'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { endExcessSessions, freshFor, makeRecoveryCodes, userAgentLength, verifyPassword } from '../account'
import { addressHeader } from '../client-address'
import { getCookiePath, nameCookie } from '../cookie-names'
import { getDatabase } from '../db'
import { readEmailAddress } from '../email-address'
import { readEnv, readSecret } from '../env'
import { tidyLine } from '../invisible-characters'
import { consumeRateLimit, type Limit } from '../rate-limit'
import { makeMergeNotice } from '../notice'
import { getLog, scrub } from '../observing'
import { sessionCookie } from '../session-cookie'
import { mergeGuest } from '../shelf'
import { confirmPassword } from './confirm-password'
import { guardAccounts } from './guard-accounts'
import { tellOfGithubLink, validateGithubUser } from './github-links'
import { challengeCookie, guardCodes } from './guard-codes'
import { hashInTurn, tooBusyCode } from './hash-in-turn'
import { describeLine } from './log-line'
import { passkeySignIn } from './passkey-sign-in'
import { passwordSignIn } from './password-sign-in'

export { challengeCookie, tooBusyCode }

/** Shortest and longest password, in code points after normalisation. */
export const passwordLength = { min: 12, max: 128 }

/** Empties the tokens GitHub sends. */
const noTokens = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
  scope: null,
}

function createAuth() {
  const env = readEnv()
  const secure = env.baseUrl.startsWith('https:')
  const authCookies = nameCookie('auth')
  return betterAuth({
    // With the full path: better-auth appends its own path only to an address without one.
    baseURL: `${env.baseUrl}/api/auth`,
    secret: readSecret(env),
    database: prismaAdapter(getDatabase(), { provider: env.database.provider }),
    emailAndPassword: {
      enabled: true,
      // Sign-up is in lib/account.
      disableSignUp: true,
      // better-auth counts UTF-16 units, our form fields count code points (app/api/account-fields.ts).
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max * 4,
      // With mail, no session starts before the address is confirmed; see also `session` below.
      requireEmailVerification: env.mail !== undefined,
      password: hashInTurn,
    },
    user: {
      additionalFields: { mergedIntoId: { type: 'string', required: false, input: false } },
      validateUserInfo: validateGithubUser,
    },
    databaseHooks: {
      session: {
        create: {
          async before({ userId, userAgent }, ctx) {
            // Stores the start of the user agent, and no IP address.
            const kept = { data: { userAgent: userAgent?.slice(0, userAgentLength) ?? null, ipAddress: null } }
            // Readers who signed in before mail was configured may continue.
            if (!env.mail || ctx?.context.session?.user.id === userId) return kept
            const unproven = await getDatabase().user.count({
              where: { id: userId, emailVerified: false, OR: [{ isAnonymous: null }, { isAnonymous: false }] },
            })
            return unproven ? false : kept
          },
          // Runs after the insert, so concurrent sign-ins keep to the limit too.
          after: ({ userId, id }) => endExcessSessions(userId, id),
        },
      },
      // Stores no tokens from GitHub: they are unused, and a leaked database must not contain them.
      account: {
        create: { before: async () => ({ data: noTokens }), after: tellOfGithubLink },
        update: { before: async () => ({ data: noTokens }) },
      },
      user: {
        create: { before: async ({ name }) => ({ data: { name: tidyLine(name, 80) || 'Reader', image: null } }) },
      },
    },
    socialProviders: env.github
      ? {
          github: {
            ...env.github,
            disableSignUp: env.signUp !== 'open',
            mapProfileToUser: ({ email }) => ({ email: (email && readEmailAddress(email)) ?? email }),
          },
        }
      : {},
    // Links another provider's account only at the request of a signed-in reader, whatever its address.
    account: {
      // Encrypted in the browser: a database row would outlive the account it names.
      storeStateStrategy: 'cookie',
      accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: true },
    },
    // Hashed, so that a leaked copy of the database opens no account.
    verification: { storeIdentifier: 'hashed' },
    // As long as a guest's marks are kept, since only the session leads to them. Each visit renews it.
    session: { expiresIn: 60 * 60 * 24 * 90, updateAge: 60 * 60, freshAge: freshFor },
    // Where failed or unrequested GitHub sign-ins end.
    onAPIError: { errorURL: `${env.baseUrl}/sign-in` },
    // In addition to better-auth's limits, per network address, for guessable secrets and mails.
    rateLimit: {
      enabled: true,
      // One statement per hit, so it works across servers; better-auth's own needs a transaction (docs/decisions/0015).
      customStorage: { consume: consumeForAuth },
      customRules: {
        // A whole class may start behind one address.
        '/sign-in/anonymous': { window: 60, max: 60 },
        '/change-password': { window: 60, max: 5 },
        '/confirm-password': { window: 60, max: 5 },
        // Every sign-in page requests one when it opens.
        '/passkey/sign-in-options': { window: 60, max: 120 },
        '/passkey/add-options': { window: 60, max: 20 },
      },
    },
    plugins: [
      passwordSignIn,
      confirmPassword,
      // If a code is also needed, ends the session that the password started, before the plugins below see it.
      twoFactor({
        accountLockout: { enabled: false },
        backupCodeOptions: { customBackupCodesGenerate: makeRecoveryCodes },
      }),
      guardCodes,
      passkeySignIn,
      anonymous({
        generateName: () => 'Guest',
        // A guest's marks are merged before the sign-in responds; the user row is deleted later.
        disableDeleteAnonymousUser: true,
        async onLinkAccount({ anonymousUser, newUser, ctx }) {
          const guest = anonymousUser.user.id
          const merged = guest === newUser.user.id ? null : await mergeGuest(guest, newUser.user.id)
          if (!merged?.marks) return
          const { name, value, maxAge } = makeMergeNotice(newUser.user.id, { ...merged, guest })
          ctx.setCookie(name, value, { path: getCookiePath(), maxAge, httpOnly: true, sameSite: 'lax', secure })
        },
      }),
      // Last, since it may end the session that guests are merged by.
      guardAccounts,
    ],
    advanced: {
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 64 },
      // better-auth would add "__Secure-"; "__Host-" is stricter, but needs https.
      cookiePrefix: secure ? authCookies.https : authCookies.http,
      useSecureCookies: false,
      cookies: {
        session_token: { name: secure ? sessionCookie.https : sessionCookie.http },
        two_factor: { name: secure ? challengeCookie.https : challengeCookie.http },
      },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: getCookiePath(), secure },
    },
    // Messages and their arguments may contain personal data.
    logger: {
      level: 'info',
      log(given, message, ...more) {
        const { level, err } = describeLine(given, message, more)
        getLog()[level]({ err }, `better-auth: ${scrub(message)}`)
      },
    },
    telemetry: { enabled: false },
  })
}

async function consumeForAuth(key: string, limit: Limit): Promise<{ allowed: boolean; retryAfter: number | null }> {
  const retryAfter = await consumeRateLimit(`network:${key}`, limit)
  return { allowed: retryAfter === null, retryAfter }
}

let shared: ReturnType<typeof createAuth> | undefined

/** Returns the better-auth instance of this process. */
export function getAuth() {
  shared ??= createAuth()
  return shared
}

/** Tells whether a password is that of an account. */
export async function verifyPasswordOf(reader: string, password: string): Promise<boolean> {
  const { internalAdapter } = await getAuth().$context
  const account = await internalAdapter.findCredentialAccount(reader)
  return Boolean(account?.password) && verifyPassword(account?.password ?? '', password)
}

/** Counts a reader's unused recovery codes; null if they can't be decrypted, for example after the secret changed. */
export async function countRecoveryCodes(reader: string): Promise<number | null> {
  try {
    return (await getAuth().api.viewBackupCodes({ body: { userId: reader } })).backupCodes.length
  } catch {
    return null
  }
}
