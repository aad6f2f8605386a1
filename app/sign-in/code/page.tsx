import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { CredentialsForm } from '@/components/account/credentials-form'
import { anyCodeField } from '@/components/account/fields'
import { PlainShell } from '@/components/layout/plain-shell'
import { ContactUs } from '@/components/ui/contact-us'
import { richText } from '@/components/ui/rich-text'
import { challengeCookie } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { t } from '@/messages/generated/account'
import { readFormPage, type FormPageProps } from '../form-page'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('signInWithCode'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page that asks for a two-factor code, `/sign-in/code`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-in/code', props)
  const signIn = toAddress(`/sign-in?next=${encodeURIComponent(next)}`)
  const jar = await cookies()
  if (!Object.values(challengeCookie).some((name) => jar.has(name)) && !state) redirect(signIn)
  const { contact } = await getSettings()
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">{t('enterCode')}</h1>
      <p className="mt-3 mb-7 text-ink-2">{t('enterCodeIntro')}</p>
      <CredentialsForm
        action={toAddress('/api/sign-in/code')}
        fields={[anyCodeField()]}
        submit={t('signIn')}
        hidden={{ returnTo: next }}
        state={state}
      />
      <p className="mt-8 font-ui text-ui text-ink-2">
        <a href={signIn} className="link inline-block min-h-6">
          {t('startAgain')}
        </a>
      </p>
      <p className="mt-4 text-note text-ink-2">
        {richText(t.rich('lostApp', { contact: (words) => <ContactUs contact={contact}>{words}</ContactUs> }))}
      </p>
    </PlainShell>
  )
}
