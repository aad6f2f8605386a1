import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
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
    <AccountRow id="github" title="GitHub" value={github ? 'Linked' : 'Not linked'} open={Boolean(state)}>
      {state && <FormMessage state={state} id="github-message" />}
      <Explanation>
        {github ? 'You can sign in with GitHub.' : 'Link your GitHub account to sign in with it.'}
      </Explanation>
      {github && !hasPassword ? (
        <Explanation>It’s the only way to sign in to your account. Set a password before you unlink it.</Explanation>
      ) : proven ? (
        <ButtonForm
          action={toAddress(`/api/account/github/${github ? 'unlink' : 'link'}`)}
          label={github ? 'Unlink GitHub' : 'Link GitHub'}
        />
      ) : (
        <ConfirmFirst purpose={github ? 'To unlink it' : 'To link it'} section="github" />
      )}
    </AccountRow>
  )
}
