import { z } from 'zod'
import { challengeCookie } from '@/lib/auth'
import { password, storedEmail } from '../account-fields'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

const fields = z.strictObject({
  email: storedEmail,
  password: password.refine((text) => text !== '', 'Type your password.'),
})

/** Signs a reader in by email address and password; or, where a second factor is on, sends them on to the page that asks for a code. */
export const POST = writeAsAnyone({
  fields,
  form: { page: '/sign-in', keep: ['email'] },
  async act({ body, request, returnTo }) {
    const { data, cookies } = await callAuth(request, '/sign-in/email', body)
    if (!data.twoFactorRedirect) return { cookies }
    // Whoever this browser was until now they still are: a guest, most of all, whose marks are to come along.
    return {
      data: { secondFactor: true },
      location: `/sign-in/code?next=${encodeURIComponent(returnTo)}`,
      cookies: cookies.filter(isChallenge),
    }
  },
})

const isChallenge = (cookie: string) => Object.values(challengeCookie).some((name) => cookie.startsWith(`${name}=`))
