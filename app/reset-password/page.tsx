import type { Metadata } from 'next'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { newPasswordField } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { readReset } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/account'
import { t as refusals } from '@/messages/generated/refusals'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({
  title: t('chooseNewPassword'),
  robots: { index: false },
  // The address contains a token that other sites must not see.
  // With "no-referrer", our own form posts would lack an origin.
  referrer: 'same-origin',
})
export const dynamic = 'force-dynamic'

/** The page of a mailed link that sets a new password, `/reset-password`. */
export default async function Page({ searchParams }: FormPageProps) {
  const asked = await searchParams
  const state = await readFormState('/reset-password', asked)
  const token = typeof asked.token === 'string' ? asked.token : state?.values.token
  // A link that can't succeed has no form.
  const isValid = token !== undefined && (await readReset(token)) !== null
  return (
    <PlainShell>
      <h1 className="mb-7 text-h1 font-extrabold tracking-[-0.025em]">{t('chooseNewPassword')}</h1>
      {isValid ? (
        <CredentialsForm
          action={toAddress('/api/password-reset/finish')}
          hidden={{ token }}
          state={state}
          submit={t('setPassword')}
          fields={[newPasswordField('password', passwordLength)]}
        />
      ) : token ? (
        <FormMessage state={{ message: refusals('resetLinkExpired'), values: {} }} id="refusal" />
      ) : (
        <p>{t('followResetLink')}</p>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/forgot-password')} className={isValid ? 'link inline-block min-h-6' : 'button'}>
          {t('requestNewLink')}
        </a>
      </p>
    </PlainShell>
  )
}
