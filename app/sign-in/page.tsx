import type { Metadata } from 'next'
import { CredentialsForm, type Field } from '@/components/account/credentials-form'
import { emailField } from '@/components/account/fields'
import { PasskeyForm } from '@/components/account/passkey-form'
import { PlainShell } from '@/components/layout/plain-shell'
import { getRelyingParty } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'
import { readFormPage, type FormPageProps } from './form-page'
import { signUpClosed } from '@/app/api/messages'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }
export const dynamic = 'force-dynamic'

const fields: Field[] = [
  emailField('Email address', 'username webauthn'),
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password', maxLength: 256 },
]

/** The sign-in page, `/sign-in`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-in', props)
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">Sign in</h1>
      <p className="mt-3 mb-7 text-ink-2">Your bookmarks, notes and reading progress are where you left them.</p>
      <CredentialsForm
        action={toAddress('/api/sign-in')}
        fields={fields}
        submit="Sign in"
        hidden={{ returnTo: next }}
        state={state}
      />
      <p className="mt-4 font-ui text-ui">
        <a href={toAddress('/forgot-password')} className="link inline-block min-h-6">
          Forgot your password?
        </a>
      </p>
      {readEnv().github && (
        <form method="post" action={toAddress('/api/sign-in/github')} className="mt-5">
          <input type="hidden" name="returnTo" value={next} />
          <button className="h-11 rounded-md border-[1.5px] border-edge px-4 font-ui text-ui font-[650]">
            Sign in with GitHub
          </button>
        </form>
      )}
      {getRelyingParty() && (
        <div className="mt-5">
          <PasskeyForm
            kind="sign-in"
            action={toAddress('/api/sign-in/passkey')}
            start={toAddress('/api/sign-in/passkey/start')}
            returnTo={next}
            label="Sign in with a passkey"
          />
        </div>
      )}
      <p className="mt-8 font-ui text-ui text-ink-2">
        {readEnv().signUp === 'open' ? (
          <>
            New here?{' '}
            <a href={toAddress(`/sign-up?next=${encodeURIComponent(next)}`)} className="link inline-block min-h-6">
              Create an account
            </a>
          </>
        ) : readEnv().signUp === 'invited' ? (
          'New here? You need an invitation to create an account. Follow the link in your invitation.'
        ) : (
          signUpClosed
        )}
      </p>
    </PlainShell>
  )
}
