import type { ReactNode } from 'react'
import type { AccountOverview, ShownOnce } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { AccountRow } from './account-row'
import { Explanation } from './account-section'
import { CredentialsForm } from './credentials-form'
import { anyCode, firstCode, yourPassword } from './fields'
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
  const left = codesLeft === null ? '' : `, ${codesLeft} recovery ${codesLeft === 1 ? 'code' : 'codes'} left`
  return (
    <AccountRow
      id="second-factor"
      title="Two-factor authentication"
      value={secondFactor ? `On${left}` : 'Off'}
      open={result !== null}
    >
      {secondFactor ? (
        <>
          {state && <FormMessage state={state} id="second-factor-message" />}
          {shown && !shown.uri && !shown.seen && <RecoveryCodes codes={shown.codes} />}
          {shown?.seen && (
            <Explanation>
              Your recovery codes were shown once. If you didn’t save them, create new ones below.
            </Explanation>
          )}
          <Explanation>
            When you sign in with your password, you also enter a code from your authenticator app.
          </Explanation>
          <TwoFactorForm
            section="second-factor-codes"
            title="New recovery codes"
            action={toAddress('/api/account/second-factor/codes')}
            submit="Create new codes"
            state={of('second-factor-codes')}
          >
            Your old codes will stop working.
          </TwoFactorForm>
          <TwoFactorForm
            section="second-factor-off"
            title="Turn off"
            action={toAddress('/api/account/second-factor/turn-off')}
            submit="Turn off"
            state={of('second-factor-off')}
            endsOthers
          >
            You’ll then sign in with your password alone.
          </TwoFactorForm>
        </>
      ) : !hasPassword ? (
        <Explanation>
          Your account has no password. To protect sign-in with GitHub, turn on two-factor authentication at GitHub.
        </Explanation>
      ) : shown?.uri ? (
        <SetUp uri={shown.uri} state={state} />
      ) : (
        <>
          <Explanation>
            Even someone who knows your password can’t sign in without a code from an authenticator app on your phone or
            computer.
          </Explanation>
          <CredentialsForm
            section="second-factor"
            action={toAddress('/api/account/second-factor/set-up')}
            hidden={{ returnTo: '/account' }}
            state={state}
            submit="Set up"
            fields={[yourPassword]}
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
      <Explanation>
        Scan this QR code with your authenticator app, or enter the key there. Then enter the code that the app shows,
        within ten minutes.
      </Explanation>
      <QrCode text={uri} name="QR code for your authenticator app; the key below has the same content" />
      <p className="font-ui text-ui">
        <span className="font-semibold">Key</span>
        <code className="mt-1.5 block font-code break-words select-all">{key.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <CredentialsForm
        section="second-factor"
        action={toAddress('/api/account/second-factor/turn-on')}
        hidden={{ returnTo: '/account' }}
        state={state}
        submit="Turn on"
        fields={[firstCode]}
      >
        <EndOthers />
      </CredentialsForm>
    </>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <>
      <p className="text-note">
        Each code signs you in once if you don’t have your app. Save them somewhere safe now: they won’t be shown again.
      </p>
      <ul
        aria-label="Recovery codes"
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
      Sign out all other browsers
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
          fields={[yourPassword, anyCode]}
        >
          {endsOthers && <EndOthers />}
        </CredentialsForm>
      </div>
    </details>
  )
}
