import type { Metadata } from 'next'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { emailField } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { ContactUs } from '@/components/ui/contact-us'
import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { canSendMail } from '@/lib/mail'
import { cannotMail } from '@/app/api/messages'

export const metadata: Metadata = { title: 'Forgot your password?', robots: { index: false } }
export const dynamic = 'force-dynamic'

/** The page that sends a password reset link, `/forgot-password`. */
export default async function Page({ searchParams }: FormPageProps) {
  const state = await readFormState('/forgot-password', await searchParams)
  return (
    <PlainShell>
      <h1 className="mb-5 text-h1 font-extrabold tracking-[-0.025em]">Forgot your password?</h1>
      {canSendMail() ? (
        <>
          <p className="mb-7 text-ink-2">We’ll email you a link to choose a new one.</p>
          <CredentialsForm
            action={toAddress('/api/password-reset')}
            hidden={{}}
            state={state}
            submit="Send reset link"
            fields={[emailField('Email address', 'username')]}
          />
        </>
      ) : (
        <>
          {state && <FormMessage state={state} id="refusal" />}
          <p className="mt-5">
            {cannotMail} To get a new password, <ContactUs contact={(await getSettings()).contact} />.
          </p>
          <p className="mt-4 text-note text-ink-2">
            For the operator: set <code>SMTP_URL</code> and <code>MAIL_FROM</code>, and this page emails links for new
            passwords.
          </p>
        </>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/sign-in')} className="link inline-block min-h-6">
          Back to sign-in
        </a>
      </p>
    </PlainShell>
  )
}
