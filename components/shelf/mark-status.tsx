import type { ReactNode } from 'react'
import type { Change } from './change'
import { sendAll, submit, type OutboxState } from './outbox'

interface MarkStatusProps {
  outbox: OutboxState
  resource: string
  /** The change of this resource's controls that the server has not kept yet. */
  unsaved?: Change
  returnTo: string
  /** What else is to be said here. */
  children?: ReactNode
}

/** In words, below a resource's controls: what could not be kept, or is not kept yet, and what can be done. */
export function MarkStatus({
  outbox: { refused, waiting, unstored },
  resource,
  unsaved,
  returnTo,
  children,
}: MarkStatusProps) {
  const refusal = refused.get(resource)
  return (
    <div role="status" className="mark-line">
      {refusal && !unsaved && (
        <span className="text-danger">
          <strong>“{refusal.change.label}” was not saved.</strong> {refusal.message}{' '}
          <button type="button" onClick={() => submit(refusal.change)} className="min-h-6 underline">
            Try again
          </button>
        </span>
      )}
      {unsaved && !waiting && <span className="late text-ink-2">Saving…</span>}
      {unsaved && waiting && (
        <span className="text-reading">
          <strong>“{unsaved.label}” is not saved yet.</strong> {waiting.message}{' '}
          {unstored.has(unsaved.key)
            ? 'It is kept on this page alone, so leave the page open,'
            : 'It is kept in this browser'}{' '}
          {waiting.signIn ? (
            <>
              until you{' '}
              <a href={`${waiting.signIn}?next=${encodeURIComponent(returnTo)}`} className="underline">
                sign in
              </a>
              .
            </>
          ) : (
            <>
              and sent again by itself.{' '}
              <button type="button" onClick={() => void sendAll()} className="min-h-6 underline">
                Send now
              </button>
            </>
          )}
        </span>
      )}
      {children}
    </div>
  )
}
