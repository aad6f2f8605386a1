import type { Metadata } from 'next'
import { CredentialsForm } from '@/components/account/credentials-form'
import { emailField, yourPasswordField } from '@/components/account/fields'
import { PasskeyForm } from '@/components/account/passkey-form'
import { PlainShell } from '@/components/layout/plain-shell'
import { richText } from '@/components/ui/rich-text'
import { getRelyingParty } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'
import { t } from '@/messages/generated/account'
import { readFormPage, type FormPageProps } from './form-page'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('signIn'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The sign-in page, `/sign-in`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-in', props)
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">{t('signIn')}</h1>
      <p className="mt-3 mb-7 text-ink-2">{t('signInIntro')}</p>
      <CredentialsForm
        action={toAddress('/api/sign-in')}
        fields={[emailField(t('emailAddress'), 'username webauthn'), yourPasswordField(t('password'))]}
        submit={t('signIn')}
        hidden={{ returnTo: next }}
        state={state}
      />
      <p className="mt-4 font-ui text-ui">
        <a href={toAddress('/forgot-password')} className="link inline-block min-h-6">
          {t('forgotPassword')}
        </a>
      </p>
      {readEnv().github && (
        <form method="post" action={toAddress('/api/sign-in/github')} className="mt-5">
          <input type="hidden" name="returnTo" value={next} />
          <button className="h-11 rounded-md border-[1.5px] border-edge px-4 font-ui text-ui font-[650]">
            {t('signInWithGithub')}
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
            label={t('signInWithPasskey')}
          />
        </div>
      )}
      <p className="mt-8 font-ui text-ui text-ink-2">
        {readEnv().signUp === 'open'
          ? richText(
              t.rich('newHere', {
                link: (children) => (
                  <a
                    href={toAddress(`/sign-up?next=${encodeURIComponent(next)}`)}
                    className="link inline-block min-h-6"
                  >
                    {children}
                  </a>
                ),
              }),
            )
          : t(readEnv().signUp === 'invited' ? 'newHereInvited' : 'signUpIsClosed')}
      </p>
    </PlainShell>
  )
}
