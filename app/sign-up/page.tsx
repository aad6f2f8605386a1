import type { Metadata } from 'next'
import { readFormPage, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm, type Field } from '@/components/account/credentials-form'
import { emailField, passwordHint } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { readInvitation } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { formatEmailAddress } from '@/lib/email-address'
import { readEnv } from '@/lib/env'
import { invitationExpired, invitationNeeded, signUpClosed } from '@/app/api/messages'

// The address may contain an invitation, which other sites must not see.
export const metadata: Metadata = { title: 'Create an account', robots: { index: false }, referrer: 'same-origin' }
export const dynamic = 'force-dynamic'

const { min, max } = passwordLength

const fields: Field[] = [
  { name: 'name', label: 'Name', type: 'text', autoComplete: 'name', maxLength: 80, hint: 'Only you see it.' },
  emailField('Email address', 'username'),
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autoComplete: 'new-password',
    minLength: min,
    maxLength: max * 2,
    hint: passwordHint(min),
  },
]

/** The sign-up page, `/sign-up`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-up', props)
  const { signUp } = readEnv()
  const asked = (await props.searchParams).invitation
  const invitation = typeof asked === 'string' ? asked : (state?.values.invitation ?? '')
  const invited = invitation && signUp !== 'closed' ? await readInvitation(invitation) : null
  const refusal =
    signUp === 'closed'
      ? signUpClosed
      : signUp === 'invited' && !invited
        ? invitation
          ? invitationExpired
          : invitationNeeded
        : null
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">Create an account</h1>
      <p className="mt-3 mb-7 text-ink-2">
        With an account, you can use your bookmarks, notes and reading progress everywhere.
      </p>
      {refusal ? (
        <FormMessage state={{ message: refusal, values: {} }} id="closed" />
      ) : state?.done ? (
        <FormMessage state={state} id="done" />
      ) : (
        <CredentialsForm
          action={toAddress('/api/sign-up')}
          fields={
            invited
              ? fields.map((field) =>
                  field.name === 'email' ? { ...field, value: formatEmailAddress(invited) } : field,
                )
              : fields
          }
          submit="Create an account"
          hidden={{ returnTo: next, ...(invited ? { invitation } : {}) }}
          state={state}
        />
      )}
      <p className="mt-8 font-ui text-ui text-ink-2">
        Already have an account?{' '}
        <a href={toAddress(`/sign-in?next=${encodeURIComponent(next)}`)} className="link inline-block min-h-6">
          Sign in
        </a>
      </p>
    </PlainShell>
  )
}
