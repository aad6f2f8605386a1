import type { ReactNode } from 'react'
import { richText } from '@/components/ui/rich-text'
import { t } from '@/messages/generated/marks'
import type { Change } from './change'
import { sendAll, submit, type OutboxState, type Waiting } from './outbox'

interface MarkStatusProps {
  outbox: OutboxState
  resource: string
  /** The change of this resource that the server has not saved yet. */
  unsaved?: Change
  returnTo: string
  /** Further notices. */
  children?: ReactNode
}

/** Says below a resource's controls which change was not saved, why, and what to do. */
export function MarkStatus({
  outbox: { refused, waiting, unstored },
  resource,
  unsaved,
  returnTo,
  children,
}: MarkStatusProps) {
  const refusal = refused.get(resource)
  return (
    <div role="status" className="mark-status">
      {refusal && !unsaved && (
        <span className="text-danger">
          {richText(
            t.rich('changeRefused', {
              b: (children) => <strong>{children}</strong>,
              change: refusal.change.label,
              reason: refusal.message,
              retry: (children) => (
                <button type="button" onClick={() => submit(refusal.change)} className="min-h-6 underline">
                  {children}
                </button>
              ),
            }),
          )}
        </span>
      )}
      {unsaved && !waiting && <span className="delayed text-ink-2">{t('saving')}</span>}
      {unsaved && waiting && (
        <span className="text-reading">
          <Waits change={unsaved} waiting={waiting} isStored={!unstored.has(unsaved.key)} returnTo={returnTo} />
        </span>
      )}
      {children}
    </div>
  )
}

interface WaitsProps {
  change: Change
  waiting: Waiting
  isStored: boolean
  returnTo: string
}

/** Says which change waits, for what, and where it is until then. */
function Waits({ change, waiting: { message, signIn }, isStored, returnTo }: WaitsProps) {
  const values = {
    b: (children: ReactNode[]) => <strong>{children}</strong>,
    change: change.label,
    stored: isStored ? 'yes' : 'no',
  }
  if (signIn)
    return richText(
      t.rich('waitingForSignIn', {
        ...values,
        signIn: (children) => (
          <a href={`${signIn}?next=${encodeURIComponent(returnTo)}`} className="underline">
            {children}
          </a>
        ),
      }),
    )
  return richText(
    t.rich('waitingForServer', {
      ...values,
      reason: message,
      retry: (children) => (
        <button type="button" onClick={() => void sendAll()} className="min-h-6 underline">
          {children}
        </button>
      ),
    }),
  )
}
