import type { Metadata } from 'next'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { emailField } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { toAddress } from '@/lib/base-path'
import { canSendMail } from '@/lib/mail'

export const metadata: Metadata = { title: 'Forgot your password?', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page({ searchParams }: FormPageProps) {
  const state = await readFormState('/forgot-password', await searchParams)
  return (
    <PlainShell>
      <h1 className="mb-5 text-h1 font-extrabold tracking-[-0.025em]">Forgot your password?</h1>
      {canSendMail() ? (
        <>
          <p className="mb-7 text-ink-2">We mail you a link by which you choose a new one.</p>
          <CredentialsForm
            action={toAddress('/api/password-reset')}
            hidden={{}}
            state={state}
            submit="Send the link"
            fields={[emailField('Email address', 'username')]}
          />
        </>
      ) : (
        <>
          {state && <FormMessage state={state} id="refusal" />}
          <p className="mt-5">This portal can’t send mail, so it can’t help by itself. Ask whoever runs it.</p>
          <p className="mt-4 text-note text-ink-2">
            For whoever runs it: set <code>SMTP_URL</code> and <code>MAIL_FROM</code>, and this page mails links for new
            passwords.
          </p>
        </>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/sign-in')} className="link inline-block min-h-6">
          Back to signing in
        </a>
      </p>
    </PlainShell>
  )
}
