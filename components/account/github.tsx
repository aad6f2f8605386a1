import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { AccountRow } from './account-row'
import { Explanation, OneButton } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { FormMessage } from './form-message'

/** GitHub as a way into the account: to link, or to unlink where another way is left. */
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
        {github ? 'You can sign in with GitHub.' : 'Link your GitHub account, and it opens this account too.'}
      </Explanation>
      {github && !hasPassword ? (
        <Explanation>It is the only way into your account; set a password, and you can unlink it.</Explanation>
      ) : proven ? (
        <OneButton
          action={toAddress(`/api/account/github/${github ? 'unlink' : 'link'}`)}
          label={github ? 'Unlink GitHub' : 'Link GitHub'}
        />
      ) : (
        <ConfirmFirst purpose={github ? 'To unlink it' : 'To link it'} section="github" />
      )}
    </AccountRow>
  )
}
