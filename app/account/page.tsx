import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getVisit } from '@/app/visit'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { describeGithubError } from '@/app/sign-in/github-errors'
import { AccountPage } from '@/components/account/account-page'
import { GuestPage } from '@/components/account/guest-page'
import { AwayPage } from '@/components/layout/away-page'
import { Shell } from '@/components/layout/shell'
import {
  getRelyingParty,
  isProven,
  readAccount,
  readPasskeys,
  readSessions,
  takeShownOnce,
  type AccountOverview,
} from '@/lib/account'
import { countRecoveryCodes, passwordLength } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { FormState } from '@/lib/form-state'
import { canSendMail } from '@/lib/mail'
import { readCurrentSession, type Reader } from '@/lib/session'

export const metadata: Metadata = { title: 'Your account', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page({ searchParams }: FormPageProps) {
  const visit = await getVisit()
  const { reader, marksAway } = visit
  // Back from GitHub without a session: the page to sign in on says why nothing was linked.
  if (!reader && !marksAway)
    redirect(toAddress(`/sign-in?next=/account${(await searchParams).error ? '&error=signed_out' : ''}`))
  return (
    <Shell portal={await getPortal()} {...visit} page="/account">
      {reader && !marksAway ? (
        <Account reader={reader} asked={await searchParams} />
      ) : (
        <AwayPage title="Your account" page="/account" />
      )}
    </Shell>
  )
}

async function Account({ reader, asked }: { reader: Reader; asked: Awaited<FormPageProps['searchParams']> }) {
  const state = await readFormState('/account', asked)
  if (reader.guest) return <GuestPage state={state} offersAccounts={readEnv().signUp === 'open'} />
  const asking = await headers()
  const [account, session] = await Promise.all([readAccount(reader.id), readCurrentSession(asking)])
  if (!account || !session) redirect(toAddress('/sign-in?next=/account'))
  return (
    <AccountPage
      account={account}
      sessions={await readSessions(reader.id, session.id)}
      passkeys={await readPasskeys(reader.id)}
      offersPasskeys={getRelyingParty() !== null}
      proven={isProven(account, session, asking.get('cookie') ?? '')}
      sendsMail={canSendMail()}
      github={readEnv().github !== undefined}
      passwordLength={passwordLength}
      shownOnce={await takeShownOnce(reader.id, asking.get('cookie') ?? '')}
      codesLeft={account.secondFactor ? await countRecoveryCodes(reader.id) : null}
      state={state ?? describeLinking(asked, account)}
    />
  )
}

function describeLinking(
  { linked, error }: Awaited<FormPageProps['searchParams']>,
  account: AccountOverview,
): FormState | null {
  const section = 'github'
  if (linked && account.github)
    return { section, message: 'GitHub is linked: you can sign in with it.', values: {}, done: true }
  if (error) return { section, message: describeGithubError(error), values: {} }
  return null
}
