import type { AccountOverview, OpenSession, PasskeyOverview, ShownOnce } from '@/lib/account'
import type { FormState } from '@/lib/form-state'
import { AccountSection, Explanation } from './account-section'
import { Address } from './address'
import { CredentialsForm } from './credentials-form'
import { Delete } from './delete'
import { Github } from './github'
import { Passkeys } from './passkeys'
import { Password } from './password'
import { SecondFactor } from './second-factor'
import { Sessions } from './sessions'

interface AccountPageProps {
  account: AccountOverview
  sessions: OpenSession[]
  passkeys: PasskeyOverview[]
  /** Whether browsers make passkeys for the portal's address. */
  offersPasskeys: boolean
  /** Whether the reader showed within the last minutes who they are. */
  proven: boolean
  sendsMail: boolean
  /** Whether GitHub is set up on this portal. */
  github: boolean
  passwordLength: { min: number; max: number }
  /** Of the second factor: what this browser is shown once, and how many recovery codes are left. */
  shownOnce: (ShownOnce & { seen?: boolean }) | null
  codesLeft: number | null
  state: FormState | null
}

/** All that a reader can see and change of their account. */
export function AccountPage({
  account,
  sessions,
  passkeys,
  offersPasskeys,
  proven,
  sendsMail,
  github,
  passwordLength,
  shownOnce,
  codesLeft,
  state,
}: AccountPageProps) {
  const of = (section: string) => (state?.section === section ? state : null)
  return (
    <>
      <h1 className="mt-1.5 text-h1 font-extrabold tracking-[-0.025em]">Your account</h1>
      <AccountSection id="name" title="Name">
        <CredentialsForm
          section="name"
          action="/api/account/name"
          hidden={{ returnTo: '/account' }}
          state={of('name')}
          submit="Change the name"
          fields={[
            {
              name: 'name',
              label: 'Name',
              type: 'text',
              autoComplete: 'name',
              maxLength: 80,
              hint: 'Only you see it.',
              value: account.name,
            },
          ]}
        />
      </AccountSection>
      <Address account={account} state={of('email')} sendsMail={sendsMail} proven={proven} />
      <Password account={account} state={of('password')} length={passwordLength} proven={proven} />
      <SecondFactor account={account} shown={shownOnce} codesLeft={codesLeft} of={of} />
      {(offersPasskeys || passkeys.length > 0) && (
        <Passkeys passkeys={passkeys} offered={offersPasskeys} state={of('passkeys')} proven={proven} />
      )}
      <Sessions sessions={sessions} state={of('sessions')} proven={proven} />
      {(github || account.github) && <Github account={account} state={of('github')} proven={proven} />}
      <YourData />
      <Delete account={account} state={of('delete')} proven={proven} />
    </>
  )
}

function YourData() {
  return (
    <AccountSection id="data" title="Your data">
      <Explanation>Your marks are yours: take them with you, or bring some from elsewhere.</Explanation>
      <p className="flex flex-wrap gap-x-6 gap-y-2 font-ui text-ui">
        <a href="/shelf/export" className="link inline-block min-h-6">
          Export your marks
        </a>
        <a href="/shelf/import" className="link inline-block min-h-6">
          Import bookmarks
        </a>
      </p>
    </AccountSection>
  )
}
