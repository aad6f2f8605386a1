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

interface SecondFactorProps {
  account: AccountOverview
  /** What this browser is shown once: the way to set an app up, or new recovery codes. */
  shown: (ShownOnce & { seen?: boolean }) | null
  /** How many recovery codes are left; null where that is not known. */
  codesLeft: number | null
  /** What became of one of its forms, by the form’s section. */
  of: (section: string) => FormState | null
}

/** The second factor beside the password: setting it up, recovery codes, turning it off. */
export function SecondFactor({ account: { hasPassword, secondFactor }, shown, codesLeft, of }: SecondFactorProps) {
  const state = of('second-factor')
  const isTouched =
    state ?? of('second-factor-codes') ?? of('second-factor-off') ?? (shown && !shown.seen ? shown : null)
  const left = codesLeft === null ? '' : `, ${codesLeft} recovery ${codesLeft === 1 ? 'code' : 'codes'} left`
  return (
    <AccountRow
      id="second-factor"
      title="Two-step sign-in"
      value={secondFactor ? `On${left}` : 'Off'}
      open={isTouched !== null}
    >
      {secondFactor ? (
        <>
          {state && <FormMessage state={state} id="second-factor-message" />}
          {shown && !shown.uri && !shown.seen && <RecoveryCodes codes={shown.codes} />}
          {shown?.seen && (
            <Explanation>
              Your recovery codes were shown once. If you didn’t keep them, make new ones below.
            </Explanation>
          )}
          <Explanation>Signing in with the password asks for a code of your authenticator app too.</Explanation>
          <BothFactors
            section="second-factor-codes"
            title="New recovery codes"
            action={toAddress('/api/account/second-factor/codes')}
            submit="Make new codes"
            state={of('second-factor-codes')}
          >
            Your old codes will stop working.
          </BothFactors>
          <BothFactors
            section="second-factor-off"
            title="Turn it off"
            action={toAddress('/api/account/second-factor/turn-off')}
            submit="Turn it off"
            state={of('second-factor-off')}
            endsOthers
          >
            The password alone opens your account then.
          </BothFactors>
        </>
      ) : !hasPassword ? (
        <Explanation>
          It guards a password, and your account has none. What GitHub asks for when you sign in there is set up there.
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
            submit="Set it up"
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
        Scan this with your authenticator app, or type the key there. Then type the code that the app shows. It is not
        on before that; you have ten minutes.
      </Explanation>
      <QrCode text={uri} name="QR code for an authenticator app; the key below says the same" />
      <p className="font-ui text-ui">
        <span className="font-semibold">Key</span>
        <code className="mt-1.5 block font-code break-words select-all">{key.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <CredentialsForm
        section="second-factor"
        action={toAddress('/api/account/second-factor/turn-on')}
        hidden={{ returnTo: '/account' }}
        state={state}
        submit="Turn it on"
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
        Each of these signs you in once in place of the app. Print them or write them down, and keep them where you keep
        your keys: they are shown this one time.
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

/** The offer to end the reader's other sessions, taken unless it is unticked. */
function EndOthers() {
  return (
    <label className="flex min-h-6 items-center gap-3">
      <input type="checkbox" name="endOthers" value="yes" defaultChecked className="size-5" />
      Sign out every other browser
    </label>
  )
}

/** A form that asks for password and code, folded away until it is wanted. */
function BothFactors({
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
