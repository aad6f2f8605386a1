import type { Metadata } from 'next'
import { getViewer } from '@/app/viewer'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { FormMessage } from '@/components/account/form-message'
import { yourPassword } from '@/components/account/fields'
import { PlainShell } from '@/components/layout/plain-shell'
import { toAddress } from '@/lib/base-path'

// The address contains a token that other sites must not see. With "no-referrer", our own form posts would lack an origin.
export const metadata: Metadata = {
  title: 'Confirm your email address',
  robots: { index: false },
  referrer: 'same-origin',
}
export const dynamic = 'force-dynamic'

/** Makes sure that the reader who follows the link is the one who requested it. */
const chosenPassword = { ...yourPassword, label: 'The password you chose' }

/** The page of a mailed link that confirms an address, `/confirm-email`. */
export default async function Page({ searchParams }: FormPageProps) {
  const asked = await searchParams
  const state = await readFormState('/confirm-email', asked)
  const token = typeof asked.token === 'string' ? asked.token : state?.values.token
  const { reader } = await getViewer()
  return (
    <PlainShell>
      <h1 className="mb-7 text-h1 font-extrabold tracking-[-0.025em]">Confirm your email address</h1>
      {token ? (
        <CredentialsForm
          action={toAddress('/api/confirm-email')}
          hidden={{ token }}
          state={state}
          submit="Confirm email address"
          fields={reader && !reader.guest && !state ? [] : [chosenPassword]}
        />
      ) : state ? (
        <FormMessage state={state} id="message" />
      ) : (
        <p>To confirm your email address, follow the link in our email.</p>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/account')} className="link inline-block min-h-6">
          Back to your account
        </a>
      </p>
    </PlainShell>
  )
}
