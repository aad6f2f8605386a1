import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountSection, Explanation } from './account-section'
import { FormMessage } from './form-message'

/** The account page of a guest: where marks are saved, how to keep them, and how to delete them. */
export function GuestPage({ state, offersAccounts }: { state: FormState | null; offersAccounts: boolean }) {
  return (
    <>
      <h1 className="mt-1.5 text-h1 font-extrabold tracking-[-0.025em]">{t('guest')}</h1>
      <div className="mt-4 grid max-w-measure gap-4 text-pretty">
        <p>{t('guestMarks')}</p>
        <p>{t('guestPrivacy')}</p>
      </div>
      <AccountSection id="keep" title={t('guestAccount')}>
        <Explanation>{t('guestAccountHint')}</Explanation>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3 font-ui text-ui">
          {offersAccounts && (
            <a href={toAddress('/sign-up?next=/account')} className="button">
              {t('createAccount')}
            </a>
          )}
          <a href={toAddress('/sign-in?next=/account')} className="link inline-block min-h-6">
            {t('signIn')}
          </a>
        </p>
      </AccountSection>
      <AccountSection id="data" title={t('yourData')}>
        <p className="font-ui text-ui">
          <a href={toAddress('/shelf/export')} className="link inline-block min-h-6">
            {t('exportShelf')}
          </a>
        </p>
      </AccountSection>
      <AccountSection id="delete" title={t('deleteMarks')}>
        <Explanation>{t('deleteMarksHint')}</Explanation>
        <form method="post" action={toAddress('/api/account/delete-marks')} className="grid gap-5 font-ui text-ui">
          {state && <FormMessage state={state} id="delete-refusal" />}
          <input type="hidden" name="returnTo" value="/account" />
          <label className="flex min-h-6 items-center gap-3">
            <input
              type="checkbox"
              name="confirm"
              value="yes"
              required
              className="size-5"
              aria-describedby={state ? 'delete-refusal' : undefined}
            />
            {t('deleteMarksConfirm')}
          </label>
          <button className="button button-danger h-11 justify-self-start">{t('deleteMarks')}</button>
        </form>
      </AccountSection>
    </>
  )
}
