import type { ReactNode } from 'react'
import { LocalTime } from '@/components/ui/local-time'
import { richText } from '@/components/ui/rich-text'
import type { OpenSession } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
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
    <AccountRow
      id="sessions"
      title={t('sessions')}
      value={t('openSessions', { others: sessions.length - 1 })}
      verb={t('show')}
      open={Boolean(state)}
    >
      {state && <FormMessage state={state} id="sessions-message" />}
      {sessions.length > 1 && <Explanation>{t('lastUsedPrecision')}</Explanation>}
      <ul className="font-ui text-ui">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-t border-rule py-3 first:border-t-0 first:pt-0"
          >
            <div>
              <p className="font-semibold">{session.browser}</p>
              <p id={`session-${session.id}`} className="text-meta text-ink-2">
                {richText(describeSession(session))}
              </p>
            </div>
            {session.current ? (
              <ButtonForm
                action={toAddress('/api/sign-out')}
                fields={{ returnTo: '/' }}
                label={t('signOut')}
                name={t('signOutHere')}
              />
            ) : (
              proven && (
                <ButtonForm
                  action={toAddress('/api/account/sessions/end')}
                  fields={{ session: session.id }}
                  label={t('signOut')}
                  name={t('signOutNamed', { browser: session.browser })}
                  describedBy={`session-${session.id}`}
                />
              )
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 &&
        (proven ? (
          <ButtonForm action={toAddress('/api/account/sessions/end-others')} label={t('signOutOthers')} />
        ) : (
          <ConfirmFirst purpose="SignOutOthers" section="sessions" />
        ))}
    </AccountRow>
  )
}

function describeSession({ current, createdAt, lastUsed }: OpenSession): ReactNode[] {
  const date = () => <LocalTime at={createdAt.toISOString()} to="day" />
  return current
    ? t.rich('sessionHere', { date })
    : t.rich('sessionElsewhere', { date, time: () => <LocalTime at={lastUsed.toISOString()} to="minute" /> })
}
