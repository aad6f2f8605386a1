import type { Metadata } from 'next'
import { readFormPage, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm, type Field } from '@/components/account/credentials-form'
import { emailField } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { readInvitation } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { formatEmailAddress } from '@/lib/email-address'
import { readEnv } from '@/lib/env'

// The address may hold an invitation, which no other site shall see.
export const metadata: Metadata = { title: 'Make an account', robots: { index: false }, referrer: 'same-origin' }
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
    hint: `At least ${min} characters; a few words are good.`,
  },
]

export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-up', props)
  const { signUp } = readEnv()
  const asked = (await props.searchParams).invitation
  const invitation = typeof asked === 'string' ? asked : (state?.values.invitation ?? '')
  const invited = invitation && signUp !== 'closed' ? await readInvitation(invitation) : null
  const refusal =
    signUp === 'closed'
      ? 'This portal takes no new accounts.'
      : signUp === 'invited' && !invited
        ? invitation
          ? 'That invitation was already used or has expired. Ask for a new one.'
          : 'An account here takes an invitation: follow the link in yours.'
        : null
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">Make an account</h1>
      <p className="mt-3 mb-7 text-ink-2">It keeps your bookmarks and how far you have read, and nothing else.</p>
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
          submit="Make an account"
          hidden={{ returnTo: next, ...(invited ? { invitation } : {}) }}
          state={state}
        />
      )}
      <p className="mt-8 font-ui text-ui text-ink-2">
        Been here before?{' '}
        <a href={toAddress(`/sign-in?next=${encodeURIComponent(next)}`)} className="link inline-block min-h-6">
          Sign in
        </a>
      </p>
    </PlainShell>
  )
}
