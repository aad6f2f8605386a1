import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { prismaAdapter } from '@better-auth/prisma-adapter'
import { betterAuth } from 'better-auth'
import { anonymous } from 'better-auth/plugins/anonymous'
import { freshFor, hadEnoughLinks, mailPasswordChanged, mailResetLink, settleAfterReset, withdrawLinksOfNobody } from './account'
import { confirmPassword } from './confirm-password'
import { getDatabase } from './db'
import { readEnv, readSecret } from './env'
import { doLater } from './mail'
import { mergedCookie } from './merged-cookie'
import { serialiseMerged } from './merged-notice'
import { getLog, scrub } from './observing'
import { sessionCookie } from './session-cookie'
import { mergeGuest } from './shelf'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The shortest and the longest password, in characters. */
export const passwordLength = { min: 12, max: 128 }

function createAuth() {
  const env = readEnv()
  const secure = env.baseUrl.startsWith('https:')
  return betterAuth({
    baseURL: env.baseUrl,
    secret: readSecret(env),
    database: prismaAdapter(getDatabase(), { provider: env.database.provider }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * 60,
      // After the reply, so that its time does not say whether there is such an account.
      sendResetPassword: async ({ user, token }) =>
        doLater('Mailing a link for a new password', async () => {
          // The link at hand is one of them.
          if ((await withdrawLinksOfNobody(user.id)) || (await hadEnoughLinks(user.id, 6))) return
          await mailResetLink(user.email, token)
        }),
      onPasswordReset: async ({ user }) => {
        await settleAfterReset(user)
        doLater('Telling that a password was changed', () => mailPasswordChanged(user.email))
      },
      password: {
        hash: (password) => hash(password, argon2),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    user: { additionalFields: { mergedIntoId: { type: 'string', required: false, input: false } } },
    socialProviders: env.github ? { github: env.github } : {},
    // An account elsewhere joins one here only when its reader asks for it while signed in, whatever its address is.
    account: { accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: true } },
    // A copy of the database must not open accounts.
    verification: { storeIdentifier: 'hashed' },
    // As long as a guest's marks are kept, for the session is the only way to them; each visit begins it anew.
    session: { expiresIn: 60 * 60 * 24 * 90, updateAge: 60 * 60, freshAge: freshFor },
    // Where a sign-in elsewhere ends that it did not begin, or that went wrong there.
    onAPIError: { errorURL: `${env.baseUrl}/sign-in` },
    // On top of better-auth’s own, by address of the network: what guesses a password or a link, and what sends mail.
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: {
        // A class behind one address begins together.
        '/sign-in/anonymous': { window: 60, max: 60 },
        '/request-password-reset': { window: 60, max: 3 },
        '/reset-password': { window: 60, max: 5 },
        '/change-password': { window: 60, max: 5 },
        '/confirm-password': { window: 60, max: 5 },
      },
    },
    plugins: [
      confirmPassword,
      anonymous({
        generateName: () => 'Guest',
        // A guest's marks become the reader's before the answer to the sign-in is sent; the row is cleared away later.
        disableDeleteAnonymousUser: true,
        async onLinkAccount({ anonymousUser, newUser, ctx }) {
          const guest = anonymousUser.user.id
          const merged = guest === newUser.user.id ? null : await mergeGuest(guest, newUser.user.id)
          if (merged?.marks) ctx.setCookie(mergedCookie, serialiseMerged({ ...merged, guest }), { path: '/', maxAge: 60, sameSite: 'lax', secure })
        },
      }),
    ],
    advanced: {
      cookiePrefix: 'lectern',
      // better-auth would add "__Secure-"; ours is the stricter "__Host-", where there is https.
      useSecureCookies: false,
      cookies: { session_token: { name: secure ? sessionCookie.https : sessionCookie.http } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    },
    // What it says beside a message may be a reader's, and so may what stands in one.
    logger: { level: 'info', log: (level, message, ...more) => getLog()[level]({ err: more.find((each) => each instanceof Error) }, `better-auth: ${scrub(message)}`) },
    telemetry: { enabled: false },
  })
}

let shared: ReturnType<typeof createAuth> | undefined

/** Accounts and sessions, by better-auth. */
export function getAuth() {
  shared ??= createAuth()
  return shared
}
