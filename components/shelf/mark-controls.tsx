'use client'

import { startTransition, useActionState, useOptimistic, type SubmitEvent } from 'react'
import { useRouter } from 'next/navigation'
import type { Progress } from '@/lib/shelf'
import { MarkForm, type MarkFormProps } from './mark-form'
import { postMark, type MarkChange, type Refusal } from './post-mark'

/**
 * A resource's controls, live: what was asked for shows at once, is kept by the server, and is then
 * read back with every count on the page. A refusal shows in words and takes the mark back.
 */
export function MarkControls(props: Omit<MarkFormProps, 'onSubmit' | 'children'>) {
  const router = useRouter()
  const [shown, show] = useOptimistic(
    { bookmarked: props.bookmarked, progress: props.progress },
    (state, change: Partial<{ bookmarked: boolean; progress: Progress }>) => ({ ...state, ...change }),
  )
  // Actions of one control run one after the other, so that the last click is the last write.
  const [refusal, post, pending] = useActionState(async (_last: Refusal | null, change: MarkChange) => {
    const refused = await postMark(change)
    if (!refused) startTransition(() => router.refresh())
    return refused
  }, null)

  function submit(change: MarkChange) {
    startTransition(() => {
      show(change.field === 'bookmarked' ? { bookmarked: change.value === 'true' } : { progress: change.value as Progress })
      post(change)
    })
  }

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    const button = event.nativeEvent.submitter as HTMLButtonElement
    event.preventDefault()
    submit({
      // The property of a button without its own is the page's address, not its form's.
      action: button.getAttribute('formaction') ?? event.currentTarget.action,
      resource: props.resource.id,
      field: button.name === 'bookmarked' ? 'bookmarked' : 'progress',
      value: button.value,
      label: button.textContent || button.title,
    })
  }

  return (
    <MarkForm {...props} bookmarked={shown.bookmarked} progress={shown.progress} onSubmit={onSubmit}>
      <p role="status" className="mark-form-line text-danger empty:hidden">
        {refusal && !pending && (
          <>
            <strong>“{refusal.change.label}” was not saved.</strong> {refusal.message}{' '}
            {refusal.signIn ? (
              <a href={`${refusal.signIn}?next=${encodeURIComponent(props.returnTo)}`} className="underline">
                Sign in
              </a>
            ) : (
              <button type="button" onClick={() => submit(refusal.change)} className="min-h-6 underline">
                Try again
              </button>
            )}
          </>
        )}
      </p>
    </MarkForm>
  )
}
