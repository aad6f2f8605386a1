import type { Metadata } from 'next'
import { readFormPage, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm, type Field } from '@/components/account/credentials-form'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { passwordLength } from '@/lib/auth'

export const metadata: Metadata = { title: 'Make an account', robots: { index: false } }
export const dynamic = 'force-dynamic'

const { min, max } = passwordLength

const fields: Field[] = [
  { name: 'name', label: 'Name', type: 'text', autoComplete: 'name', maxLength: 80, hint: 'Only you see it.' },
  { name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'username', maxLength: 254 },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'new-password', minLength: min, maxLength: max * 2, hint: `At least ${min} characters; a few words are good.` },
]

export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-up', props)
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">Make an account</h1>
      <p className="mt-3 mb-7 text-ink-2">It keeps your bookmarks and how far you have read, and nothing else.</p>
      {state?.done ? (
        <FormMessage state={state} id="done" />
      ) : (
        <CredentialsForm action="/api/sign-up" fields={fields} submit="Make an account" hidden={{ returnTo: next }} state={state} />
      )}
      <p className="mt-8 font-ui text-ui text-ink-2">
        Been here before?{' '}
        <a href={`/sign-in?next=${encodeURIComponent(next)}`} className="link inline-block min-h-6">
          Sign in
        </a>
      </p>
    </PlainShell>
  )
}
