import { z } from 'zod'
import { challengeCookie } from '@/lib/auth'
import { t } from '@/messages/generated/refusals'
import { password, storedEmail } from '../account-fields'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

const fields = z.strictObject({
  email: storedEmail,
  password: password.refine((text) => text !== '', { error: () => t('enterPassword') }),
})

/** Signs a reader in with email address and password. With two-factor authentication, redirects to the page for a code. */
export const POST = writeAsAnyone({
  fields,
  form: { page: '/sign-in', keep: ['email'] },
  async act({ body, request, returnTo }) {
    const { data, cookies } = await callAuth(request, '/sign-in/email', body)
    if (!data.twoFactorRedirect) return { cookies }
    // Keeps the current session until the code is checked, as a guest's marks must not be lost.
    return {
      data: { secondFactor: true },
      location: `/sign-in/code?next=${encodeURIComponent(returnTo)}`,
      cookies: cookies.filter(isChallenge),
    }
  },
})

const isChallenge = (cookie: string) => Object.values(challengeCookie).some((name) => cookie.startsWith(`${name}=`))
