import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getViewer } from '@/app/viewer'
import { readFormState, type FormPageProps } from '@/app/sign-in/form-page'
import { describeGithubError } from '@/app/sign-in/github-errors'
import { AccountPage } from '@/components/account/account-page'
import { GuestPage } from '@/components/account/guest-page'
import { UnavailablePage } from '@/components/layout/unavailable-page'
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

/** The account page, `/account`. */
export default async function Page({ searchParams }: FormPageProps) {
  const viewer = await getViewer()
  const { reader, marksUnavailable } = viewer
  // If the reader returns from GitHub without a session, the sign-in page says why nothing was linked.
  if (!reader && !marksUnavailable)
    redirect(toAddress(`/sign-in?next=/account${(await searchParams).error ? '&error=signed_out' : ''}`))
  return (
    <Shell portal={await getPortal()} {...viewer} page="/account">
      {reader && !marksUnavailable ? (
        <Account reader={reader} asked={await searchParams} />
      ) : (
        <UnavailablePage title="Your account" page="/account" />
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
    return { section, message: 'GitHub linked. You can now sign in with it.', values: {}, done: true }
  if (error) return { section, message: describeGithubError(error), values: {} }
  return null
}
