import { LocalTime } from '@/components/ui/local-time'
import type { OpenSession } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { AccountRow } from './account-row'
import { Explanation, ButtonForm } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { FormMessage } from './form-message'

/** The reader's sessions, with buttons to end them. */
export function Sessions({
  sessions,
  state,
  proven,
}: {
  sessions: OpenSession[]
  state: FormState | null
  proven: boolean
}) {
  return (
    <AccountRow id="sessions" title="Sessions" value={describe(sessions.length - 1)} verb="Show" open={Boolean(state)}>
      {state && <FormMessage state={state} id="sessions-message" />}
      {sessions.length > 1 && <Explanation>“Last used” is accurate to the hour.</Explanation>}
      <ul className="font-ui text-ui">
        {sessions.map(({ id, current, browser, createdAt, lastUsed }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-t border-rule py-3 first:border-t-0 first:pt-0"
          >
            <div>
              <p className="font-semibold">{browser}</p>
              <p id={`session-${id}`} className="text-meta text-ink-2">
                {current ? 'This browser · ' : ''}signed in <LocalTime at={createdAt.toISOString()} to="day" />
                {!current && (
                  <>
                    {' '}
                    · last used <LocalTime at={lastUsed.toISOString()} to="minute" />
                  </>
                )}
              </p>
            </div>
            {current ? (
              <ButtonForm
                action={toAddress('/api/sign-out')}
                fields={{ returnTo: '/' }}
                label="Sign out"
                name="Sign out here"
              />
            ) : (
              proven && (
                <ButtonForm
                  action={toAddress('/api/account/sessions/end')}
                  fields={{ session: id }}
                  label="Sign out"
                  name={`Sign out: ${browser}`}
                  describedBy={`session-${id}`}
                />
              )
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 &&
        (proven ? (
          <ButtonForm action={toAddress('/api/account/sessions/end-others')} label="Sign out all other browsers" />
        ) : (
          <ConfirmFirst purpose="To sign out other browsers" section="sessions" />
        ))}
    </AccountRow>
  )
}

function describe(others: number): string {
  if (others === 0) return 'This browser'
  return others === 1 ? 'This browser and one other' : `This browser and ${others} others`
}
