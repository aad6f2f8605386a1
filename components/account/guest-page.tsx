import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { AccountSection, Explanation } from './account-section'
import { FormMessage } from './form-message'

/** The account page of a guest: where marks are saved, how to keep them, and how to delete them. */
export function GuestPage({ state, offersAccounts }: { state: FormState | null; offersAccounts: boolean }) {
  return (
    <>
      <h1 className="mt-1.5 text-h1 font-extrabold tracking-[-0.025em]">You’re a guest</h1>
      <div className="mt-4 grid max-w-[34rem] gap-4">
        <p>
          Your marks are saved for this browser only. They’re on the portal’s server, and a cookie links them to this
          browser. If you delete your cookies, you lose your marks.
        </p>
        <p>
          Anyone who uses this browser can see them, and no one else. They’re deleted after 90 days without a visit (a
          single mark after 7).
        </p>
      </div>
      <AccountSection id="keep" title="Use them everywhere">
        <Explanation>
          With an account, you can use your marks wherever you sign in. The ones you have now come with you.
        </Explanation>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3 font-ui text-ui">
          {offersAccounts && (
            <a href={toAddress('/sign-up?next=/account')} className="button">
              Create an account
            </a>
          )}
          <a href={toAddress('/sign-in?next=/account')} className="link inline-block min-h-6">
            Sign in
          </a>
        </p>
      </AccountSection>
      <AccountSection id="data" title="Your data">
        <p className="font-ui text-ui">
          <a href={toAddress('/shelf/export')} className="link inline-block min-h-6">
            Export your shelf
          </a>
        </p>
      </AccountSection>
      <AccountSection id="delete" title="Delete these marks">
        <Explanation>This deletes your marks and notes immediately. It can’t be undone.</Explanation>
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
            Yes, delete all my marks
          </label>
          <button className="button button-danger h-11 justify-self-start">Delete these marks</button>
        </form>
      </AccountSection>
    </>
  )
}
