import type { Metadata } from 'next'
import { readFormPage, type FormPageProps } from '@/app/sign-in/form-page'
import { CredentialsForm } from '@/components/account/credentials-form'
import { emailField, newPasswordField } from '@/components/account/fields'
import { FormMessage } from '@/components/account/form-message'
import { PlainShell } from '@/components/layout/plain-shell'
import { richText } from '@/components/ui/rich-text'
import { readInvitation } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { toAddress } from '@/lib/base-path'
import { formatEmailAddress } from '@/lib/email-address'
import { readEnv } from '@/lib/env'
import { t } from '@/messages/generated/account'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({
  title: t('createAccount'),
  robots: { index: false },
  // The address may contain an invitation, which other sites must not see.
  referrer: 'same-origin',
})
export const dynamic = 'force-dynamic'

/** The sign-up page, `/sign-up`. */
export default async function Page(props: FormPageProps) {
  const { next, state } = await readFormPage('/sign-up', props)
  const { signUp } = readEnv()
  const asked = (await props.searchParams).invitation
  const invitation = typeof asked === 'string' ? asked : (state?.values.invitation ?? '')
  const invited = invitation && signUp !== 'closed' ? await readInvitation(invitation) : null
  const refusal =
    signUp === 'closed'
      ? t('signUpIsClosed')
      : signUp === 'invited' && !invited
        ? invitation
          ? t('invitationExpired')
          : t('invitationNeeded')
        : null
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">{t('createAccount')}</h1>
      <p className="mt-3 mb-7 text-ink-2">{t('signUpIntro')}</p>
      {refusal ? (
        <FormMessage state={{ message: refusal, values: {} }} id="closed" />
      ) : state?.done ? (
        <FormMessage state={state} id="done" />
      ) : (
        <CredentialsForm
          action={toAddress('/api/sign-up')}
          fields={[
            {
              name: 'name',
              label: t('name'),
              type: 'text',
              autoComplete: 'name',
              maxLength: 80,
              hint: t('nameHint'),
            },
            {
              ...emailField(t('emailAddress'), 'username'),
              value: invited ? formatEmailAddress(invited) : undefined,
            },
            newPasswordField('password', passwordLength, t('password')),
          ]}
          submit={t('createAccount')}
          hidden={{ returnTo: next, ...(invited ? { invitation } : {}) }}
          state={state}
        />
      )}
      <p className="mt-8 font-ui text-ui text-ink-2">
        {richText(
          t.rich('haveAccount', {
            link: (children) => (
              <a href={toAddress(`/sign-in?next=${encodeURIComponent(next)}`)} className="link inline-block min-h-6">
                {children}
              </a>
            ),
          }),
        )}
      </p>
    </PlainShell>
  )
}
