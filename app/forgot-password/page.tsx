import type { Metadata } from 'next'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { emailField } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { ContactUs } from '@/components/ui/contact-us'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { canSendMail } from '@/lib/mail'
import { t } from '@/messages/generated/account'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('forgotPassword'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page that sends a password reset link, `/forgot-password`. */
export default async function Page({ searchParams }: FormPageProps) {
  const state = await readFormState('/forgot-password', await searchParams)
  const { contact } = await getSettings()
  return (
    <PlainShell>
      <h1 className="mb-5 text-h1 font-extrabold tracking-[-0.025em]">{t('forgotPassword')}</h1>
      {canSendMail() ? (
        <>
          <p className="mb-7 text-ink-2">{t('forgotPasswordIntro')}</p>
          <CredentialsForm
            action={toAddress('/api/password-reset')}
            hidden={{}}
            state={state}
            submit={t('sendResetLink')}
            fields={[emailField(t('emailAddress'), 'username')]}
          />
        </>
      ) : (
        <>
          {state && <FormMessage state={state} id="refusal" />}
          <p className="mt-5">
            {richText(
              t.rich('noResetByEmail', { contact: (words) => <ContactUs contact={contact}>{words}</ContactUs> }),
            )}
          </p>
        </>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/sign-in')} className="link inline-block min-h-6">
          {t('backToSignIn')}
        </a>
      </p>
    </PlainShell>
  )
}
