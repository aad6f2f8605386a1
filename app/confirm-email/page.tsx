import type { Metadata } from 'next'
import { getVisit } from '@/app/visit'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { FormMessage } from '@/components/account/form-message'
import { yourPassword } from '@/components/account/fields'
import { PlainShell } from '@/components/layout/plain-shell'
import { toAddress } from '@/lib/base-path'

// The address holds a token that no other site shall see; with "no-referrer" browsers would hide even the origin from our own writes.
export const metadata: Metadata = { title: 'Confirm your address', robots: { index: false }, referrer: 'same-origin' }
export const dynamic = 'force-dynamic'

/** Whoever follows the link must be who asked for it. */
const chosenPassword = { ...yourPassword, label: 'The password you chose' }

export default async function Page({ searchParams }: FormPageProps) {
  const asked = await searchParams
  const state = await readFormState('/confirm-email', asked)
  const token = typeof asked.token === 'string' ? asked.token : state?.values.token
  const { reader } = await getVisit()
  return (
    <PlainShell>
      <h1 className="mb-7 text-h1 font-extrabold tracking-[-0.025em]">Confirm your address</h1>
      {token ? (
        <CredentialsForm
          action={toAddress('/api/confirm-email')}
          hidden={{ token }}
          state={state}
          submit="Yes, this address is mine"
          fields={reader && !reader.guest && !state ? [] : [chosenPassword]}
        />
      ) : state ? (
        <FormMessage state={state} id="message" />
      ) : (
        <p>To confirm an address, follow the link in the message that we mailed there.</p>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/account')} className="link inline-block min-h-6">
          To your account
        </a>
      </p>
    </PlainShell>
  )
}
