import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { FormMessage } from '@/components/account/form-message'
import { OtherSignInMethods } from '@/components/account/other-sign-in-methods'
import { PlainShell } from '@/components/layout/plain-shell'
import { readOtherWaysIn, readResetReview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/account'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('newPasswordIsSet'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page after a password reset, `/reset-password/done`, if the account has other sign-in methods. */
export default async function Page({ searchParams }: FormPageProps) {
  const state = await readFormState('/reset-password/done', await searchParams)
  const reader = readResetReview((await headers()).get('cookie') ?? '')
  if (!reader) redirect(toAddress('/sign-in'))
  const ways = await readOtherWaysIn(reader)
  return (
    <PlainShell>
      <h1 className="mb-5 text-h1 font-extrabold tracking-[-0.025em]">{t('newPasswordIsSet')}</h1>
      <p className="mb-5 text-ink-2">{t('browsersSignedOut')}</p>
      {state && <FormMessage state={state} id="message" />}
      {ways && <OtherSignInMethods methods={ways} />}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/sign-in')} className="link inline-block min-h-6">
          {t('signIn')}
        </a>
      </p>
    </PlainShell>
  )
}
