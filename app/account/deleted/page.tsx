import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { ForgetChanges } from '@/components/shelf/forget-changes'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/account'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('deleted'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page after an account or a guest's marks were deleted, `/account/deleted`. Shown once. */
export default async function Page({ searchParams }: FormPageProps) {
  const state = await readFormState('/account/deleted', await searchParams)
  if (!state?.done) redirect(toAddress('/'))
  return (
    <PlainShell>
      <h1 className="mb-5 text-h1 font-extrabold tracking-[-0.025em]">{t('deleted')}</h1>
      <FormMessage state={state} id="done" />
      {state.values.reader && <ForgetChanges reader={state.values.reader} />}
      <p className="mt-6">
        <a href={toAddress('/')} className="link inline-block min-h-6">
          {t('backToHome')}
        </a>
      </p>
    </PlainShell>
  )
}
