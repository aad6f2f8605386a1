import 'server-only'
import { prismaAdapter } from '@better-auth/prisma-adapter'
import { betterAuth } from 'better-auth'
import { anonymous } from 'better-auth/plugins/anonymous'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { endExcessSessions, freshFor, makeRecoveryCodes, userAgentLength, verifyPassword } from '../account'
import { addressHeader } from '../client-address'
import { getDatabase } from '../db'
import { readEmailAddress } from '../email-address'
import { readEnv, readSecret } from '../env'
import { tidyLine } from '../invisible-characters'
import { consumeRateLimit, type Limit } from '../limits'
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

/** The shortest and the longest password, in characters as people count them: code points, once folded. */
export const passwordLength = { min: 12, max: 128 }

/** What GitHub hands out beside the id of an account. */
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
  return betterAuth({
    baseURL: env.baseUrl,
    secret: readSecret(env),
    database: prismaAdapter(getDatabase(), { provider: env.database.provider }),
    emailAndPassword: {
      enabled: true,
      // lib/account makes accounts.
      disableSignUp: true,
      // better-auth counts halves of characters; the fields of our forms count characters (app/api/account-fields.ts).
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max * 4,
      // Where mail is sent, no way leads to a session before the address is confirmed; see also `session` below.
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
            // Of what a browser says of itself its beginning is enough; where it was is nobody's business.
            const kept = { data: { userAgent: userAgent?.slice(0, userAgentLength) ?? null, ipAddress: null } }
            // Who is signed in since before the portal sent mail may go on.
            if (!env.mail || ctx?.context.session?.user.id === userId) return kept
            const unproven = await getDatabase().user.count({
              where: { id: userId, emailVerified: false, OR: [{ isAnonymous: null }, { isAnonymous: false }] },
            })
            return unproven ? false : kept
          },
          // Concurrent sign-ins hold the bound too: each looks after its own row is there.
          after: ({ userId, id }) => endExcessSessions(userId, id),
        },
      },
      // Nothing reads these, so a copy of the database must not hold them.
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
    // An account elsewhere joins one here only when its reader asks for it while signed in, whatever its address is.
    account: {
      // Encrypted in the browser: in the database it would outlive the account that it names.
      storeStateStrategy: 'cookie',
      accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: true },
    },
    // A copy of the database must not open accounts.
    verification: { storeIdentifier: 'hashed' },
    // As long as a guest's marks are kept, for the session is the only way to them; each visit begins it anew.
    session: { expiresIn: 60 * 60 * 24 * 90, updateAge: 60 * 60, freshAge: freshFor },
    // Where a sign-in elsewhere ends that it did not begin, or that went wrong there.
    onAPIError: { errorURL: `${env.baseUrl}/sign-in` },
    // On top of better-auth’s own, by address of the network: what guesses a password or a link, and what sends mail.
    rateLimit: {
      enabled: true,
      // One statement per hit, so it holds on any number of servers; better-auth's own needs a transaction (docs/decisions/0015).
      customStorage: { consume: consumeForAuth },
      customRules: {
        // A class behind one address begins together.
        '/sign-in/anonymous': { window: 60, max: 60 },
        '/change-password': { window: 60, max: 5 },
        '/confirm-password': { window: 60, max: 5 },
        // Each page to sign in on asks for one as it opens; a class opens it together.
        '/passkey/sign-in-options': { window: 60, max: 120 },
        '/passkey/add-options': { window: 60, max: 20 },
      },
    },
    plugins: [
      passwordSignIn,
      confirmPassword,
      // Takes back the session of a right password where a code is asked for too, before anything below sees one.
      twoFactor({
        accountLockout: { enabled: false },
        backupCodeOptions: { customBackupCodesGenerate: makeRecoveryCodes },
      }),
      guardCodes,
      passkeySignIn,
      anonymous({
        generateName: () => 'Guest',
        // A guest's marks become the reader's before the answer to the sign-in is sent; the row is cleared away later.
        disableDeleteAnonymousUser: true,
        async onLinkAccount({ anonymousUser, newUser, ctx }) {
          const guest = anonymousUser.user.id
          const merged = guest === newUser.user.id ? null : await mergeGuest(guest, newUser.user.id)
          if (!merged?.marks) return
          const { name, value, maxAge } = makeMergeNotice(newUser.user.id, { ...merged, guest })
          ctx.setCookie(name, value, { path: '/', maxAge, httpOnly: true, sameSite: 'lax', secure })
        },
      }),
      // Last, since guests are merged by the session that it may end.
      guardAccounts,
    ],
    advanced: {
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 64 },
      // better-auth would add "__Secure-"; ours is the stricter "__Host-", where there is https.
      cookiePrefix: secure ? '__Host-lectern' : 'lectern',
      useSecureCookies: false,
      cookies: {
        session_token: { name: secure ? sessionCookie.https : sessionCookie.http },
        two_factor: { name: secure ? challengeCookie.https : challengeCookie.http },
      },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    },
    // What it says beside a message may be a reader's, and so may what stands in one.
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

/** Accounts and sessions, by better-auth. */
export function getAuth() {
  shared ??= createAuth()
  return shared
}

/** Whether that is the password of an account. */
export async function verifyPasswordOf(reader: string, password: string): Promise<boolean> {
  const { internalAdapter } = await getAuth().$context
  const account = await internalAdapter.findCredentialAccount(reader)
  return Boolean(account?.password) && verifyPassword(account?.password ?? '', password)
}

/** How many of their recovery codes a reader has left; null where they can't be read, as with another secret than they were made with. */
export async function countRecoveryCodes(reader: string): Promise<number | null> {
  try {
    return (await getAuth().api.viewBackupCodes({ body: { userId: reader } })).backupCodes.length
  } catch {
    return null
  }
}
