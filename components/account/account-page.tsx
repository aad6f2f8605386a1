import type { AccountOverview, OpenSession, PasskeyOverview, ShownOnce } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountGroup, AccountLink, AccountRow } from './account-row'
import { CredentialsForm } from './credentials-form'
import { DeleteAccount } from './delete-account'
import { EmailAddress } from './email-address'
import { Github } from './github'
import { Passkeys } from './passkeys'
import { Password } from './password'
import { Sessions } from './sessions'
import { TwoFactor } from './two-factor'

interface AccountPageProps {
  account: AccountOverview
  sessions: OpenSession[]
  passkeys: PasskeyOverview[]
  /** Whether browsers make passkeys for the portal's address. */
  offersPasskeys: boolean
  /** Whether the reader confirmed their identity within the last ten minutes. */
  proven: boolean
  sendsMail: boolean
  /** Whether GitHub is set up on this portal. */
  github: boolean
  passwordLength: { min: number; max: number }
  /** Two-factor secrets that this browser shows once. */
  shownOnce: (ShownOnce & { seen?: boolean }) | null
  /** The number of unused recovery codes. */
  codesLeft: number | null
  state: FormState | null
}

/** The account page: profile, sign-in and data. */
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
      <h1 className="page-title">{t('yourAccount')}</h1>
      <AccountGroup title={t('profile')}>
        <AccountRow id="name" title={t('name')} value={account.name} open={Boolean(of('name'))}>
          <CredentialsForm
            section="name"
            action={toAddress('/api/account/name')}
            hidden={{ returnTo: '/account' }}
            state={of('name')}
            submit={t('changeName')}
            fields={[
              {
                name: 'name',
                label: t('name'),
                type: 'text',
                autoComplete: 'name',
                maxLength: 80,
                hint: t('nameHint'),
                value: account.name,
              },
            ]}
          />
        </AccountRow>
        <EmailAddress account={account} state={of('email')} sendsMail={sendsMail} proven={proven} />
      </AccountGroup>
      <AccountGroup title={t('signInGroup')}>
        <Password account={account} state={of('password')} length={passwordLength} proven={proven} />
        {(offersPasskeys || passkeys.length > 0) && (
          <Passkeys passkeys={passkeys} offered={offersPasskeys} state={of('passkeys')} proven={proven} />
        )}
        <TwoFactor account={account} shown={shownOnce} codesLeft={codesLeft} of={of} />
        <Sessions sessions={sessions} state={of('sessions')} proven={proven} />
        {(github || account.github) && <Github account={account} state={of('github')} proven={proven} />}
      </AccountGroup>
      <AccountGroup title={t('yourData')}>
        <AccountLink href={toAddress('/shelf/export')} title={t('export')} value={t('exportHint')} />
        <AccountLink href={toAddress('/shelf/import')} title={t('import')} value={t('importHint')} />
        <DeleteAccount account={account} state={of('delete')} proven={proven} />
      </AccountGroup>
      <form method="post" action={toAddress('/api/sign-out')} className="mt-8">
        <button className="button-quiet">{t('signOut')}</button>
      </form>
    </>
  )
}
