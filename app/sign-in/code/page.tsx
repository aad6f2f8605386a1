import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { CredentialsForm } from '@/components/account/credentials-form'
import { anyCode } from '@/components/account/fields'
import { PlainShell } from '@/components/layout/plain-shell'
import { ContactUs } from '@/components/ui/contact-us'
import { challengeCookie } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { readFormPage, type FormPageProps } from '../form-page'

export const metadata: Metadata = { title: 'Sign in with a code', robots: { index: false } }
export const dynamic = 'force-dynamic'

/** The page that asks for a two-factor code, `/sign-in/code`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-in/code', props)
  const signIn = toAddress(`/sign-in?next=${encodeURIComponent(next)}`)
  const jar = await cookies()
  if (!Object.values(challengeCookie).some((name) => jar.has(name)) && !state) redirect(signIn)
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">Enter your code</h1>
      <p className="mt-3 mb-7 text-ink-2">
        Open your authenticator app and enter the code for this portal within ten minutes.
      </p>
      <CredentialsForm
        action={toAddress('/api/sign-in/code')}
        fields={[anyCode]}
        submit="Sign in"
        hidden={{ returnTo: next }}
        state={state}
      />
      <p className="mt-8 font-ui text-ui text-ink-2">
        <a href={signIn} className="link inline-block min-h-6">
          Start again
        </a>
      </p>
      <p className="mt-4 text-note text-ink-2">
        Lost your app and your recovery codes? Turn off two-factor authentication in a browser that is still signed in,
        or <ContactUs contact={(await getSettings()).contact} />.
      </p>
    </PlainShell>
  )
}
