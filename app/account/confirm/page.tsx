import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getViewer } from '@/app/viewer'
import { readFormPage, type FormPageProps } from '@/app/sign-in/form-page'
import { ConfirmPage } from '@/components/account/confirm-page'
import { PlainShell } from '@/components/layout/plain-shell'
import { getRelyingParty, readAccount, readPasskeys } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'
import { canSendMail } from '@/lib/mail'
import { t } from '@/messages/generated/account'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('confirmThatItsYou'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page that asks a signed-in reader to confirm their identity, `/account/confirm`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/account/confirm', props)
  const { reader } = await getViewer()
  const account = reader && !reader.guest ? await readAccount(reader.id) : null
  if (!reader || !account) redirect(toAddress('/sign-in?next=/account'))
  const passkey = getRelyingParty() !== null && (await readPasskeys(reader.id)).length > 0
  return (
    <PlainShell>
      <ConfirmPage
        account={account}
        passkey={passkey}
        github={!account.hasPassword && account.github !== null && readEnv().github !== undefined}
        sendsMail={canSendMail()}
        next={next === '/' ? '/account' : next}
        state={state}
      />
    </PlainShell>
  )
}
