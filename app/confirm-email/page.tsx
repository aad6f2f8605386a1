import type { Metadata } from 'next'
import { getViewer } from '@/app/viewer'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { FormMessage } from '@/components/account/form-message'
import { yourPasswordField } from '@/components/account/fields'
import { PlainShell } from '@/components/layout/plain-shell'
import { readConfirming, readSignUp } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/account'
import { t as refusals } from '@/messages/generated/refusals'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({
  title: t('confirmYourEmail'),
  robots: { index: false },
  // The address contains a token that other sites must not see.
  // With "no-referrer", our own form posts would lack an origin.
  referrer: 'same-origin',
})
export const dynamic = 'force-dynamic'

/** The page of a mailed link that confirms an address, `/confirm-email`. */
export default async function Page({ searchParams }: FormPageProps) {
  const asked = await searchParams
  const state = await readFormState('/confirm-email', asked)
  const token = typeof asked.token === 'string' ? asked.token : state?.values.token
  // A link that can't succeed has no form.
  const isValid = token !== undefined && Boolean((await readSignUp(token)) ?? (await readConfirming(token)))
  const { reader } = await getViewer()
  const isSignedIn = reader !== null && !reader.guest
  return (
    <PlainShell>
      <h1 className="mb-7 text-h1 font-extrabold tracking-[-0.025em]">
        {t(state?.done ? 'emailAddress' : 'confirmYourEmail')}
      </h1>
      {isValid ? (
        <CredentialsForm
          action={toAddress('/api/confirm-email')}
          hidden={{ token }}
          state={state}
          submit={t('confirmEmail')}
          // The password makes sure that the reader who follows the link is the one who requested it.
          fields={isSignedIn && !state ? [] : [yourPasswordField(t('chosenPassword'))]}
        />
      ) : token ? (
        <FormMessage state={{ message: refusals('confirmLinkExpired'), values: {} }} id="refusal" />
      ) : state ? (
        <FormMessage state={state} id="message" />
      ) : (
        <p>{t('followConfirmationLink')}</p>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress(isSignedIn ? '/account' : '/sign-in')} className="link inline-block min-h-6">
          {t(isSignedIn ? 'backToAccount' : 'backToSignIn')}
        </a>
      </p>
    </PlainShell>
  )
}
