import type { ReactNode } from 'react'
import type { AccountOverview, ShownOnce } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountRow } from './account-row'
import { Explanation } from './account-section'
import { CredentialsForm } from './credentials-form'
import { anyCodeField, firstCodeField, yourPasswordField } from './fields'
import { FormMessage } from './form-message'
import { QrCode } from './qr-code'

interface TwoFactorProps {
  account: AccountOverview
  /** Secrets that this browser shows once: the setup of an app, or new recovery codes. */
  shown: (ShownOnce & { seen?: boolean }) | null
  /** The number of unused recovery codes; null if it is unknown. */
  codesLeft: number | null
  /** Returns the result of a form, by its section. */
  of: (section: string) => FormState | null
}

/** Two-factor authentication: forms to set it up, to renew recovery codes, and to turn it off. */
export function TwoFactor({ account: { hasPassword, secondFactor }, shown, codesLeft, of }: TwoFactorProps) {
  const state = of('second-factor')
  const result = state ?? of('second-factor-codes') ?? of('second-factor-off') ?? (shown && !shown.seen ? shown : null)
  return (
    <AccountRow
      id="second-factor"
      title={t('twoFactor')}
      value={
        !secondFactor
          ? t('twoFactorIsOff')
          : codesLeft === null
            ? t('twoFactorIsOn')
            : t('twoFactorIsOnWithCodes', { count: codesLeft })
      }
      open={result !== null}
    >
      {secondFactor ? (
        <>
          {state && <FormMessage state={state} id="second-factor-message" />}
          {shown && !shown.uri && !shown.seen && <RecoveryCodes codes={shown.codes} />}
          {shown?.seen && <Explanation>{t('recoveryCodesWereShown')}</Explanation>}
          <Explanation>{t('twoFactorHint')}</Explanation>
          <TwoFactorForm
            section="second-factor-codes"
            title={t('newRecoveryCodes')}
            action={toAddress('/api/account/second-factor/codes')}
            submit={t('createNewCodes')}
            state={of('second-factor-codes')}
          >
            {t('newRecoveryCodesHint')}
          </TwoFactorForm>
          <TwoFactorForm
            section="second-factor-off"
            title={t('turnOff')}
            action={toAddress('/api/account/second-factor/turn-off')}
            submit={t('turnOff')}
            state={of('second-factor-off')}
            endsOthers
          >
            {t('turnOffHint')}
          </TwoFactorForm>
        </>
      ) : !hasPassword ? (
        <Explanation>{t('twoFactorNeedsPassword')}</Explanation>
      ) : shown?.uri ? (
        <SetUp uri={shown.uri} state={state} />
      ) : (
        <>
          <Explanation>{t('twoFactorOffer')}</Explanation>
          <CredentialsForm
            section="second-factor"
            action={toAddress('/api/account/second-factor/set-up')}
            hidden={{ returnTo: '/account' }}
            state={state}
            submit={t('setUp')}
            fields={[yourPasswordField()]}
          />
        </>
      )}
    </AccountRow>
  )
}

function SetUp({ uri, state }: { uri: string; state: FormState | null }) {
  const key = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <>
      <Explanation>{t('scanHint')}</Explanation>
      <QrCode text={uri} name={t('qrCode')} />
      <p className="font-ui text-ui">
        <span className="font-semibold">{t('key')}</span>
        <code className="mt-1.5 block font-code break-words select-all">{key.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <CredentialsForm
        section="second-factor"
        action={toAddress('/api/account/second-factor/turn-on')}
        hidden={{ returnTo: '/account' }}
        state={state}
        submit={t('turnOn')}
        fields={[firstCodeField()]}
      >
        <EndOthers />
      </CredentialsForm>
    </>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <>
      <p className="text-note">{t('recoveryCodesHint')}</p>
      <ul
        aria-label={t('recoveryCodes')}
        className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-6 gap-y-2 bg-panel px-4 py-3 font-code"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </>
  )
}

/** A checkbox to end the reader's other sessions, ticked by default. */
function EndOthers() {
  return (
    <label className="flex min-h-6 items-center gap-3">
      <input type="checkbox" name="endOthers" value="yes" defaultChecked className="size-5" />
      {t('signOutOthers')}
    </label>
  )
}

/** A folded form that asks for the password and a code. */
function TwoFactorForm({
  section,
  title,
  action,
  submit,
  state,
  endsOthers,
  children,
}: {
  section: string
  title: string
  action: string
  submit: string
  state: FormState | null
  endsOthers?: boolean
  children: ReactNode
}) {
  return (
    <details id={section} open={Boolean(state)}>
      <summary className="min-h-6 cursor-pointer font-ui text-ui font-semibold">{title}</summary>
      <div className="mt-4 grid gap-5">
        <Explanation>{children}</Explanation>
        <CredentialsForm
          section={section}
          action={action}
          hidden={{ returnTo: '/account' }}
          state={state}
          submit={submit}
          fields={[yourPasswordField(), anyCodeField()]}
        >
          {endsOthers && <EndOthers />}
        </CredentialsForm>
      </div>
    </details>
  )
}
