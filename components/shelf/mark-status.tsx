import type { ReactNode } from 'react'
import type { Change } from './change'
import { sendAll, submit, type OutboxState } from './outbox'
import { retryLabel, saving, whereStored } from './shelf-messages'

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
          <strong>“{refusal.change.label}” was not saved.</strong> {refusal.message}{' '}
          <button type="button" onClick={() => submit(refusal.change)} className="min-h-6 underline">
            Try again
          </button>
        </span>
      )}
      {unsaved && !waiting && <span className="delayed text-ink-2">{saving}</span>}
      {unsaved && waiting && (
        <span className="text-reading">
          <strong>“{unsaved.label}” is not saved yet.</strong> {waiting.message}{' '}
          {whereStored(!unstored.has(unsaved.key))}
          {waiting.signIn ? (
            <>
              {' '}
              until you{' '}
              <a href={`${waiting.signIn}?next=${encodeURIComponent(returnTo)}`} className="underline">
                sign in
              </a>
              .
            </>
          ) : (
            <>
              . It will be sent automatically.{' '}
              <button type="button" onClick={() => void sendAll()} className="min-h-6 underline">
                {retryLabel}
              </button>
            </>
          )}
        </span>
      )}
      {children}
    </div>
  )
}
