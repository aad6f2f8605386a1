import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountRow } from './account-row'
import { Explanation, ButtonForm } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { FormMessage } from './form-message'

/** A form that links GitHub to the account, or unlinks it if the reader can sign in another way. */
export function Github({
  account: { github, hasPassword },
  state,
  proven,
}: {
  account: AccountOverview
  state: FormState | null
  proven: boolean
}) {
  return (
    <AccountRow
      id="github"
      title="GitHub"
      value={t(github ? 'githubIsLinked' : 'githubIsNotLinked')}
      open={Boolean(state)}
    >
      {state && <FormMessage state={state} id="github-message" />}
      <Explanation>{t(github ? 'githubHint' : 'githubOffer')}</Explanation>
      {github && !hasPassword ? (
        <Explanation>{t('githubIsOnlyWay')}</Explanation>
      ) : proven ? (
        <ButtonForm
          action={toAddress(`/api/account/github/${github ? 'unlink' : 'link'}`)}
          label={t(github ? 'unlinkGithub' : 'linkGithub')}
        />
      ) : (
        <ConfirmFirst purpose={github ? 'UnlinkGithub' : 'LinkGithub'} section="github" />
      )}
    </AccountRow>
  )
}
