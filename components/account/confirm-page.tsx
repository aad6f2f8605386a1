import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { CredentialsForm } from './credentials-form'
import { askedFactors } from './fields'
import { FormMessage } from './form-message'
import { PasskeyForm } from './passkey-form'

interface ConfirmPageProps {
  account: AccountOverview
  /** Whether one of the account's passkeys can be used here. */
  passkey: boolean
  /** Whether the reader can confirm by signing in with GitHub again. */
  github: boolean
  sendsMail: boolean
  next: string
  state: FormState | null
}

/** Asks a signed-in reader to confirm their identity, by password, passkey or GitHub. */
export function ConfirmPage({ account, passkey, github, sendsMail, next, state }: ConfirmPageProps) {
  const { hasPassword } = account
  return (
    <>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">{t('confirmThatItsYou')}</h1>
      <p className="mt-3 mb-7 text-ink-2">{t('confirmIntro')}</p>
      {hasPassword ? (
        <CredentialsForm
          action={toAddress('/api/account/confirm')}
          fields={askedFactors(account)}
          submit={t('confirm')}
          hidden={{ returnTo: next }}
          state={state}
        />
      ) : (
        state && <FormMessage state={state} id="refusal" />
      )}
      {passkey && (
        <div className="mt-5">
          <PasskeyForm
            kind="confirm"
            action={toAddress('/api/account/confirm/passkey')}
            start={toAddress('/api/sign-in/passkey/start')}
            returnTo={next}
            label={t('usePasskey')}
          />
        </div>
      )}
      {github && (
        <form method="post" action={toAddress('/api/sign-in/github')} className="mt-5">
          <input type="hidden" name="returnTo" value={next} />
          <button className="button-quiet">{t('signInWithGithubAgain')}</button>
        </form>
      )}
      {sendsMail && (
        <p className="mt-5 font-ui text-ui">
          <a href={toAddress('/forgot-password')} className="link inline-block min-h-6">
            {hasPassword ? t('forgotPassword') : t('setPasswordByEmail')}
          </a>
        </p>
      )}
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/account')} className="link inline-block min-h-6">
          {t('backToAccount')}
        </a>
      </p>
    </>
  )
}
